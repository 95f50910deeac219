public import Bytes

/// Key agreement on Curve25519, RFC 7748.
public enum X25519 {
  /// The bytes of a scalar and of a point.
  public static var size: Int { 32 }

  private enum Field: Prime {
    /// 2²⁵⁵ - 19.
    static var value: Words256 { Words256(0xffff_ffff_ffff_ffed, .max, .max, .max &>> 1) }
    static var negativeInverse: UInt64 { 0x86bc_a1af_286b_ca1b }
    static var one: Words256 { Words256(38, 0, 0, 0) }
    static var square: Words256 { Words256(38 * 38, 0, 0, 0) }
  }

  /// The public key of a private one of 32 random bytes.
  public static func publicKey(_ privateKey: Span<UInt8>) -> SecretBytes {
    multiply(privateKey, Words256(9, 0, 0, 0))
  }

  /// The product of a scalar and a point, each of 32 bytes, §5.
  ///
  /// It is zero where the point has a small order; RFC 8446 §7.4.2 wants that refused.
  public static func multiply(_ scalar: Span<UInt8>, _ point: Span<UInt8>) -> SecretBytes {
    var coordinate = Words256(littleEndian: point)
    coordinate.w3 &= .max &>> 1
    return multiply(scalar, coordinate)
  }

  /// Montgomery's ladder, which takes the same steps for each scalar; names are those of §5.
  @inline(never)
  private static func multiply(_ scalar: Span<UInt8>, _ coordinate: Words256) -> SecretBytes {
    var k = Words256(littleEndian: scalar)
    k.w0 &= ~7
    k.w3 = k.w3 & (.max &>> 1) | 1 &<< 62

    let x1 = FieldElement<Field>(coordinate)
    let a24 = FieldElement<Field>(Words256(121665, 0, 0, 0))
    var (x2, z2) = (FieldElement<Field>.one, FieldElement<Field>.zero)
    var (x3, z3) = (x1, FieldElement<Field>.one)
    var swap: UInt64 = 0
    var index = 254
    while index >= 0 {
      let bit = k.bit(index)
      exchange(&x2, &x3, if: swap ^ bit)
      exchange(&z2, &z3, if: swap ^ bit)
      swap = bit

      let a = x2 + z2
      let b = x2 - z2
      let da = (x3 - z3) * a
      let cb = (x3 + z3) * b
      let aa = a * a
      let bb = b * b
      let e = aa - bb
      x3 = da + cb
      x3 = x3 * x3
      z3 = da - cb
      z3 = z3 * z3 * x1
      x2 = aa * bb
      z2 = e * (aa + a24 * e)
      index -= 1
    }
    exchange(&x2, &x3, if: swap)
    exchange(&z2, &z3, if: swap)

    let result = (x2 * z2.inverse).number
    let bytes = SecretBytes()
    for index in 0..<32 { bytes.append(result.byte(index)) }
    return bytes
  }

  /// Exchanges two elements where `bit` is 1; no branch depends on it.
  @inline(__always)
  private static func exchange(
    _ first: inout FieldElement<Field>, _ second: inout FieldElement<Field>, if bit: UInt64
  ) {
    let former = first
    first = first.replaced(by: second, if: bit)
    second = second.replaced(by: former, if: bit)
  }
}
