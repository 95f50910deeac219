import Bytes
import Crypto
import Vectors

@testable import TLS

/// A server of TLS 1.3 whose every message a test can change.
///
/// It shares its key schedule with the client, which the traces of RFC 8448 have proven.
final class Server13 {
  let client: TLSClient
  let suite: CipherSuite
  private let group: NamedGroup
  private let randomness: Randomness
  private var transcript = Transcript()
  private var schedule = KeySchedule(.sha256)
  private var serverSecret = SecretBytes()
  private(set) var clientSecret = SecretBytes()
  private(set) var session: [UInt8] = []
  /// The key share of the client's last hello, and its group's number.
  private(set) var share: (group: Int, key: [UInt8]) = (0, [])
  /// The client's last hello, without its record's header.
  private(set) var clientHello: [UInt8] = []
  var writing: RecordProtection?
  var reading: RecordProtection?

  /// Begins with the hello of a new client.
  init(
    _ suite: CipherSuite = .aes128GCM, group: NamedGroup = .x25519, client: TLSClient? = nil
  ) {
    self.suite = suite
    self.group = group
    let bytes = (0..<TLSClient.randomnessSize).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 1) }
    randomness = Randomness(bytes.span)
    self.client = client ?? TLSClient.fresh(name: "localhost", applicationProtocol: "http/1.1")
    self.client.start()
    takeHello()
  }

  /// Reads the client's hello out of what it sends.
  func takeHello() {
    clientHello = Array(client.sent().drop { $0 != 22 }.dropFirst(5))
    transcript.update(clientHello.span)
    session = Array(clientHello[39..<39 + Int(clientHello[38])])
    var index = 39 + session.count
    index += 2 + Int(clientHello[index]) << 8 + Int(clientHello[index + 1]) + 2 + 2
    while index + 4 <= clientHello.count {
      let type = Int(clientHello[index]) << 8 | Int(clientHello[index + 1])
      let end = index + 4 + Int(clientHello[index + 2]) << 8 + Int(clientHello[index + 3])
      if type == 51 {
        let group = Int(clientHello[index + 6]) << 8 | Int(clientHello[index + 7])
        share = (group, Array(clientHello[index + 10..<end]))
      }
      index = end
    }
  }

  static func message(_ type: HandshakeType, _ body: [UInt8]) -> [UInt8] {
    [type.rawValue] + number(body.count, 3) + body
  }

  static func number(_ number: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * (size - 1 - $0))) }
  }

  static func vector(_ contents: [UInt8], _ size: Int) -> [UInt8] {
    number(contents.count, size) + contents
  }

  static func `extension`(_ type: Int, _ contents: [UInt8]) -> [UInt8] {
    number(type, 2) + vector(contents, 2)
  }

  /// The extension with the server's key share.
  var keyShare: [UInt8] {
    var key = ByteBuffer()
    group.appendPublicKey(of: randomness, to: &key)
    return Self.extension(51, Self.number(group.rawValue, 2) + Self.vector(key.array, 2))
  }

  static let version13 = `extension`(43, [3, 4])

  func hello(
    version: Int = 0x0303, random: [UInt8] = [UInt8](repeating: 5, count: 32),
    session: [UInt8]? = nil, suite: Int? = nil, compression: UInt8 = 0,
    extensions: [UInt8]? = nil
  ) -> [UInt8] {
    let body =
      Self.number(version, 2) + random + Self.vector(session ?? self.session, 1)
      + Self.number(suite ?? Int(self.suite.rawValue), 2) + [compression]
    return Self.message(
      .serverHello, body + Self.vector(extensions ?? Self.version13 + keyShare, 2))
  }

  /// A HelloRetryRequest.
  func retry(_ extensions: [UInt8]) -> [UInt8] {
    let name = Array("HelloRetryRequest".utf8)
    let random = name.span.digest(.sha256).array
    return hello(random: random, extensions: Self.version13 + extensions)
  }

  static let encryptedExtensions = message(.encryptedExtensions, vector([], 2))

  static func certificate(_ list: [[UInt8]], context: [UInt8] = []) -> [UInt8] {
    message(
      .certificate,
      vector(context, 1) + vector(list.flatMap { vector($0, 3) + vector([], 2) }, 3))
  }

  static let certificate = certificate([sampleCertificate])

  static func verify(_ scheme: Int = 0x0804, _ signature: [UInt8]? = nil) -> [UInt8] {
    message(
      .certificateVerify,
      number(scheme, 2) + vector(signature ?? [UInt8](repeating: 9, count: 128), 2))
  }

  static let verify = verify()

  static let certificateRequest = message(
    .certificateRequest, [0] + vector(`extension`(13, vector([4, 3], 2)), 2))

  static let ticket = message(
    .newSessionTicket,
    [0, 0, 1, 0, 1, 2, 3, 4] + vector([0], 1) + vector([1, 2, 3], 2) + vector([], 2))

  static func keyUpdate(_ request: UInt8) -> [UInt8] { message(.keyUpdate, [request]) }

  /// The right Finished for what was sent so far.
  var finished: [UInt8] {
    let data = KeySchedule.verifyData(suite.hash, serverSecret, transcript.digest())
    return Self.message(.finished, data.array)
  }

  /// Gives the client a record as it is.
  func sendRecord(
    _ type: UInt8, _ contents: [UInt8], version: Int = 0x0303
  ) throws(TLSFailure) {
    try client.take([type] + Self.number(version, 2) + Self.vector(contents, 2))
  }

  /// A record under the keys in use, or without where there are none.
  func protect(_ type: ContentType, _ contents: [UInt8]) -> [UInt8] {
    protect(type.rawValue, contents)
  }

  func protect(_ type: UInt8, _ contents: [UInt8]) -> [UInt8] {
    guard let writing else { return [type, 3, 3] + Self.vector(contents, 2) }
    var record = ByteBuffer()
    writing.seal(type, contents.span, to: &record)
    return record.array
  }

  func send(_ type: ContentType, _ contents: [UInt8]) throws(TLSFailure) {
    try client.take(protect(type, contents))
  }

  /// Sends a handshake message, and keeps it in mind.
  func send(_ message: [UInt8]) throws(TLSFailure) {
    transcript.update(message.span)
    try send(.handshake, message)
  }

  /// Keeps messages in mind that are sent in some other way.
  func note(_ message: [UInt8]) {
    transcript.update(message.span)
  }

  /// Asks for another hello.
  func sendRetry(_ extensions: [UInt8]) throws(TLSFailure) {
    transcript.replaceFirstHello(suite.hash)
    try send(retry(extensions))
    takeHello()
  }

  /// Sends a ServerHello, and goes over to the keys of the handshake.
  func sendHello(_ message: [UInt8]? = nil) throws(TLSFailure) {
    transcript.choose(suite.hash)
    try send(message ?? hello())
    try beginHandshakeKeys()
  }

  func beginHandshakeKeys() throws(TLSFailure) {
    var peer = ByteBuffer()
    peer.append(share.key.span)
    let secret = try group.sharedSecret(randomness, peer)
    schedule = KeySchedule(suite.hash)
    schedule.enterHandshake(secret)
    let digest = transcript.digest()
    clientSecret = schedule.derive("c hs traffic", digest)
    serverSecret = schedule.derive("s hs traffic", digest)
    writing = RecordProtection(suite, secret: serverSecret)
    reading = RecordProtection(suite, secret: clientSecret)
  }

  /// Sends all up to the message before Finished.
  func sendFlight() throws(TLSFailure) {
    try sendHello()
    for message in [Self.encryptedExtensions, Self.certificate, Self.verify] { try send(message) }
  }

  /// Sends Finished, and goes over to the keys of the application.
  func sendFinished() throws(TLSFailure) {
    try send(finished)
    schedule.enterApplication()
    let digest = transcript.digest()
    writing = RecordProtection(suite, secret: schedule.derive("s ap traffic", digest))
    clientSecret = schedule.derive("c ap traffic", digest)
  }

  func shakeHands() throws(TLSFailure) {
    try sendFlight()
    try sendFinished()
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
      if record.array[0] == 23, let reading {
        let (type, start) = try reading.open(&record)
        records.append((type, Array(record.array.dropFirst(start))))
        // The client's keys change behind its Finished, and behind a KeyUpdate.
        if type == .handshake, record.array[start] == HandshakeType.finished.rawValue {
          self.reading = RecordProtection(suite, secret: clientSecret)
        }
        if type == .handshake, record.array[start] == HandshakeType.keyUpdate.rawValue {
          self.reading = reading.updated()
        }
      } else if let type = ContentType(rawValue: record.array[0]) {
        records.append((type, Array(record.array.dropFirst(5))))
      }
    }
    return records
  }
}
