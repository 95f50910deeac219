internal import Bytes

/// The secrets of a TLS 1.2 handshake, and what they follow from.
struct KeyExchange12: ~Copyable {
  // The server's random bytes.
  private var serverRandom = ByteBuffer()
  private var hasExtendedMasterSecret = false
  /// The server's ephemeral public key, which is of the client's `group`.
  var serverKey = ByteBuffer()
  /// What the server's records are under once it says so.
  private(set) var reading: RecordProtection?
  private var masterSecret = SecretBytes()

  /// Nothing yet.
  init() {}

  /// What a ServerHello tells.
  init(_ answer: borrowing ServerHello) {
    serverRandom.append(answer.random)
    hasExtendedMasterSecret = answer.hasExtendedMasterSecret
  }

  /// Derives the master secret, RFC 5246 §8.1, or as RFC 7627 §4 says.
  ///
  /// - Parameter digest: That of all messages, the ClientKeyExchange the last of them.
  mutating func deriveMasterSecret(
    _ suite: CipherSuite, _ premaster: SecretBytes, _ digest: SecretBytes,
    _ randomness: borrowing Randomness
  ) {
    var seed = ByteBuffer()
    if hasExtendedMasterSecret {
      seed.append("extended master secret")
      seed.append(digest.span)
    } else {
      seed.append("master secret")
      seed.append(randomness.random)
      seed.append(serverRandom)
    }
    masterSecret = PRF.expand(suite.hash, premaster, seed, 48)
  }

  /// Derives the keys of both directions, RFC 5246 §6.3.
  ///
  /// - Returns: What the client's records are under.
  mutating func deriveKeys(
    _ suite: CipherSuite, _ randomness: borrowing Randomness
  ) -> RecordProtection {
    var seed = ByteBuffer()
    seed.append("key expansion")
    seed.append(serverRandom)
    seed.append(randomness.random)
    let size = suite.keySize
    // The client's key and the server's, then their implicit nonces.
    let block = PRF.expand(suite.hash, masterSecret, seed, 2 * size + 8)
    let ivs = block.span.extracting(2 * size..<2 * size + 8)
    reading = RecordProtection(
      suite, key: block.span.extracting(size..<2 * size), iv: ivs.extracting(4..<8))
    return RecordProtection(
      suite, key: block.span.extracting(0..<size), iv: ivs.extracting(0..<4))
  }

  /// What a Finished message holds, RFC 5246 §7.4.9.
  func verifyData(
    _ suite: CipherSuite, _ label: StaticBytes, _ digest: SecretBytes
  ) -> SecretBytes {
    var seed = ByteBuffer()
    seed.append(label)
    seed.append(digest.span)
    return PRF.expand(suite.hash, masterSecret, seed, 12)
  }
}
