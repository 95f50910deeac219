/// 256 bits as four words, the lowest first.
struct Words256 {
  var w0: UInt64 = 0
  var w1: UInt64 = 0
  var w2: UInt64 = 0
  var w3: UInt64 = 0

  init(_ w0: UInt64, _ w1: UInt64, _ w2: UInt64, _ w3: UInt64) {
    (self.w0, self.w1, self.w2, self.w3) = (w0, w1, w2, w3)
  }

  /// The number that 32 bytes spell, the lowest one first.
  init(littleEndian bytes: Span<UInt8>) {
    for index in 0..<32 { shift(in: bytes[31 - index]) }
  }

  /// The number that the 32 bytes from `start` on spell, the highest one first.
  init(bigEndian bytes: Span<UInt8>, from start: Int = 0) {
    for index in 0..<32 { shift(in: bytes[start + index]) }
  }

  private mutating func shift(in byte: UInt8) {
    w3 = w3 &<< 8 | w2 &>> 56
    w2 = w2 &<< 8 | w1 &>> 56
    w1 = w1 &<< 8 | w0 &>> 56
    w0 = w0 &<< 8 | UInt64(byte)
  }

  /// The word that holds bit `64 * index`; which one is no secret.
  subscript(index: Int) -> UInt64 {
    switch index {
    case 0: w0
    case 1: w1
    case 2: w2
    default: w3
    }
  }

  /// Bit `index`, which is no secret, as 0 or 1.
  @inline(__always)
  func bit(_ index: Int) -> UInt64 {
    self[index &>> 6] &>> UInt64(truncatingIfNeeded: index & 63) & 1
  }

  /// Byte `index` from the lowest.
  func byte(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: self[index &>> 3] &>> UInt64(truncatingIfNeeded: 8 * (index & 7)))
  }

  /// Whether no bit is set.
  var isZero: Bool { w0 | w1 | w2 | w3 == 0 }

  /// The sum, and the carry out of it as 0 or 1.
  @inline(__always)
  func adding(_ other: Words256) -> (sum: Words256, carry: UInt64) {
    var carry: UInt64 = 0
    let sum = Words256(
      add(w0, other.w0, &carry), add(w1, other.w1, &carry), add(w2, other.w2, &carry),
      add(w3, other.w3, &carry))
    return (sum, carry)
  }

  /// The difference, and the borrow out of it as 0 or 1.
  @inline(__always)
  func subtracting(_ other: Words256) -> (difference: Words256, borrow: UInt64) {
    var borrow: UInt64 = 0
    let difference = Words256(
      subtract(w0, other.w0, &borrow), subtract(w1, other.w1, &borrow),
      subtract(w2, other.w2, &borrow), subtract(w3, other.w3, &borrow))
    return (difference, borrow)
  }

  /// The bits that are set here and in a mask.
  @inline(__always)
  func masked(_ mask: UInt64) -> Words256 {
    Words256(w0 & mask, w1 & mask, w2 & mask, w3 & mask)
  }

  /// `other` where `bit` is 1, itself where it is 0; no branch depends on it.
  @inline(__always)
  func replaced(by other: Words256, if bit: UInt64) -> Words256 {
    let mask = 0 &- bit
    return Words256(
      w0 ^ (w0 ^ other.w0) & mask, w1 ^ (w1 ^ other.w1) & mask, w2 ^ (w2 ^ other.w2) & mask,
      w3 ^ (w3 ^ other.w3) & mask)
  }
}

@inline(__always)
private func add(_ left: UInt64, _ right: UInt64, _ carry: inout UInt64) -> UInt64 {
  let sum = UInt128(left) &+ UInt128(right) &+ UInt128(carry)
  carry = UInt64(truncatingIfNeeded: sum &>> 64)
  return UInt64(truncatingIfNeeded: sum)
}

@inline(__always)
private func subtract(_ left: UInt64, _ right: UInt64, _ borrow: inout UInt64) -> UInt64 {
  let difference = UInt128(left) &- UInt128(right) &- UInt128(borrow)
  borrow = UInt64(truncatingIfNeeded: difference &>> 64) & 1
  return UInt64(truncatingIfNeeded: difference)
}
