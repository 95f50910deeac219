extension Span<UInt8> {
  /// The unsigned number in the `count` bytes from `index` on, the highest byte first.
  ///
  /// - Parameter count: At most 4; as many bytes as are there from `index` on.
  @inline(never)
  public func bigEndian(at index: Int, count: Int) -> UInt32 {
    var number: UInt32 = 0
    for place in index..<index + count { number = number << 8 | UInt32(self[place]) }
    return number
  }

  /// The unsigned number in the `count` bytes from `index` on, the lowest byte first.
  ///
  /// - Parameter count: At most 4; as many bytes as are there from `index` on.
  @inline(never)
  public func littleEndian(at index: Int, count: Int) -> UInt32 {
    bigEndian(at: index, count: count).byteSwapped >> UInt32(truncatingIfNeeded: 32 - 8 * count)
  }
}

extension ByteBuffer {
  /// Appends the four bytes of a number, the highest first.
  public mutating func append(bigEndian32 number: UInt32) {
    append(littleEndian: number.byteSwapped, count: 4)
  }

  /// Appends the low `count` bytes of a number, the lowest first.
  @inline(never)
  public mutating func append(littleEndian number: UInt32, count: Int) {
    var rest = number
    for _ in 0..<count {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Appends `count` bytes of zero.
  public mutating func append(zeros count: Int) {
    for _ in 0..<count { append(UInt8(0)) }
  }
}
