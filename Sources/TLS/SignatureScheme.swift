internal import Bytes

/// How a server signs, RFC 8446 §4.2.3; signatures are looked at but not verified, since no key is
/// trusted.
enum SignatureScheme {
  /// Those offered, in the order of preference.
  static var offered: InlineArray<14, UInt16> {
    [
      0x0403, 0x0503, 0x0603,  // ECDSA
      0x0807, 0x0808,  // EdDSA
      0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b,  // RSASSA-PSS
      0x0401, 0x0501, 0x0601,  // RSASSA-PKCS1-v1_5
    ]
  }

  /// Checks that a scheme was offered and fits what is signed, and that a signature has its form.
  ///
  /// - Parameter suite: What was agreed on; in TLS 1.2 it names the kind of key.
  @inline(never)
  static func check(
    _ scheme: Int, _ signature: Span<UInt8>, for suite: CipherSuite
  ) throws(TLSFailure) {
    let list = offered
    var isOffered = false
    for index in list.indices where Int(list[index]) == scheme { isOffered = true }
    let isPKCS1 = scheme & 0xff == 0x01
    let isEllipticCurve = scheme & 0xff == 0x03 || scheme == 0x0807 || scheme == 0x0808
    // TLS 1.3 has no PKCS #1 any more, §4.2.3.
    guard isOffered, suite.isTLS13 ? !isPKCS1 : suite.isRSA != isEllipticCurve else {
      throw TLSFailure(.illegalParameter, "a signature scheme that was not offered")
    }
    guard hasForm(scheme, signature) else {
      throw TLSFailure(.decryptError, "a malformed signature")
    }
  }

  private static func hasForm(_ scheme: Int, _ signature: Span<UInt8>) -> Bool {
    switch scheme {
    case 0x0807: return signature.count == 64
    case 0x0808: return signature.count == 114
    case 0x0403, 0x0503, 0x0603:
      // Two numbers in a sequence, RFC 3279 §2.2.3.
      var outer = DERReader(signature)
      guard let sequence = outer.value(.sequence), outer.isAtEnd else { return false }
      var inner = DERReader(sequence)
      return inner.value(.integer) != nil && inner.value(.integer) != nil && inner.isAtEnd
    // As long as an RSA modulus of 1,024 to 16,384 bits.
    default: return signature.count >= 128 && signature.count <= 2048
    }
  }
}
