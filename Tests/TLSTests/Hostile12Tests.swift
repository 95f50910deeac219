import Testing
import Vectors

@testable import TLS

/// Servers of TLS 1.2 that break a rule each.
@Suite struct Hostile12Tests {
  typealias Case = HostileCase<Server12>

  @Test(arguments: cases)
  func isFoundOut(attack: Case) throws {
    let server = Server12()
    var failure: TLSFailure?
    do { try attack.attack(server) } catch let error as TLSFailure { failure = error }
    #expect(failure?.text == attack.failure)
    let alert = try server.received().last { $0.type == .alert }?.contents
    #expect(alert == attack.alert.map { [2, $0] })
  }

  @Test(arguments: [
    CipherSuite.ecdheRSAWithAES128GCM, .ecdheRSAWithAES256GCM, .ecdheECDSAWithAES128GCM,
    .ecdheECDSAWithAES256GCM,
  ])
  func shakesHands(suite: CipherSuite) throws {
    for group in [NamedGroup.x25519, .secp256r1] {
      for hasExtendedMasterSecret in [true, false] {
        let server = Server12(
          suite, group: group, hasExtendedMasterSecret: hasExtendedMasterSecret)
        try server.send(server.hello())
        try server.send(Server12.certificate)
        try server.send(
          server.keyExchange(
            scheme: suite.isRSA ? 0x0804 : 0x0807,
            signature: [UInt8](repeating: 1, count: suite.isRSA ? 256 : 64)))
        try server.send(Server12.certificateRequest)
        try server.send(Server12.helloDone)
        try server.finish()
        #expect(server.client.isEstablished)
        try server.send(.applicationData, Array("pong".utf8))
        #expect(server.client.plaintext.array == Array("pong".utf8))
        let ping = Array("ping".utf8)
        server.client.seal(ping.span)
        #expect(try server.received().map(\.contents) == [ping])
      }
    }
  }

  @Test func refusesToRenegotiate() throws {
    let server = Server12()
    try server.shakeHands()
    _ = try server.received()
    try server.send(.handshake, [0, 0, 0, 0])
    let answer = try server.received()
    #expect(answer.map(\.type) == [.alert] && answer.map(\.contents) == [[1, 100]])
    #expect(server.client.isEstablished)
  }

  static let cases = [
    Case("a handshake without a flaw", nil, nil) { try $0.shakeHands() },
    Case("a downgrade to 1.2", "TLS 1.2 of a server that has 1.3: a downgrade", 47) {
      try $0.send($0.hello(random: Server12.random.prefix(24) + Array("DOWNGRD\u{1}".utf8)))
    },
    Case("a downgrade to 1.1", "TLS 1.2 of a server that has 1.3: a downgrade", 47) {
      try $0.send($0.hello(random: Server12.random.prefix(24) + Array("DOWNGRD\u{0}".utf8)))
    },
    Case("our session, as if it were one", nil, nil) {
      try $0.send($0.hello(session: $0.session))
    },
    Case("a key share", "an extension where it may not stand", 47) {
      try $0.send($0.hello(extensions: Server13.extension(51, [0, 29, 0, 1, 1])))
    },
    Case("a ticket that was not offered", "an extension that was not offered", 110) {
      try $0.send($0.hello(extensions: Server13.extension(35, [])))
    },
    Case("renegotiation information", "renegotiation information in a first handshake", 40) {
      try $0.send($0.hello(extensions: Server13.extension(0xff01, [1, 1])))
    },
    Case("no uncompressed points", "no uncompressed points", 47) {
      try $0.send($0.hello(extensions: Server13.extension(11, [1, 1])))
    },
    Case("another application protocol", "an application protocol that was not offered", 47) {
      try $0.send($0.hello(extensions: Server13.extension(16, [0, 3, 2, 0x68, 0x32])))
    },
    Case("a full extended master secret", "a malformed handshake message", 50) {
      try $0.send($0.hello(extensions: Server13.extension(23, [0])))
    },
    Case("no certificate", "the server has no certificate", 50) {
      try $0.send($0.hello())
      try $0.send(Server13.message(.certificate, [0, 0, 0]))
    },
    Case("no Certificate", "an unexpected handshake message", 10) {
      try $0.send($0.hello())
      try $0.send($0.keyExchange())
    },
    Case("a request for a certificate too early", "an unexpected handshake message", 10) {
      try $0.send($0.hello())
      try $0.send(Server12.certificateRequest)
    },
    Case("no ServerKeyExchange", "an unexpected handshake message", 10) {
      try $0.send($0.hello())
      try $0.send(Server12.certificate)
      try $0.send(Server12.helloDone)
    },
    Case("an explicit curve", "a group that was not offered", 47) {
      try $0.send($0.hello())
      try $0.send(Server12.certificate)
      try $0.send($0.keyExchange(curve: [1, 0, 29]))
    },
    Case("P-384", "a group that was not offered", 47) {
      try $0.send($0.hello())
      try $0.send(Server12.certificate)
      try $0.send($0.keyExchange(curve: [3, 0, 24]))
    },
    Case("a key of zeros", "an invalid key share", 47) {
      try $0.send($0.hello())
      try $0.send(Server12.certificate)
      try $0.send($0.keyExchange(key: [UInt8](repeating: 0, count: 32)))
      try $0.send(Server12.helloDone)
    },
    Case("a point off the curve", "an invalid key share", 47) {
      try $0.send($0.hello())
      try $0.send(Server12.certificate)
      try $0.send(
        $0.keyExchange(curve: [3, 0, 23], key: [4] + [UInt8](repeating: 1, count: 64)))
      try $0.send(Server12.helloDone)
    },
    Case("a signature of the other kind", "a signature scheme that was not offered", 47) {
      try $0.send($0.hello())
      try $0.send(Server12.certificate)
      try $0.send($0.keyExchange(scheme: 0x0403))
    },
    Case("SHA-1", "a signature scheme that was not offered", 47) {
      try $0.send($0.hello())
      try $0.send(Server12.certificate)
      try $0.send($0.keyExchange(scheme: 0x0201))
    },
    Case("an empty signature", "a malformed signature", 51) {
      try $0.send($0.hello())
      try $0.send(Server12.certificate)
      try $0.send($0.keyExchange(signature: []))
    },
    Case("a long ServerKeyExchange", "a malformed handshake message", 50) {
      try $0.send($0.hello())
      try $0.send(Server12.certificate)
      try $0.send(Server13.message(.serverKeyExchange, $0.keyExchange().dropFirst(4) + [0]))
    },
    Case("a full ServerHelloDone", "a malformed handshake message", 50) {
      try $0.send($0.hello())
      try $0.send(Server12.certificate)
      try $0.send($0.keyExchange())
      try $0.send(Server13.message(.serverHelloDone, [0]))
    },
    Case("more behind ServerHelloDone", "a record with messages under two keys", 10) {
      try $0.send($0.hello())
      try $0.send(Server12.certificate)
      try $0.send($0.keyExchange())
      try $0.send(Server12.helloDone + Server12.helloDone)
    },
    Case("an early change of the cipher", "an unexpected change of the cipher", 10) {
      try $0.send($0.hello())
      try $0.send(.changeCipherSpec, [1])
    },
    Case("Finished without a change of the cipher", "an unexpected handshake message", 10) {
      try $0.sendFlight()
      try $0.takeFlight()
      try $0.send($0.finished)
    },
    Case("a second change of the cipher", "an unexpected change of the cipher", 10) {
      try $0.sendFlight()
      try $0.takeFlight()
      try $0.changeCipher()
      try $0.send(.changeCipherSpec, [1])
    },
    Case("a wrong Finished", "a wrong Finished message", 51) {
      try $0.sendFlight()
      try $0.takeFlight()
      try $0.changeCipher()
      var message = $0.finished
      message[4] ^= 1
      try $0.send(message)
    },
    Case("an unprotected Finished", "bad record MAC", 20) {
      try $0.sendFlight()
      try $0.takeFlight()
      let finished = $0.finished
      try $0.changeCipher()
      $0.writing = nil
      try $0.send(.handshake, finished + [UInt8](repeating: 0, count: 20))
    },
    Case("data before Finished", "data within the handshake", 10) {
      try $0.sendFlight()
      try $0.takeFlight()
      try $0.changeCipher()
      try $0.send(.applicationData, [1])
    },
    Case("a ticket that was not asked for", "an unexpected handshake message", 10) {
      try $0.sendFlight()
      try $0.takeFlight()
      try $0.send(Server13.message(.newSessionTicket, [0, 0, 0, 1, 0, 0]))
    },
    Case("HelloRequests without end", "too many records without contents", 10) {
      try $0.shakeHands()
      for _ in 0..<1000 { try $0.send(.handshake, [0, 0, 0, 0]) }
    },
    Case("HelloRequests within the handshake", nil, nil) {
      try $0.send($0.hello())
      try $0.send(.handshake, [0, 0, 0, 0])
      try $0.send(Server12.certificate)
    },
    Case("a ServerHello later", "an unexpected handshake message", 10) {
      try $0.shakeHands()
      try $0.send($0.hello())
    },
    Case("empty records without end", "too many records without contents", 10) {
      try $0.shakeHands()
      for _ in 0..<1000 { try $0.send(.applicationData, []) }
    },
    Case("warnings without end", "too many records without contents", 10) {
      try $0.shakeHands()
      for _ in 0..<1000 { try $0.send(.alert, [1, 90]) }
    },
    Case(
      "no certificate of ours",
      "the server sent alert 40 handshake_failure: "
        + "a client certificate is required", nil
    ) {
      try $0.send($0.hello())
      for message in [
        Server12.certificate, $0.keyExchange(), Server12.certificateRequest, Server12.helloDone,
      ] { try $0.send(message) }
      try $0.send(.alert, [2, 40])
    },
  ]
}

extension Server12 {
  /// Takes the client's flight, and sends the last one.
  func finish() throws {
    try takeFlight()
    try changeCipher()
    try send(finished)
  }
}
