internal import Bytes
internal import Crypto

/// The pseudorandom function of TLS 1.2, RFC 5246 §5.
enum PRF {
  /// The first `count` bytes that follow from a secret, a label and a seed, given in one.
  @inline(never)
  static func expand(
    _ function: HashFunction, _ secret: SecretBytes, _ whole: borrowing ByteBuffer,
    _ count: Int
  ) -> SecretBytes {
    let output = SecretBytes(capacity: count + function.digestSize)
    var state = HMAC.code(function, key: secret.span, whole.span)
    while output.count < count {
      var code = HMAC(function, key: secret.span)
      code.update(state.span)
      code.update(whole.span)
      let piece = code.finish()
      output.append(piece.span)
      state = HMAC.code(function, key: secret.span, state.span)
    }
    output.truncate(to: count)
    return output
  }
}
