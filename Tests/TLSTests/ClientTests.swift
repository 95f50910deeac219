import Bytes
import Testing
import Vectors

@testable import TLS

/// What a client does where the server breaks no rule.
@Suite struct ClientTests {
  @Test(arguments: [CipherSuite.aes128GCM, .aes256GCM], [NamedGroup.x25519, .secp256r1])
  func shakesHands(suite: CipherSuite, group: NamedGroup) throws {
    let server = Server13(suite, group: group)
    #expect(server.share.group == NamedGroup.x25519.rawValue)
    if group != .x25519 { try server.sendRetry(Server13.extension(51, Server13.number(23, 2))) }
    #expect(server.share.group == group.rawValue)
    try server.shakeHands()
    #expect(server.client.isEstablished)
    let flight = try server.received()
    #expect(flight.last?.type == .handshake && flight.last?.contents.first == 20)
    try server.send(.applicationData, Array("pong".utf8))
    #expect(server.client.plaintext.array == Array("pong".utf8))
  }

  @Test func givesACookieBack() throws {
    let server = Server13()
    let first = server.clientHello
    let cookie = Server13.extension(44, Server13.vector([UInt8](repeating: 7, count: 300), 2))
    try server.sendRetry(cookie)
    // The same but for the cookie at the end, and the three lengths around it.
    #expect(server.clientHello.suffix(cookie.count) == cookie[...])
    #expect(server.clientHello.count == first.count + cookie.count)
    #expect(server.clientHello[6..<70] == first[6..<70])
    try server.shakeHands()
    #expect(server.client.isEstablished)
  }

  @Test func sendsNoCertificateWhereOneIsWanted() throws {
    let server = Server13()
    try server.sendHello()
    for message in [
      Server13.encryptedExtensions, Server13.certificateRequest, Server13.certificate,
      Server13.verify,
    ] { try server.send(message) }
    try server.sendFinished()
    let flight = try server.received()
    #expect(flight.map(\.type) == [.changeCipherSpec, .handshake, .handshake])
    #expect(flight[1].contents == [11, 0, 0, 4, 0, 0, 0, 0])
  }

  @Test func takesARecordOfOneByteAfterTheOther() throws {
    let server = Server13()
    try server.sendHello()
    let messages = [Server13.encryptedExtensions, Server13.certificate, Server13.verify]
    for message in messages { server.note(message) }
    for byte in messages.joined() + server.finished.dropLast() {
      try server.send(.handshake, [byte])
    }
    #expect(!server.client.isEstablished)
    try server.send(.handshake, Array(server.finished.suffix(1)))
    #expect(server.client.isEstablished)
  }

  @Test func takesAFlightInOneRecord() throws {
    let server = Server13()
    try server.sendHello()
    let messages = [Server13.encryptedExtensions, Server13.certificate, Server13.verify]
    for message in messages { server.note(message) }
    try server.send(.handshake, messages.flatMap { $0 } + server.finished)
    #expect(server.client.isEstablished)
  }

  /// No prefix of a handshake is one, nor does it fail before its end.
  @Test func waitsAtEveryByte() throws {
    let server = Server13()
    try server.sendHello()
    var bytes: [UInt8] = []
    for message in [Server13.encryptedExtensions, Server13.certificate, Server13.verify] {
      bytes += server.protect(.handshake, message)
      server.note(message)
    }
    bytes += server.protect(.handshake, server.finished)
    for byte in bytes.dropLast() {
      try server.client.take([byte])
      #expect(!server.client.isEstablished && server.client.outgoing.isEmpty)
    }
    try server.client.take(Array(bytes.suffix(1)))
    #expect(server.client.isEstablished)
  }

  @Test func updatesKeysAsOftenAsAsked() throws {
    let server = Server13()
    try server.shakeHands()
    _ = try server.received()
    for request in [UInt8(0), 1, 1, 0, 1] {
      try server.send(.handshake, Server13.keyUpdate(request))
      server.writing = server.writing?.updated()
      // The answer is under the old keys.
      #expect(
        try server.received().map(\.contents) == (request == 1 ? [Server13.keyUpdate(0)] : []))
      let ping = Array("ping".utf8)
      server.client.seal(ping.span)
      #expect(try server.received().map(\.contents) == [ping])
      try server.send(.applicationData, [request])
    }
    #expect(server.client.plaintext.array == [0, 1, 1, 0, 1])
  }

  @Test(arguments: [(64, 63), (1000, 999), (16385, 16383), (65535, 16383)])
  func keepsToTheLimitForRecords(limit: Int, size: Int) throws {
    let server = Server13()
    try server.sendHello()
    let limit = Server13.extension(28, Server13.number(limit, 2))
    let messages = [
      Server13.message(.encryptedExtensions, Server13.vector(limit, 2)), Server13.certificate,
      Server13.verify,
    ]
    for message in messages { try server.send(message) }
    try server.sendFinished()
    _ = try server.received()
    let text = [UInt8](repeating: 7, count: 40000)
    server.client.seal(text.span)
    let records = try server.received()
    #expect(records.flatMap(\.contents) == text)
    #expect(records.map(\.contents.count).max() == size)
  }

  @Test func forgetsWhatComesBehindItsEnd() throws {
    let server = Server13()
    try server.shakeHands()
    try server.send(.applicationData, [1])
    try server.send(.alert, [1, 0])
    #expect(server.client.isClosedByPeer)
    try server.client.take([1, 2, 3, 4, 5, 6, 7])
    #expect(server.client.plaintext.array == [1])
    try server.client.end()
  }

  @Test func sealsNothingWithoutKeys() throws {
    let text = Array("secret".utf8)
    let server = Server13()
    server.client.seal(text.span)
    #expect(server.client.sent() == [])
    try server.sendHello()
    server.client.seal(text.span)
    #expect(server.client.sent() == [])
    for message in [Server13.encryptedExtensions, Server13.certificate, Server13.verify] {
      try server.send(message)
    }
    try server.sendFinished()
    _ = try server.received()
    server.client.close()
    server.client.seal(text.span)
    #expect(try server.received().map(\.contents) == [[1, 0]])
    #expect(throws: TLSFailure.self) { try server.send(.handshake, Server13.certificate) }
    #expect(server.client.sent() == [])
  }

  @Test func saysThatItClosesWithinTheHandshake() throws {
    let server = Server13()
    try server.sendHello()
    server.client.close()
    #expect(try server.received().map(\.contents) == [[1], [1, 0]])
  }

  @Test func offersTheNameAndTheProtocol() {
    let server = Server13()
    let name = Server13.extension(0, [0, 12, 0, 0, 9] + Array("localhost".utf8))
    let alpn = Server13.extension(16, [0, 9, 8] + Array("http/1.1".utf8))
    #expect(server.clientHello.firstRange(of: name + alpn) != nil)
    let bare = Server13(client: .fresh())
    #expect(bare.clientHello.count == server.clientHello.count - name.count - alpn.count)
  }
}
