internal import Bytes
internal import Crypto

/// The groups of a key exchange that are offered, RFC 8446 §4.2.7.
enum NamedGroup: Int {
  case secp256r1 = 0x0017
  case x25519 = 0x001d

  /// Appends the public key of the group's private one.
  func appendPublicKey(of randomness: borrowing Randomness, to message: inout ByteBuffer) {
    switch self {
    case .x25519:
      let key = X25519.publicKey(randomness.privateKey(self))
      message.append(key.span)
    case .secp256r1:
      // Only a multiple of the order has none, which no random bytes are.
      if let key = P256.publicKey(randomness.privateKey(self)) { message.append(key.span) }
    }
  }

  /// The secret shared with a peer, RFC 8446 §7.4.2.
  ///
  /// - Throws: Where the peer's key is no point of the curve, or has a small order.
  func sharedSecret(
    _ randomness: borrowing Randomness, _ peer: borrowing ByteBuffer
  ) throws(TLSFailure) -> SecretBytes {
    let privateKey = randomness.privateKey(self)
    if self == .secp256r1 {
      if let secret = P256.sharedSecret(privateKey, peer.span) { return secret }
    } else if peer.count == X25519.size {
      let secret = X25519.multiply(privateKey, peer.span)
      if !isZero(secret) { return secret }
    }
    throw TLSFailure(.illegalParameter, "an invalid key share")
  }

  private func isZero(_ secret: SecretBytes) -> Bool {
    let zeros = InlineArray<32, UInt8>(repeating: 0)
    return secret.span.equals(secretly: zeros.span)
  }
}
