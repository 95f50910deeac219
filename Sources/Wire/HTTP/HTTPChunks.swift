internal import Bytes

/// The framing of a body in chunks, RFC 9112 §7.1.
struct HTTPChunks {
  /// The most bytes of one chunk's size with its extensions.
  static var lineLimit: Int { 4 << 10 }

  private enum State {
    case size
    case sizeSpace
    case sizeExtension
    case sizeLineFeed
    case data
    case dataEnd
    case dataLineFeed
    case trailers
  }

  private var state = State.size
  // The size that is being read, then the bytes of data that are left.
  private var size: UInt64 = 0
  // The bytes of the size line so far.
  private var length = 0
  private var trailers = HTTPTrailers()

  /// Whether the last chunk and the trailers have come.
  var isComplete: Bool { trailers.isComplete }

  /// Passes over framing from `index` on, up to data or to the end.
  ///
  /// - Returns: How many bytes of data begin at `index` now, at most `limit`; they count as taken.
  @inline(never)
  mutating func consume(
    _ bytes: Span<UInt8>,
    from index: inout Int,
    atMost limit: Int
  ) throws(Flaw) -> Int {
    while index < bytes.count, !isComplete {
      if state == .data {
        let count = min(size, UInt64(min(bytes.count - index, limit)))
        size -= count
        if size == 0 { state = .dataEnd }
        return Int(truncatingIfNeeded: count)
      }
      guard try pass(bytes[index]) else { throw Flaw("malformed chunk") }
      index += 1
    }
    return 0
  }

  /// Passes over one byte of framing.
  ///
  /// - Returns: Whether it may stand there.
  private mutating func pass(_ byte: UInt8) throws(Flaw) -> Bool {
    let isReturn = byte == UInt8(ascii: "\r")
    let isLineFeed = byte == UInt8(ascii: "\n")
    switch state {
    case .size, .sizeSpace, .sizeExtension:
      length += 1
      if length > Self.lineLimit { throw Flaw("chunk size without an end") }
      if isReturn { state = .sizeLineFeed }
      if isLineFeed { return beginData() }
      // RFC 9112 §7.1.1: extensions are passed over, as is space before them.
      if byte == UInt8(ascii: ";") { state = .sizeExtension }
      if state == .size, byte.isBlank { state = .sizeSpace }
      guard state == .size else {
        return length > 1 && byte != 0 && (state != .sizeSpace || byte.isBlank)
      }
      guard let digit = byte.hexDigitValue, size >> 60 == 0 else { return false }
      size = size << 4 | UInt64(digit)
    case .sizeLineFeed: return isLineFeed && beginData()
    case .dataEnd where isReturn: state = .dataLineFeed
    case .dataEnd, .dataLineFeed:
      state = .size
      return isLineFeed
    case .trailers: try trailers.pass(byte)
    case .data: break
    }
    return true
  }

  private mutating func beginData() -> Bool {
    defer { length = 0 }
    state = size == 0 ? .trailers : .data
    // The line break alone is no size.
    return length > 1
  }
}
