internal import Bytes

/// The trailers of a body in chunks, RFC 9112 §7.1.2: lines such as a head's, which are passed over
/// up to an empty one.
struct HTTPTrailers {
  /// The most bytes of all of them.
  static var limit: Int { 64 << 10 }

  private enum State {
    case start
    case name
    case nameEnd
    case value
    case lineFeed
    case lastLineFeed
    case complete
  }

  private var state = State.start
  private var length = 0

  /// Whether the empty line has come.
  var isComplete: Bool { state == .complete }

  /// Passes over one byte.
  mutating func pass(_ byte: UInt8) throws(Flaw) {
    length += 1
    if length > Self.limit { throw Flaw("trailers without an end") }
    let isReturn = byte == UInt8(ascii: "\r")
    let isLineFeed = byte == UInt8(ascii: "\n")
    if byte == 0 { throw Self.bareByte }
    switch state {
    case .start where isReturn: state = .lastLineFeed
    case .start where isLineFeed: state = .complete
    case .start where byte.isBlank:
      // RFC 9112 §5.2: it continues the line before.
      if length == 1 { throw Flaw("space before the first trailer") }
      state = .value
    case .name where byte.isBlank: state = .nameEnd
    case .start where byte.isHTTPToken, .name where byte.isHTTPToken: state = .name
    case .nameEnd where byte.isBlank: break
    case .name where byte == UInt8(ascii: ":"), .nameEnd where byte == UInt8(ascii: ":"):
      state = .value
    case .start, .name, .nameEnd: throw Flaw("malformed trailer")
    case .value where isReturn: state = .lineFeed
    case .value: if isLineFeed { state = .start }
    case .lineFeed where isLineFeed: state = .start
    case .lastLineFeed where isLineFeed: state = .complete
    case .lineFeed, .lastLineFeed: throw Self.bareByte
    case .complete: break
    }
  }

  private static var bareByte: Flaw { Flaw("bare CR or NUL byte in the trailers") }
}
