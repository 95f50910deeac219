public import Bytes

/// Key agreement on the curve P-256: ECDH of NIST SP 800-56A §5.7.1.2 with uncompressed points of
/// SEC 1 §2.3.3.
public enum P256 {
  /// The bytes of a scalar.
  public static var scalarSize: Int { 32 }
  /// The bytes of a point: 4, and two coordinates.
  public static var pointSize: Int { 65 }

  /// The public key of a private one of 32 random bytes.
  ///
  /// The scalar may be any: that one of 2³² is over the curve's order, and stands for a smaller one,
  /// makes no key more likely in a way that matters. Nil for a multiple of the order.
  public static func publicKey(_ privateKey: Span<UInt8>) -> SecretBytes? {
    guard let point = P256Point.generator.multiplied(by: Words256(bigEndian: privateKey)).affine
    else { return nil }
    let bytes = SecretBytes(capacity: pointSize)
    bytes.append(4)
    append(point.x, to: bytes)
    append(point.y, to: bytes)
    return bytes
  }

  /// The first coordinate of the product of a scalar of 32 bytes and a peer's point.
  ///
  /// - Returns: nil where the bytes are no uncompressed point of the curve.
  public static func sharedSecret(_ privateKey: Span<UInt8>, _ peer: Span<UInt8>) -> SecretBytes? {
    guard peer.count == pointSize, peer[0] == 4,
      let point = P256Point(
        x: Words256(bigEndian: peer, from: 1), y: Words256(bigEndian: peer, from: 33)),
      let product = point.multiplied(by: Words256(bigEndian: privateKey)).affine
    else { return nil }
    let bytes = SecretBytes()
    append(product.x, to: bytes)
    return bytes
  }

  private static func append(_ number: Words256, to bytes: SecretBytes) {
    for index in 0..<32 { bytes.append(number.byte(31 - index)) }
  }
}
