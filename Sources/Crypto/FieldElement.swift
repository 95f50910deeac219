/// A prime below 2²⁵⁶ with what Montgomery's multiplication needs to know of it; R is 2²⁵⁶.
protocol Prime {
  /// The prime.
  static var value: Words256 { get }
  /// -1 / p modulo 2⁶⁴.
  static var negativeInverse: UInt64 { get }
  /// R modulo p.
  static var one: Words256 { get }
  /// R² modulo p.
  static var square: Words256 { get }
}

/// A number modulo a prime, as its product with R.
///
/// Only ``inverse`` has branches, and they depend on the prime alone.
struct FieldElement<P: Prime> {
  private var words: Words256

  private init(montgomery words: Words256) {
    self.words = words
  }

  /// The element of any number below 2²⁵⁶.
  init(_ number: Words256) {
    self = Self(montgomery: number) * Self(montgomery: P.square)
  }

  /// 0.
  static var zero: Self { Self(montgomery: Words256(0, 0, 0, 0)) }

  /// 1.
  static var one: Self { Self(montgomery: P.one) }

  /// The number below the prime.
  var number: Words256 { (self * Self(montgomery: Words256(1, 0, 0, 0))).words }

  /// Whether this is 0.
  var isZero: Bool { words.isZero }

  /// The sum.
  @inline(never)
  static func + (left: Self, right: Self) -> Self {
    let (sum, carry) = left.words.adding(right.words)
    return reduce(sum, carry)
  }

  /// The difference.
  @inline(never)
  static func - (left: Self, right: Self) -> Self {
    let (difference, borrow) = left.words.subtracting(right.words)
    return Self(montgomery: difference.adding(P.value.masked(0 &- borrow)).sum)
  }

  /// The product, by Montgomery's multiplication word by word.
  @inline(never)
  static func * (left: Self, right: Self) -> Self {
    var sum = Words256(0, 0, 0, 0)
    var top: UInt64 = 0
    for index in 0..<4 {
      let factor = left.words[index]
      var carry: UInt64 = 0
      let first = multiply(factor, right.words.w0, sum.w0, &carry)
      let second = multiply(factor, right.words.w1, sum.w1, &carry)
      let third = multiply(factor, right.words.w2, sum.w2, &carry)
      let fourth = multiply(factor, right.words.w3, sum.w3, &carry)
      let high = UInt128(top) &+ UInt128(carry)
      // The multiple of the prime that makes the lowest word zero, which then falls away.
      let quotient = first &* P.negativeInverse
      carry = 0
      _ = multiply(quotient, P.value.w0, first, &carry)
      sum.w0 = multiply(quotient, P.value.w1, second, &carry)
      sum.w1 = multiply(quotient, P.value.w2, third, &carry)
      sum.w2 = multiply(quotient, P.value.w3, fourth, &carry)
      let end = high &+ UInt128(carry)
      sum.w3 = UInt64(truncatingIfNeeded: end)
      top = UInt64(truncatingIfNeeded: end &>> 64)
    }
    return reduce(sum, top)
  }

  /// 1 divided by this, and 0 for 0: the power of p - 2, by Fermat.
  var inverse: Self {
    let exponent = P.value.subtracting(Words256(2, 0, 0, 0)).difference
    var power = Self.one
    var index = 255
    while index >= 0 {
      power = power * power
      if exponent.bit(index) == 1 { power = power * self }
      index -= 1
    }
    return power
  }

  /// `other` where `bit` is 1, itself where it is 0; no branch depends on it.
  @inline(__always)
  func replaced(by other: Self, if bit: UInt64) -> Self {
    Self(montgomery: words.replaced(by: other.words, if: bit))
  }

  /// A number below twice the prime, less the prime where it reaches it.
  @inline(__always)
  private static func reduce(_ number: Words256, _ carry: UInt64) -> Self {
    let (difference, borrow) = number.subtracting(P.value)
    // It is below the prime where subtracting borrows more than was carried.
    return Self(montgomery: difference.replaced(by: number, if: borrow & ~carry & 1))
  }
}

/// The low word of a product and two summands; the high one is left in `carry`.
@inline(__always)
private func multiply(
  _ left: UInt64, _ right: UInt64, _ summand: UInt64, _ carry: inout UInt64
) -> UInt64 {
  let product = UInt128(left) &* UInt128(right) &+ UInt128(summand) &+ UInt128(carry)
  carry = UInt64(truncatingIfNeeded: product &>> 64)
  return UInt64(truncatingIfNeeded: product)
}
