internal import Bytes
internal import Crypto

/// One direction of a connection under keys: RFC 8446 §5.2 and, for TLS 1.2, RFC 5288 §3.
final class RecordProtection {
  private let suite: CipherSuite
  private let cipher: AESGCM
  // TLS 1.3 has 12 bytes, TLS 1.2 but 4.
  private let iv: SecretBytes
  private var sequence: UInt64 = 0
  // What the keys were derived from; empty in TLS 1.2.
  private let secret: SecretBytes

  /// The protection of TLS 1.3 under a traffic secret, RFC 8446 §7.3.
  init(_ suite: CipherSuite, secret: SecretBytes) {
    let nothing = InlineArray<0, UInt8>(repeating: 0)
    let key = KeySchedule.expand(suite.hash, secret, "key", nothing.span, suite.keySize)
    iv = KeySchedule.expand(suite.hash, secret, "iv", nothing.span, 12)
    cipher = AESGCM(key: key.span)
    self.suite = suite
    self.secret = secret
  }

  /// The protection of TLS 1.2 under a key and an implicit nonce of 4 bytes.
  init(_ suite: CipherSuite, key: Span<UInt8>, iv: Span<UInt8>) {
    self.suite = suite
    self.iv = SecretBytes(copying: iv)
    cipher = AESGCM(key: key)
    secret = SecretBytes()
  }

  /// The protection under the next traffic secret, RFC 8446 §7.2.
  func updated() -> RecordProtection {
    let nothing = InlineArray<0, UInt8>(repeating: 0)
    let next = KeySchedule.expand(
      suite.hash, secret, "traffic upd", nothing.span, suite.hash.digestSize)
    return RecordProtection(suite, secret: next)
  }

  /// Appends a record of at most ``Record/limit`` bytes of contents.
  func seal(_ type: UInt8, _ contents: Span<UInt8>, to outgoing: inout ByteBuffer) {
    let overhead = (suite.isTLS13 ? 1 : Record.explicitNonceSize) + AESGCM.tagSize
    let head = Record.header(
      suite.isTLS13 ? ContentType.applicationData.rawValue : type, contents.count + overhead)
    outgoing.append(head.span)
    if !suite.isTLS13 { appendSequence(to: &outgoing) }
    let start = outgoing.count
    outgoing.append(contents)
    if suite.isTLS13 { outgoing.append(type) }
    let data = additionalData(head, contents.count)
    cipher.seal(&outgoing, from: start, nonce: nonce(), authenticating: data.span)
    sequence &+= 1
  }

  /// Decrypts a whole record in its place.
  ///
  /// - Returns: The type of the contents, and where they begin.
  /// - Throws: Where it was changed on its way, or has no contents in TLS 1.3.
  func open(_ record: inout ByteBuffer) throws(TLSFailure) -> (ContentType, Int) {
    let start = Record.headerSize + (suite.isTLS13 ? 0 : Record.explicitNonceSize)
    let count = record.count - start - AESGCM.tagSize
    guard count >= 0 else { throw TLSFailure(.badRecordMAC, "bad record MAC: too short a record") }
    var head = InlineArray<5, UInt8>(repeating: 0)
    for index in 0..<5 { head[index] = record.span[index] }
    var nonce = nonce()
    // The explicit part is the sender's choice.
    if !suite.isTLS13 { for index in 4..<12 { nonce[index] = record.span[index + 1] } }
    let data = additionalData(head, count)
    guard cipher.open(&record, from: start, nonce: nonce, authenticating: data.span) else {
      throw TLSFailure(.badRecordMAC, "bad record MAC")
    }
    sequence &+= 1
    // The type that TLS 1.3 hides is not among the contents.
    guard record.count - start <= Record.limit + (suite.isTLS13 ? 1 : 0) else { throw .overflow }
    guard suite.isTLS13 else { return (try ContentType(checking: head[0]), start) }
    // The last byte but zeros is the type, RFC 8446 §5.4.
    var end = record.count
    while end > start, record.span[end - 1] == 0 { end -= 1 }
    guard end > start else {
      throw TLSFailure(.unexpectedMessage, "a record of nothing but padding")
    }
    let type = try ContentType(checking: record.span[end - 1])
    record.truncate(to: end - 1)
    return (type, start)
  }

  private func sequenceByte(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: sequence &>> UInt64(truncatingIfNeeded: 56 - 8 * index))
  }

  private func appendSequence(to outgoing: inout ByteBuffer) {
    for index in 0..<8 { outgoing.append(sequenceByte(index)) }
  }

  /// The nonce of the next record that is sealed.
  private func nonce() -> AESGCM.Nonce {
    var nonce = AESGCM.Nonce(repeating: 0)
    for index in 0..<iv.count { nonce[index] = iv[index] }
    for index in 0..<8 { nonce[4 + index] ^= sequenceByte(index) }
    return nonce
  }

  /// What is authenticated beside the contents: the header of the record, in TLS 1.2 with its number
  /// before and the length of the contents.
  private func additionalData(_ head: InlineArray<5, UInt8>, _ count: Int) -> ByteBuffer {
    var data = ByteBuffer()
    if suite.isTLS13 {
      data.append(head.span)
    } else {
      appendSequence(to: &data)
      data.append(head.span.extracting(first: 3))
      data.append(count, size: 2)
    }
    return data
  }
}
