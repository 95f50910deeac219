public import Bytes

/// Keys from a secret: the HMAC-based Extract-and-Expand Key Derivation Function, RFC 5869.
public enum HKDF {
  /// A key of a digest's size from a secret of any kind, §2.2.
  public static func extract(
    _ function: HashFunction, salt: Span<UInt8>, secret: Span<UInt8>
  ) -> SecretBytes {
    HMAC.code(function, key: salt, secret)
  }

  /// `count` bytes that follow from a key, §2.3.
  ///
  /// - Parameter count: At most 255 times the digest's size; of more, only so many come.
  @inline(never)
  public static func expand(
    _ function: HashFunction, key: Span<UInt8>, info: Span<UInt8>, count: Int
  ) -> SecretBytes {
    let rounds = min(255, (count + function.digestSize - 1) / function.digestSize)
    let output = SecretBytes(capacity: rounds * function.digestSize)
    var previous = SecretBytes()
    var round = 0
    while round < rounds {
      round += 1
      var code = HMAC(function, key: key)
      code.update(previous.span)
      code.update(info)
      code.update(UInt8(truncatingIfNeeded: round))
      previous = code.finish()
      output.append(previous.span)
    }
    output.truncate(to: count)
    return output
  }
}
