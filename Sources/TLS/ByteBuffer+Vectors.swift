internal import Bytes

extension ByteBuffer {
  /// Appends a number as `size` bytes, the highest first.
  @inline(never)
  mutating func append(_ number: Int, size: Int) {
    var shift = 8 * (size - 1)
    while shift >= 0 {
      append(UInt8(truncatingIfNeeded: number &>> shift))
      shift -= 8
    }
  }

  /// Leaves room for a vector's length (RFC 8446 §3.4) of `size` bytes.
  ///
  /// - Returns: Where the vector begins, for ``endVector(_:size:)``.
  mutating func beginVector(size: Int) -> Int {
    append(0, size: size)
    return count
  }

  /// Writes the length of the vector that begins at `start` before it.
  mutating func endVector(_ start: Int, size: Int) {
    let length = count - start
    var bytes = mutableSpan
    for index in 0..<size {
      bytes[start - 1 - index] = UInt8(truncatingIfNeeded: length &>> (8 * index))
    }
  }
}
