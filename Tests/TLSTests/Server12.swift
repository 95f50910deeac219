import Bytes
import Crypto
import Vectors

@testable import TLS

/// A server of TLS 1.2 whose every message a test can change.
final class Server12 {
  let client: TLSClient
  let suite: CipherSuite
  let group: NamedGroup
  private let randomness: Randomness
  private let hasExtendedMasterSecret: Bool
  private var transcript = Transcript()
  private var master = SecretBytes()
  private let clientHello: [UInt8]
  var writing: RecordProtection?
  private(set) var reading: RecordProtection?
  private var pending: RecordProtection?
  private var isProtected = false

  static let random = [UInt8](repeating: 5, count: 32)

  /// Begins with the hello of a new client.
  init(
    _ suite: CipherSuite = .ecdheRSAWithAES128GCM, group: NamedGroup = .x25519,
    hasExtendedMasterSecret: Bool = true
  ) {
    self.suite = suite
    self.group = group
    self.hasExtendedMasterSecret = hasExtendedMasterSecret
    let bytes = (0..<TLSClient.randomnessSize).map { UInt8(truncatingIfNeeded: $0 &* 11 &+ 3) }
    randomness = Randomness(bytes.span)
    client = TLSClient.fresh(name: "localhost", applicationProtocol: "http/1.1")
    client.start()
    let hello = Array(client.sent().dropFirst(5))
    clientHello = hello
    transcript.choose(suite.hash)
    transcript.update(hello.span)
  }

  private static let renegotiationInfo = Server13.extension(0xff01, [0])

  func hello(
    random: [UInt8] = random, session: [UInt8] = [9], extensions: [UInt8]? = nil
  ) -> [UInt8] {
    let own =
      Self.renegotiationInfo + (hasExtendedMasterSecret ? Server13.extension(23, []) : [])
    return Server13.message(
      .serverHello,
      [3, 3] + random + Server13.vector(session, 1) + Server13.number(Int(suite.rawValue), 2) + [0]
        + Server13.vector(extensions ?? own, 2))
  }

  /// The session of the client's hello.
  var session: [UInt8] { Array(clientHello[39..<71]) }

  static let certificate = Server13.message(
    .certificate, Server13.vector(Server13.vector(sampleCertificate, 3), 3))

  func keyExchange(
    curve: [UInt8]? = nil, key: [UInt8]? = nil, scheme: Int = 0x0401, signature: [UInt8]? = nil
  ) -> [UInt8] {
    var own = ByteBuffer()
    group.appendPublicKey(of: randomness, to: &own)
    return Server13.message(
      .serverKeyExchange,
      (curve ?? [3] + Server13.number(group.rawValue, 2)) + Server13.vector(key ?? own.array, 1)
        + Server13.number(scheme, 2)
        + Server13.vector(signature ?? [UInt8](repeating: 9, count: 256), 2))
  }

  static let certificateRequest = Server13.message(
    .certificateRequest,
    Server13.vector([1, 64], 1) + Server13.vector([4, 1], 2)
      + Server13.vector(Server13.vector([0x30, 0], 2), 2))

  static let helloDone = Server13.message(.serverHelloDone, [])

  /// A record under the keys in use, or without where there are none.
  func send(_ type: ContentType, _ contents: [UInt8]) throws(TLSFailure) {
    guard let writing else {
      return try client.take([type.rawValue, 3, 3] + Server13.vector(contents, 2))
    }
    var record = ByteBuffer()
    writing.seal(type.rawValue, contents.span, to: &record)
    try client.take(record.array)
  }

  /// Sends a handshake message, and keeps it in mind.
  func send(_ message: [UInt8]) throws(TLSFailure) {
    transcript.update(message.span)
    try send(.handshake, message)
  }

  /// Sends all up to ServerHelloDone.
  func sendFlight() throws(TLSFailure) {
    for message in [hello(), Self.certificate, keyExchange(), Self.helloDone] { try send(message) }
  }

  /// Takes the client's flight, and derives the keys from it.
  func takeFlight() throws {
    for (type, contents) in try received() where type == .handshake {
      // What came before it is in the transcript already.
      guard contents[0] == HandshakeType.finished.rawValue else { continue }
      let digest = transcript.digest()
      guard Array(contents.dropFirst(4)) == verifyData("client finished", digest) else {
        throw TLSFailure(.decryptError, "the client's Finished is wrong")
      }
      transcript.update(contents.span)
    }
  }

  private func deriveKeys(_ key: [UInt8]) throws(TLSFailure) {
    var peer = ByteBuffer()
    peer.append(key.span)
    let premaster = try group.sharedSecret(randomness, peer)
    let clientRandom = Array(clientHello[6..<38])
    let seed =
      hasExtendedMasterSecret
      ? Array("extended master secret".utf8) + transcript.digest().array
      : Array("master secret".utf8) + clientRandom + Self.random
    master = expand(premaster, seed, 48)
    let size = suite.keySize
    let block = expand(
      master, Array("key expansion".utf8) + Self.random + clientRandom, 2 * size + 8
    ).array
    reading = RecordProtection(
      suite, key: block.span.extracting(0..<size),
      iv: block.span.extracting(2 * size..<2 * size + 4))
    pending = RecordProtection(
      suite, key: block.span.extracting(size..<2 * size),
      iv: block.span.extracting(2 * size + 4..<2 * size + 8))
  }

  private func expand(_ secret: SecretBytes, _ seed: [UInt8], _ count: Int) -> SecretBytes {
    var whole = ByteBuffer()
    whole.append(seed.span)
    return PRF.expand(suite.hash, secret, whole, count)
  }

  private func verifyData(_ label: String, _ digest: SecretBytes) -> [UInt8] {
    expand(master, Array(label.utf8) + digest.array, 12).array
  }

  /// The right Finished for what was sent so far.
  var finished: [UInt8] {
    Server13.message(.finished, verifyData("server finished", transcript.digest()))
  }

  /// Says that keys are in use from now on.
  func changeCipher() throws(TLSFailure) {
    try send(.changeCipherSpec, [1])
    writing = pending
  }

  func shakeHands() throws {
    try sendFlight()
    try takeFlight()
    try changeCipher()
    try send(finished)
  }

  /// The contents of all records that the client has sent, with their types.
  func received() throws -> [(type: ContentType, contents: [UInt8])] {
    var bytes = client.sent()[...]
    var records: [(ContentType, [UInt8])] = []
    while bytes.count >= 5 {
      let end = 5 + Int(bytes[bytes.startIndex + 3]) << 8 + Int(bytes[bytes.startIndex + 4])
      var record = ByteBuffer()
      record.append(Array(bytes.prefix(end)).span)
      bytes = bytes.dropFirst(end)
      let type = try ContentType(checking: record.array[0])
      var start = 5
      if isProtected, let reading { start = try reading.open(&record).1 }
      let contents = Array(record.array.dropFirst(start))
      if type == .changeCipherSpec { isProtected = true }
      records.append((type, contents))
      guard type == .handshake, !isProtected else { continue }
      transcript.update(contents.span)
      if contents[0] == HandshakeType.clientKeyExchange.rawValue {
        try deriveKeys(Array(contents.dropFirst(5)))
      }
    }
    return records
  }
}
