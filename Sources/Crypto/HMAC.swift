public import Bytes

/// A message authentication code in the making: HMAC, RFC 2104 and FIPS 198-1.
public struct HMAC: ~Copyable {
  private var inner: Hash
  private var outer: Hash

  /// The code of no byte yet under a key of any length.
  @inline(never)
  public init(_ function: HashFunction, key: Span<UInt8>) {
    inner = Hash(function)
    outer = Hash(function)
    if key.count > function.blockSize {
      let digest = key.digest(function)
      begin(digest.span)
    } else {
      begin(key)
    }
  }

  private mutating func begin(_ key: Span<UInt8>) {
    let block = SecretBytes(capacity: 128)
    for index in 0..<inner.function.blockSize {
      block.append((index < key.count ? key[index] : 0) ^ 0x36)
    }
    inner.update(block.span)
    block.combine(with: 0x36 ^ 0x5c)
    outer.update(block.span)
  }

  /// Takes further bytes of the message.
  public mutating func update(_ bytes: Span<UInt8>) {
    inner.update(bytes)
  }

  /// Takes one further byte of the message.
  public mutating func update(_ byte: UInt8) {
    let bytes: InlineArray<1, UInt8> = [byte]
    inner.update(bytes.span)
  }

  /// The code of all bytes; nothing may be asked afterwards.
  @inline(never)
  public mutating func finish() -> SecretBytes {
    let digest = inner.finish()
    outer.update(digest.span)
    return outer.finish()
  }

  /// The code of a whole message.
  @inline(never)
  public static func code(
    _ function: HashFunction, key: Span<UInt8>, _ message: Span<UInt8>
  ) -> SecretBytes {
    var code = HMAC(function, key: key)
    code.update(message)
    return code.finish()
  }
}
