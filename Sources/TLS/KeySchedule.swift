internal import Bytes
internal import Crypto

/// The secrets of a TLS 1.3 connection, RFC 8446 §7.1, from one stage to the next.
struct KeySchedule: ~Copyable {
  private let function: HashFunction
  private var secret: SecretBytes

  /// The stage of the early secret, without a pre-shared key.
  init(_ function: HashFunction) {
    self.function = function
    let zeros = InlineArray<48, UInt8>(repeating: 0)
    let key = zeros.span.extracting(first: function.digestSize)
    secret = HKDF.extract(function, salt: key.extracting(first: 0), secret: key)
  }

  /// Enters the stage of the handshake secret.
  mutating func enterHandshake(_ sharedSecret: SecretBytes) {
    advance(sharedSecret.span)
  }

  /// Enters the stage of the master secret.
  mutating func enterApplication() {
    let zeros = InlineArray<48, UInt8>(repeating: 0)
    advance(zeros.span.extracting(first: function.digestSize))
  }

  private mutating func advance(_ input: Span<UInt8>) {
    var empty = Hash(function)
    let nothing = empty.finish()
    let salt = derive("derived", nothing)
    secret = HKDF.extract(function, salt: salt.span, secret: input)
  }

  /// Derive-Secret with the digest of the messages.
  func derive(_ label: StaticBytes, _ transcript: SecretBytes) -> SecretBytes {
    Self.expand(function, secret, label, transcript.span, function.digestSize)
  }

  /// HKDF-Expand-Label.
  @inline(never)
  static func expand(
    _ function: HashFunction, _ secret: SecretBytes, _ label: StaticBytes, _ context: Span<UInt8>,
    _ count: Int
  ) -> SecretBytes {
    var info = ByteBuffer()
    info.append(count, size: 2)
    info.append(UInt8(truncatingIfNeeded: label.count + 6))
    info.append("tls13 ")
    info.append(label)
    info.append(UInt8(truncatingIfNeeded: context.count))
    info.append(context)
    return HKDF.expand(function, key: secret.span, info: info.span, count: count)
  }

  /// What a Finished message holds, §4.4.4.
  ///
  /// - Parameter base: The handshake traffic secret of its sender.
  static func verifyData(
    _ function: HashFunction, _ base: SecretBytes, _ transcript: SecretBytes
  ) -> SecretBytes {
    let nothing = InlineArray<0, UInt8>(repeating: 0)
    let key = expand(function, base, "finished", nothing.span, function.digestSize)
    return HMAC.code(function, key: key.span, transcript.span)
  }
}
