internal import Bytes

/// The body of a response as it arrives, read to the end that its framing sets, RFC 9112 §6.3.
struct HTTPBody: ~Copyable {
  /// The most bytes of a body that are read; past it the status decides.
  static var limit: Int { 64 << 10 }

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
  private let search: TextSearches
  /// How many bytes of the body came, at most ``limit``.
  private(set) var received = 0
  /// How the body begins, as much of it as is to be shown.
  private(set) var excerpt = ByteBuffer()
  private let shown: Int

  /// - Parameter shown: The most bytes of ``excerpt``.
  init(expecting expected: borrowing List<StaticBytes>, showing shown: Int) {
    search = TextSearches(for: expected)
    self.shown = shown
  }

  /// The first expected text that was not found; nil when all were, or none is expected.
  var missingText: StaticBytes? { search.missing }

  /// Whether nothing more needs to be read.
  var isComplete: Bool {
    if received == Self.limit { return true }
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
      var count = min(bytes.count - index, Self.limit - received)
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
      received += count
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
