internal import Bytes

/// The body of a response as it arrives, read to the end that its framing sets, RFC 9112 §6.3.
struct HTTPBody: ~Copyable {
  /// What ends the body.
  enum Framing {
    /// The number of bytes, which may be none.
    case length(UInt64)
    case chunked
    case untilClose
  }

  /// What ends it, once the head has told.
  var framing = Framing.untilClose
  private var chunks = HTTPChunks()
  private var search: BodySearch
  /// How many bytes of the body came, at most ``BodySearch/limit``.
  private(set) var received: Int64 = 0
  /// How the body begins, as much of it as is to be shown.
  private(set) var excerpt = ByteBuffer()
  private let shown: Int

  /// - Parameter shown: The most bytes of ``excerpt``.
  init(_ demand: Demand, showing shown: Int) {
    search = BodySearch(demand)
    self.shown = shown
  }

  /// Appends the first thing that it should hold and does not, once it is at its end.
  ///
  /// - Returns: Whether there is one.
  mutating func appendMissing(to report: inout ByteBuffer) -> Bool {
    search.appendMissing(received: received, to: &report)
  }

  /// Whether nothing more needs to be read.
  var isComplete: Bool {
    if received == search.limit || search.isHopeless && (shown == 0 || received > Int64(shown)) {
      return true
    }
    return switch framing {
    case .length(let missing): missing == 0
    case .chunked: chunks.isComplete
    case .untilClose: false
    }
  }

  /// Takes the bytes from `start` on, up to the end of the body.
  mutating func consume(_ bytes: Span<UInt8>, from start: Int) throws(Flaw) {
    var index = start
    while index < bytes.count, !isComplete {
      var count = Int(min(Int64(bytes.count - index), search.limit - received))
      switch framing {
      case .length(let missing):
        count = Int(truncatingIfNeeded: min(missing, UInt64(count)))
        framing = .length(missing - UInt64(count))
      case .chunked: count = try chunks.consume(bytes, from: &index, atMost: count)
      case .untilClose: break
      }
      search.search(bytes.extracting(index..<index + count))
      if excerpt.count < shown {
        excerpt.append(bytes.extracting(index..<index + min(count, shown - excerpt.count)))
      }
      received += Int64(count)
      index += count
    }
  }

  /// Judges the end of the stream before the body was complete.
  func end() throws(Flaw) {
    switch framing {
    case .untilClose: return
    case .length: throw Flaw(.receive, "connection closed within the body")
    case .chunked: throw Flaw(.receive, "connection closed before the last chunk")
    }
  }
}
