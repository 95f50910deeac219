internal import Bytes

/// Reads numbers and vectors (RFC 8446 §3) from a message, from its begin to its end.
///
/// Each step throws ``TLSFailure/malformed`` where the bytes do not reach.
struct Reader: ~Escapable {
  private let bytes: Span<UInt8>
  private var index = 0

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>) {
    self.bytes = bytes
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { index == bytes.count }

  /// The number that the next `size` bytes spell, at most 4.
  @inline(never)
  @_lifetime(self: copy self)
  mutating func number(_ size: Int) throws(TLSFailure) -> Int {
    guard bytes.count - index >= size else { throw .malformed }
    var number = 0
    for _ in 0..<size {
      number = number << 8 | Int(bytes[index])
      index += 1
    }
    return number
  }

  /// The next `count` bytes, which are at least 0.
  @inline(never)
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  mutating func take(_ count: Int) throws(TLSFailure) -> Span<UInt8> {
    guard bytes.count - index >= count else { throw .malformed }
    index += count
    return bytes.extracting(index - count..<index)
  }

  /// The bytes of a vector whose length is a number of `size` bytes.
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  mutating func vector(_ size: Int) throws(TLSFailure) -> Span<UInt8> {
    try take(number(size))
  }

  /// Checks that nothing is left.
  func end() throws(TLSFailure) {
    if !isAtEnd { throw .malformed }
  }
}
