import Vectors

@testable import TLS

extension Hostile13Tests {
  static let records = [
    Case("plain HTTP", "the server answers in plain HTTP, not TLS", 10) {
      try $0.client.take(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
    },
    Case("SSH", "the server does not speak TLS", 10) {
      try $0.client.take(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8))
    },
    Case("SMTP", "the server does not speak TLS", 10) {
      try $0.client.take(Array("220 mail ESMTP\r\n".utf8))
    },
    Case("zeros", "the server does not speak TLS", 10) { try $0.client.take([0, 0, 0, 0, 0]) },
    Case("a long first record", "the server does not speak TLS", 10) {
      try $0.client.take([22, 3, 3, 0xff, 0xff])
    },
    Case("a record of an unknown type later", "a malformed record", 50) {
      try $0.sendHello()
      try $0.sendRecord(24, [1])
    },
    Case("an unknown type inside", "a record of an unknown type", 10) {
      try $0.sendHello()
      try $0.client.take($0.protectRaw([1, 2, 3, 99]))
    },
    Case("a record over its limit", "a record over 16 KiB", 22) {
      try $0.sendHello()
      try $0.sendRecord(23, [UInt8](repeating: 0, count: 16385 + 256))
    },
    Case("contents over their limit", "a record over 16 KiB", 22) {
      try $0.sendHello()
      try $0.client.take($0.protectRaw([UInt8](repeating: 0, count: 16384) + [1, 22]))
    },
    Case("nothing but padding", "a record of nothing but padding", 10) {
      try $0.sendHello()
      try $0.client.take($0.protectRaw([0, 0, 0]))
    },
    Case("a changed record", "bad record MAC", 20) {
      try $0.sendHello()
      var record = $0.protect(.handshake, Server13.encryptedExtensions)
      record[7] ^= 1
      try $0.client.take(record)
    },
    Case("a changed header", "bad record MAC", 20) {
      try $0.sendHello()
      var record = $0.protect(.handshake, Server13.encryptedExtensions)
      record[2] = 1
      try $0.client.take(record)
    },
    Case("too short a record", "bad record MAC: too short a record", 20) {
      try $0.sendHello()
      try $0.sendRecord(23, [1, 2, 3])
    },
    Case("an empty protected record", "bad record MAC: too short a record", 20) {
      try $0.sendHello()
      try $0.sendRecord(23, [])
    },
    Case("a record twice", "bad record MAC", 20) {
      try $0.sendHello()
      let record = $0.protect(.handshake, Server13.encryptedExtensions)
      try $0.client.take(record + record)
    },
    Case("an empty handshake record", "an empty handshake record", 10) {
      try $0.sendHello()
      try $0.send(.handshake, [])
    },
    Case("an empty unprotected handshake record", "an empty handshake record", 10) {
      try $0.sendRecord(22, [])
    },
    Case("a long alert", "a malformed alert", 50) { try $0.sendRecord(21, [2, 40, 0]) },
    Case("half an alert", "a malformed alert", 50) { try $0.sendRecord(21, [2]) },
    Case("a change of the cipher to 2", "a malformed change of the cipher", 10) {
      try $0.sendRecord(20, [2])
    },
    Case("a long change of the cipher", "a malformed change of the cipher", 10) {
      try $0.sendHello()
      try $0.sendRecord(20, [1, 1])
    },
    Case("a protected change of the cipher", "an unexpected change of the cipher", 10) {
      try $0.sendHello()
      try $0.send(.changeCipherSpec, [1])
    },
    Case("changes of the cipher without end", "too many records without contents", 10) {
      for _ in 0..<1000 { try $0.sendRecord(20, [1]) }
    },
    Case("warnings without end", "too many records without contents", 10) {
      for _ in 0..<1000 { try $0.sendRecord(21, [1, 112]) }
    },
    Case("data before the handshake", "data within the handshake", 10) {
      try $0.sendRecord(23, [1])
    },
    Case("data within the handshake", "data within the handshake", 10) {
      try $0.sendHello()
      try $0.send(.applicationData, [1])
    },
    Case(
      "handshake_failure",
      "the server sent alert 40 handshake_failure: no cipher suite or group in common", nil
    ) { try $0.sendRecord(21, [2, 40]) },
    Case("internal_error", "the server sent alert 80 internal_error", nil) {
      try $0.sendHello()
      try $0.send(.alert, [2, 80])
    },
    Case("an alert without a name", "the server sent alert 200", nil) {
      try $0.sendRecord(21, [2, 200])
    },
    Case("close_notify at once", "the server sent alert 0 close_notify", nil) {
      try $0.sendRecord(21, [1, 0])
    },
    Case("the end at once", "connection closed in answer to the TLS handshake", nil) {
      try $0.client.end()
    },
    Case("the end within a record", "connection closed within the TLS handshake", nil) {
      try $0.client.take([22, 3])
      try $0.client.end()
    },
    Case("the end of something else", "the server does not speak TLS", nil) {
      try $0.client.take(Array("-ER".utf8))
      try $0.client.end()
    },
    Case("the end within the handshake", "connection closed within the TLS handshake", nil) {
      try $0.sendFlight()
      try $0.client.end()
    },
  ]

  static let late = [
    Case("a handshake without a flaw", nil, nil) { try $0.shakeHands() },
    Case("the end after the handshake", nil, nil) {
      try $0.shakeHands()
      try $0.client.end()
    },
    Case("warnings before the hello", nil, nil) {
      try $0.sendRecord(21, [1, 112])
      try $0.shakeHands()
    },
    Case("a change of the cipher at each chance", nil, nil) {
      try $0.sendRecord(20, [1])
      try $0.sendHello()
      try $0.sendRecord(20, [1])
      for message in [Server13.encryptedExtensions, Server13.certificate, Server13.verify] {
        try $0.send(message)
      }
      try $0.sendFinished()
    },
    Case(
      "a change of the cipher after the handshake", "an unprotected record after the key exchange",
      10
    ) {
      try $0.shakeHands()
      try $0.sendRecord(20, [1])
    },
    Case("tickets", nil, nil) {
      try $0.shakeHands()
      for _ in 0..<32 { try $0.send(.handshake, Server13.ticket) }
    },
    Case("tickets in pieces, in one record", nil, nil) {
      try $0.shakeHands()
      try $0.send(.handshake, Server13.ticket + Server13.ticket + Server13.ticket.prefix(5))
      try $0.send(.handshake, Array(Server13.ticket.dropFirst(5)))
    },
    Case("tickets without end", "too many records without contents", 10) {
      try $0.shakeHands()
      for _ in 0..<1000 { try $0.send(.handshake, Server13.ticket) }
    },
    Case("a malformed ticket", "a malformed handshake message", 50) {
      try $0.shakeHands()
      try $0.send(.handshake, Server13.message(.newSessionTicket, [1, 2, 3]))
    },
    Case("KeyUpdates without end", "too many records without contents", 10) {
      try $0.shakeHands()
      for _ in 0..<1000 {
        try $0.send(.handshake, Server13.keyUpdate(1))
        $0.writing = $0.writing?.updated()
      }
    },
    Case("empty records without end", "too many records without contents", 10) {
      try $0.shakeHands()
      for _ in 0..<1000 { try $0.send(.applicationData, []) }
    },
    Case("a KeyUpdate of 2", "a malformed KeyUpdate", 47) {
      try $0.shakeHands()
      try $0.send(.handshake, Server13.keyUpdate(2))
    },
    Case("a long KeyUpdate", "a malformed handshake message", 50) {
      try $0.shakeHands()
      try $0.send(.handshake, Server13.message(.keyUpdate, [0, 0]))
    },
    Case("a KeyUpdate and more in one record", "a record with messages under two keys", 10) {
      try $0.shakeHands()
      try $0.send(.handshake, Server13.keyUpdate(0) + Server13.ticket)
    },
    Case("a record under the old keys", "bad record MAC", 20) {
      try $0.shakeHands()
      try $0.send(.handshake, Server13.keyUpdate(0))
      try $0.send(.applicationData, [1])
    },
    Case("a request for a certificate later", "an unexpected handshake message", 10) {
      try $0.shakeHands()
      try $0.send(.handshake, Server13.certificateRequest)
    },
    Case("a HelloRequest later", "an unexpected handshake message", 10) {
      try $0.shakeHands()
      try $0.send(.handshake, [0, 0, 0, 0])
    },
    Case("a second Finished", "an unexpected handshake message", 10) {
      try $0.shakeHands()
      try $0.send(.handshake, $0.finished)
    },
    Case("data within a message", "data within the handshake", 10) {
      try $0.shakeHands()
      try $0.send(.handshake, Array(Server13.ticket.prefix(3)))
      try $0.send(.applicationData, [1])
    },
    Case("a warning that 1.3 has not", "the server sent alert 100 no_renegotiation", nil) {
      try $0.shakeHands()
      try $0.send(.alert, [1, 100])
    },
    Case("unprotected data", "an unprotected record after the key exchange", 10) {
      try $0.shakeHands()
      try $0.sendRecord(22, Server13.ticket)
    },
  ]
}

extension Server13 {
  /// A record whose contents are given with their type and padding.
  func protectRaw(_ contents: [UInt8]) -> [UInt8] {
    guard let last = contents.last else { return [] }
    return protect(last, Array(contents.dropLast()))
  }
}
