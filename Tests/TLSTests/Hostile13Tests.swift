import Testing
import Vectors

@testable import TLS

/// Servers of TLS 1.3 that break a rule each.
@Suite struct Hostile13Tests {
  typealias Case = HostileCase<Server13>

  @Test(arguments: hellos + flights + records + late)
  func isFoundOut(attack: Case) throws {
    let server = Server13()
    var failure: TLSFailure?
    do { try attack.attack(server) } catch let error as TLSFailure { failure = error }
    #expect(failure?.text == attack.failure)
    let alert = try server.received().last { $0.type == .alert }?.contents
    #expect(alert == attack.alert.map { [2, $0] })
  }

  static let hellos = [
    Case("no ServerHello", "an unexpected handshake message", 10) {
      try $0.send(Server13.encryptedExtensions)
    },
    Case("an unknown message", "an unexpected handshake message", 10) {
      try $0.send([99, 0, 0, 0])
    },
    Case("a HelloRequest", "an unexpected handshake message", 10) { try $0.send([0, 0, 0, 0]) },
    Case("the client's own hello", "an unexpected handshake message", 10) {
      try $0.send($0.clientHello)
    },
    Case("a short ServerHello", "a malformed handshake message", 50) {
      try $0.send(Server13.message(.serverHello, Array($0.hello().dropFirst(4).dropLast())))
    },
    Case("a long ServerHello", "a malformed handshake message", 50) {
      try $0.send(Server13.message(.serverHello, $0.hello().dropFirst(4) + [0]))
    },
    Case("an empty ServerHello", "a malformed handshake message", 50) {
      try $0.send(Server13.message(.serverHello, []))
    },
    Case(
      "TLS 1.1", "no TLS version in common: the server wants 1.1 or older", 70
    ) { try $0.send($0.hello(version: 0x0302, extensions: [])) },
    Case("SSL 3", "no TLS version in common: the server wants 1.1 or older", 70) {
      try $0.send($0.hello(version: 0x0300))
    },
    Case("1.3 as the old version", "a version or cipher suite that was not offered", 47) {
      try $0.send($0.hello(version: 0x0304))
    },
    Case("a draft of 1.3", "a TLS version that was not offered", 47) {
      try $0.send($0.hello(extensions: Server13.extension(43, [0x7f, 28]) + $0.keyShare))
    },
    Case("a suite that was not offered", "a version or cipher suite that was not offered", 47) {
      try $0.send($0.hello(suite: 0x1303))
    },
    Case("a suite of 1.2", "a cipher suite of another TLS version", 47) {
      try $0.send($0.hello(suite: 0xc02f))
    },
    Case("a suite of 1.3 in 1.2", "a cipher suite of another TLS version", 47) {
      try $0.send($0.hello(extensions: []))
    },
    Case("compression", "a compression method that was not offered", 47) {
      try $0.send($0.hello(compression: 1))
    },
    Case("another session", "a session that was not offered", 47) {
      try $0.send($0.hello(session: [1, 2, 3]))
    },
    Case("a session over 32 bytes", "a malformed handshake message", 50) {
      try $0.send($0.hello(session: [UInt8](repeating: 1, count: 33)))
    },
    Case("no key share", "no key share", 109) {
      try $0.send($0.hello(extensions: Server13.version13))
    },
    Case("a share of another group", "a key share of another group than ours", 47) {
      try $0.send(
        $0.hello(
          extensions: Server13.version13
            + Server13.extension(
              51, [0, 23] + Server13.vector([UInt8](repeating: 4, count: 65), 2))))
    },
    Case("a share of an unknown group", "a group that was not offered", 47) {
      try $0.send(
        $0.hello(extensions: Server13.version13 + Server13.extension(51, [0, 24, 0, 1, 1])))
    },
    Case("a share of zeros", "an invalid key share", 47) {
      try $0.send(
        $0.hello(
          extensions: Server13.version13
            + Server13.extension(
              51, [0, 29] + Server13.vector([UInt8](repeating: 0, count: 32), 2))))
    },
    Case("a short share", "an invalid key share", 47) {
      try $0.send(
        $0.hello(
          extensions: Server13.version13
            + Server13.extension(
              51, [0, 29] + Server13.vector([UInt8](repeating: 9, count: 31), 2))))
    },
    Case("an extension that was not offered", "an extension that was not offered", 110) {
      try $0.send(
        $0.hello(extensions: Server13.version13 + $0.keyShare + Server13.extension(35, [])))
    },
    Case("an extension of 1.2", "an extension where it may not stand", 47) {
      try $0.send(
        $0.hello(extensions: Server13.version13 + $0.keyShare + Server13.extension(23, [])))
    },
    Case("an extension twice", "an extension twice", 47) {
      try $0.send($0.hello(extensions: Server13.version13 + $0.keyShare + Server13.version13))
    },
    Case("a cookie in a ServerHello", "an extension where it may not stand", 47) {
      try $0.send(
        $0.hello(
          extensions: Server13.version13 + $0.keyShare + Server13.extension(44, [0, 1, 1])))
    },
    Case("a retry for nothing", "a HelloRetryRequest that changes nothing", 47) {
      try $0.send($0.retry([]))
    },
    Case("a retry with our own group", "a HelloRetryRequest that changes nothing", 47) {
      try $0.send($0.retry(Server13.extension(51, [0, 29])))
    },
    Case("a retry with an unknown group", "a group that was not offered", 47) {
      try $0.send($0.retry(Server13.extension(51, [0, 24])))
    },
    Case("a retry with an empty cookie", "a malformed handshake message", 50) {
      try $0.send($0.retry(Server13.extension(44, [0, 0])))
    },
    Case("a retry with a large cookie", "a cookie over 8 KiB", 47) {
      try $0.send(
        $0.retry(
          Server13.extension(44, Server13.vector([UInt8](repeating: 1, count: 8193), 2))))
    },
    Case("a retry with a share", "a malformed handshake message", 50) {
      try $0.send($0.retry(Server13.extension(51, [0, 23, 0, 1, 1])))
    },
    Case("a retry of TLS 1.2", "a cipher suite of another TLS version", 47) {
      let retry = $0.retry([])
      try $0.send($0.hello(random: Array(retry[6..<38]), extensions: []))
    },
    Case("a second retry", "a second HelloRetryRequest", 10) {
      try $0.sendRetry(Server13.extension(44, [0, 1, 1]))
      try $0.send($0.retry(Server13.extension(51, [0, 23])))
    },
    Case("another suite after a retry", "another cipher suite than before", 47) {
      try $0.sendRetry(Server13.extension(44, [0, 1, 1]))
      try $0.send($0.hello(suite: 0x1302))
    },
    Case("the old group after a retry", "a key share of another group than ours", 47) {
      try $0.sendRetry(Server13.extension(51, [0, 23]))
      try $0.send($0.hello())
    },
    Case("TLS 1.2 after a retry", "another cipher suite than before", 47) {
      try $0.sendRetry(Server13.extension(44, [0, 1, 1]))
      try $0.send($0.hello(suite: 0xc02f, extensions: []))
    },
    Case("two hellos", "a record with messages under two keys", 10) {
      try $0.send(.handshake, $0.hello() + $0.hello())
    },
    Case("a hello and what follows in one record", "a record with messages under two keys", 10) {
      try $0.send(.handshake, $0.hello() + Server13.encryptedExtensions)
    },
  ]

  static let flights = [
    Case("no EncryptedExtensions", "an unexpected handshake message", 10) {
      try $0.sendHello()
      try $0.send(Server13.certificate)
    },
    Case("an extension that was not offered, encrypted", "an extension that was not offered", 110) {
      try $0.sendHello()
      try $0.send(
        Server13.message(
          .encryptedExtensions, Server13.vector(Server13.extension(42, []), 2)))
    },
    Case("a key share, encrypted", "an extension where it may not stand", 47) {
      try $0.sendHello()
      try $0.send(Server13.message(.encryptedExtensions, Server13.vector($0.keyShare, 2)))
    },
    Case("another application protocol", "an application protocol that was not offered", 47) {
      try $0.sendHello()
      try $0.send(
        Server13.message(
          .encryptedExtensions, Server13.vector(Server13.extension(16, [0, 3, 2, 0x68, 0x32]), 2)))
    },
    Case("two application protocols", "a malformed handshake message", 50) {
      try $0.sendHello()
      try $0.send(
        Server13.message(
          .encryptedExtensions, Server13.vector(Server13.extension(16, [0, 4, 1, 1, 1, 2]), 2)))
    },
    Case("no application protocol", "a malformed handshake message", 50) {
      try $0.sendHello()
      try $0.send(
        Server13.message(
          .encryptedExtensions, Server13.vector(Server13.extension(16, [0, 0]), 2)))
    },
    Case("a record size limit of 63", "a record size limit under 64", 47) {
      try $0.sendHello()
      try $0.send(
        Server13.message(
          .encryptedExtensions, Server13.vector(Server13.extension(28, [0, 63]), 2)))
    },
    Case("extensions that lie about their length", "a malformed handshake message", 50) {
      try $0.sendHello()
      try $0.send(Server13.message(.encryptedExtensions, [0, 9, 0, 16, 0, 9]))
    },
    Case("no Certificate", "an unexpected handshake message", 10) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.verify)
    },
    Case("Finished at once", "an unexpected handshake message", 10) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.sendFinished()
    },
    Case("two requests for a certificate", "an unexpected handshake message", 10) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.certificateRequest)
      try $0.send(Server13.certificateRequest)
    },
    Case(
      "a request without schemes", "a certificate request without signature schemes", 109
    ) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.message(.certificateRequest, [0, 0, 0]))
    },
    Case("a request with a context", "a certificate request with a context", 47) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.message(.certificateRequest, [1, 1, 0, 0]))
    },
    Case("an empty list of certificates", "the server has no certificate", 50) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.certificate([]))
    },
    Case("an empty certificate", "a malformed handshake message", 50) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.certificate([[]]))
    },
    Case("no certificate in DER", "a malformed certificate", 42) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.certificate([[1, 2, 3]]))
    },
    Case("a certificate with a context", "a certificate with a context", 47) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.certificate([sampleCertificate], context: [1]))
    },
    Case("two Certificates", "an unexpected handshake message", 10) {
      try $0.sendHello()
      for message in [Server13.encryptedExtensions, Server13.certificate, Server13.certificate] {
        try $0.send(message)
      }
    },
    Case("no CertificateVerify", "an unexpected handshake message", 10) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.certificate)
      try $0.sendFinished()
    },
    Case("a signature with PKCS #1", "a signature scheme that was not offered", 47) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.certificate)
      try $0.send(Server13.verify(0x0401))
    },
    Case("a signature with SHA-1", "a signature scheme that was not offered", 47) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.certificate)
      try $0.send(Server13.verify(0x0203))
    },
    Case("an empty signature", "a malformed signature", 51) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.certificate)
      try $0.send(Server13.verify(0x0804, []))
    },
    Case("an ECDSA signature that is none", "a malformed signature", 51) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.certificate)
      try $0.send(Server13.verify(0x0403, [0x30, 3, 2, 1, 1]))
    },
    Case("a short Ed25519 signature", "a malformed signature", 51) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(Server13.certificate)
      try $0.send(Server13.verify(0x0807, [UInt8](repeating: 1, count: 63)))
    },
    Case("a wrong Finished", "a wrong Finished message", 51) {
      try $0.sendFlight()
      var message = $0.finished
      message[message.count - 1] ^= 1
      try $0.send(message)
    },
    Case("a short Finished", "a wrong Finished message", 51) {
      try $0.sendFlight()
      try $0.send(Server13.message(.finished, Array($0.finished.dropFirst(4).dropLast())))
    },
    Case("an empty Finished", "a wrong Finished message", 51) {
      try $0.sendFlight()
      try $0.send(Server13.message(.finished, []))
    },
    Case("a Finished over another transcript", "a wrong Finished message", 51) {
      try $0.sendFlight()
      $0.note([1, 2, 3])
      try $0.sendFinished()
    },
    Case("something behind Finished", "a record with messages under two keys", 10) {
      try $0.sendFlight()
      try $0.send(.handshake, $0.finished + Server13.ticket)
    },
    Case("an unprotected Finished", "an unprotected record after the key exchange", 10) {
      try $0.sendFlight()
      try $0.sendRecord(22, $0.finished)
    },
    Case("an unprotected alert", "an unprotected record after the key exchange", 10) {
      try $0.sendHello()
      try $0.sendRecord(21, [2, 40])
    },
    Case("a message over 64 KiB", "a handshake message over 64 KiB", 47) {
      try $0.sendHello()
      try $0.send(Server13.encryptedExtensions)
      try $0.send(.handshake, [11, 1, 0, 0])
    },
    Case("a message of 16 MiB", "a handshake message over 64 KiB", 47) {
      try $0.send(.handshake, [2, 0xff, 0xff, 0xff])
    },
  ]
}
