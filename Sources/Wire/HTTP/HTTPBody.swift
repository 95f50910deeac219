internal import Bytes

/// The body of a response as it arrives, read to the end that its framing sets, RFC 9112 §6.3.
final class HTTPBody {
  /// The most bytes of a body that are read; past it the status decides.
  static let limit = 64 << 10

  /// What ends the body.
  enum Framing {
    /// The number of bytes, which may be none.
    case length
    case chunked
    case untilClose
  }

  private let framing: Framing
  private var missing: UInt64
  private var chunks = HTTPChunks()
  private var search: TextSearch
  /// How many bytes of the body came, at most ``limit``.
  private(set) var received = 0

  init(_ framing: Framing, length: UInt64, expecting expected: [UInt8]?) {
    self.framing = framing
    missing = length
    search = TextSearch(for: expected)
  }

  /// Whether the expected text was found, or none is expected.
  var hasExpected: Bool { search.found }

  /// Whether nothing more needs to be read.
  var isComplete: Bool {
    if received == Self.limit { return true }
    return switch framing {
    case .length: missing == 0
    case .chunked: chunks.isComplete
    case .untilClose: false
    }
  }

  /// Takes the bytes from `start` on, up to the end of the body.
  func consume(_ bytes: Span<UInt8>, from start: Int) throws(Failure) {
    var index = start
    while index < bytes.count, !isComplete {
      var count = min(bytes.count - index, Self.limit - received)
      if framing == .chunked {
        count = try chunks.consume(bytes, from: &index, atMost: count)
      } else if framing == .length {
        count = Int(truncatingIfNeeded: min(missing, UInt64(count)))
        missing -= UInt64(count)
      }
      search.search(bytes.extracting(index..<index + count))
      received += count
      index += count
    }
  }

  /// Judges the end of the stream.
  func end() throws(Failure) {
    switch framing {
    case .untilClose: return
    case .length:
      throw Failure(
        .receive,
        "connection closed with \(Int(truncatingIfNeeded: missing)) bytes of the body missing"
      )
    case .chunked:
      throw Failure(receive: "connection closed before the last chunk")
    }
  }
}
