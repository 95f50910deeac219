/// A point of P-256 (NIST SP 800-186 §3.2.1.3), y² = x³ - 3x + b, in homogeneous coordinates: the
/// affine ones are x / z and y / z, and z is 0 for the neutral point.
struct P256Point {
  enum Field: Prime {
    /// 2²⁵⁶ - 2²²⁴ + 2¹⁹² + 2⁹⁶ - 1.
    static var value: Words256 {
      Words256(.max, 0x0000_0000_ffff_ffff, 0, 0xffff_ffff_0000_0001)
    }
    static var negativeInverse: UInt64 { 1 }
    static var one: Words256 {
      Words256(1, 0xffff_ffff_0000_0000, .max, 0x0000_0000_ffff_fffe)
    }
    static var square: Words256 {
      Words256(3, 0xffff_fffb_ffff_ffff, 0xffff_ffff_ffff_fffe, 0x0000_0004_ffff_fffd)
    }
  }

  private typealias Element = FieldElement<Field>

  private var x: Element
  private var y: Element
  private var z: Element

  private init(_ x: Element, _ y: Element, _ z: Element) {
    (self.x, self.y, self.z) = (x, y, z)
  }

  /// The point with affine coordinates; nil where they are not below the prime, or not on the curve.
  init?(x: Words256, y: Words256) {
    guard x.subtracting(Field.value).borrow == 1, y.subtracting(Field.value).borrow == 1 else {
      return nil
    }
    self.init(Element(x), Element(y), .one)
    let right = self.x * (self.x * self.x - Self.three) + Self.b
    guard (self.y * self.y - right).isZero else { return nil }
  }

  private static var three: Element { .one + .one + .one }

  private static var b: Element {
    Element(
      Words256(
        0x3bce_3c3e_27d2_604b, 0x651d_06b0_cc53_b0f6, 0xb3eb_bd55_7698_86bc, 0x5ac6_35d8_aa3a_93e7))
  }

  /// The point that generates the group.
  static var generator: P256Point {
    P256Point(
      Element(
        Words256(
          0xf4a1_3945_d898_c296, 0x7703_7d81_2deb_33a0, 0xf8bc_e6e5_63a4_40f2,
          0x6b17_d1f2_e12c_4247)),
      Element(
        Words256(
          0xcbb6_4068_37bf_51f5, 0x2bce_3357_6b31_5ece, 0x8ee7_eb4a_7c0f_9e16,
          0x4fe3_42e2_fe1a_7f9b)),
      .one)
  }

  /// The affine coordinates; nil for the neutral point.
  var affine: (x: Words256, y: Words256)? {
    if z.isZero { return nil }
    let inverse = z.inverse
    return ((x * inverse).number, (y * inverse).number)
  }

  /// The product with any scalar: doubled and added for each bit, whatever its value.
  @inline(never)
  func multiplied(by scalar: Words256) -> P256Point {
    let b = Self.b
    var product = P256Point(.zero, .one, .zero)
    var index = 255
    while index >= 0 {
      product = product.adding(product, b)
      let sum = product.adding(self, b)
      let bit = scalar.bit(index)
      product = P256Point(
        product.x.replaced(by: sum.x, if: bit), product.y.replaced(by: sum.y, if: bit),
        product.z.replaced(by: sum.z, if: bit))
      index -= 1
    }
    return product
  }

  /// The sum with any point, the neutral one and this one included.
  ///
  /// J. Renes, C. Costello and L. Batina, "Complete addition formulas for prime order elliptic
  /// curves" (2016), algorithm 4: there is no case that would need a branch.
  @inline(never)
  private func adding(_ other: P256Point, _ b: Element) -> P256Point {
    let xx = x * other.x
    let yy = y * other.y
    let zz = z * other.z
    let xy = (x + y) * (other.x + other.y) - (xx + yy)
    let yz = (y + z) * (other.y + other.z) - (yy + zz)
    let xz = (x + z) * (other.x + other.z) - (xx + zz)

    let first = triple(xz - b * zz)
    let plus = yy + first
    let minus = yy - first
    let zz3 = triple(zz)
    let second = triple(b * xz - zz3 - xx)
    let third = triple(xx) - zz3
    return P256Point(
      xy * plus - yz * second, minus * plus + third * second, yz * minus + xy * third)
  }

  @inline(__always)
  private func triple(_ element: Element) -> Element { element + element + element }
}
