internal import Bytes
internal import Crypto

/// The handshake of TLS 1.3 from the ServerHello on, and what may follow it, RFC 8446.
extension TLSClient {
  /// Derives the secrets of the handshake, §7.1, once the ServerHello is in the transcript.
  final func agreeOnSecrets(_ answer: borrowing ServerHello) throws(TLSFailure) {
    let suite = answer.suite
    let secret = try group.sharedSecret(randomness, answer.keyShare)
    keySchedule = KeySchedule(suite.hash)
    keySchedule.enterHandshake(secret)
    let digest = transcript.digest()
    clientSecret = keySchedule.derive("c hs traffic", digest)
    serverSecret = keySchedule.derive("s hs traffic", digest)
    reading = RecordProtection(suite, secret: serverSecret)
  }

  /// §4.3.1.
  final func readEncryptedExtensions(_ body: Span<UInt8>) throws(TLSFailure) {
    var reader = Reader(body)
    var extensions = Reader(try reader.vector(2))
    try reader.end()
    var seen: UInt64 = 0
    while !extensions.isAtEnd {
      let type = try Extension.next(&extensions, &seen)
      let contents = try extensions.vector(2)
      switch type {
      case .applicationProtocols:
        var name = ByteBuffer()
        name.append(try ServerHello.applicationProtocol(contents))
        try agree(on: name)
      case .recordSizeLimit:
        var reader = Reader(contents)
        // The type is counted here.
        sendingLimit = try ServerHello.recordLimit(&reader) - 1
        try reader.end()
      case .serverName: if contents.count > 0 { throw .malformed }
      // What the server would rather have, for a later connection.
      case .supportedGroups: break
      default: throw Extension.misplaced
      }
    }
  }

  /// §4.3.2: the server wants a certificate of ours; there is none, so only the form matters.
  final func readCertificateRequest(_ body: Span<UInt8>) throws(TLSFailure) {
    var reader = Reader(body)
    guard try reader.vector(1).count == 0 else {
      throw TLSFailure(.illegalParameter, "a certificate request with a context")
    }
    var extensions = Reader(try reader.vector(2))
    try reader.end()
    var hasSchemes = false
    while !extensions.isAtEnd {
      // The server's own, so that any may come.
      let type = try extensions.number(2)
      let contents = try extensions.vector(2)
      if type == Extension.signatureAlgorithms.rawValue {
        var list = Reader(contents)
        let schemes = try list.vector(2)
        try list.end()
        guard !hasSchemes, schemes.count > 0, schemes.count & 1 == 0 else { throw .malformed }
        hasSchemes = true
      }
    }
    guard hasSchemes else {
      throw TLSFailure(.missingExtension, "a certificate request without signature schemes")
    }
  }

  /// §4.4.2, and RFC 5246 §7.4.2.
  final func readCertificates(_ body: Span<UInt8>) throws(TLSFailure) {
    let isTLS13 = suite?.isTLS13 == true
    var reader = Reader(body)
    if isTLS13, try reader.vector(1).count > 0 {
      throw TLSFailure(.illegalParameter, "a certificate with a context")
    }
    var list = Reader(try reader.vector(3))
    try reader.end()
    guard !list.isAtEnd else { throw TLSFailure(.decodeError, "the server has no certificate") }
    while !list.isAtEnd {
      let bytes = try list.vector(3)
      guard bytes.count > 0 else { throw .malformed }
      // The first one is the server's own.
      if certificate == nil {
        guard let first = Certificate(bytes) else {
          throw TLSFailure(.badCertificate, "a malformed certificate")
        }
        certificate = first
      }
      if isTLS13, try list.vector(2).count > 0 {
        throw TLSFailure(.unsupportedExtension, "an extension that was not offered")
      }
    }
  }

  /// §4.4.3.
  final func readCertificateVerify(_ body: Span<UInt8>) throws(TLSFailure) {
    var reader = Reader(body)
    let scheme = try reader.number(2)
    let signature = try reader.vector(2)
    try reader.end()
    try SignatureScheme.check(scheme, signature, for: suite ?? .aes128GCM)
  }

  /// Checks the server's Finished, §4.4.4, and answers with the last flight of the handshake.
  final func finish(_ message: Span<UInt8>) throws(TLSFailure) {
    guard let suite else { throw .unexpected }
    let expected = KeySchedule.verifyData(suite.hash, serverSecret, transcript.digest())
    try checkFinished(message, expected)
    transcript.update(message)
    let digest = transcript.digest()
    keySchedule.enterApplication()
    let serverTraffic = keySchedule.derive("s ap traffic", digest)
    let clientTraffic = keySchedule.derive("c ap traffic", digest)
    reading = RecordProtection(suite, secret: serverTraffic)

    beginWriting()
    if wantsClientCertificate {
      var none = ByteBuffer()
      none.append(HandshakeType.certificate.rawValue)
      none.append(4, size: 3)
      none.append(0, size: 4)
      send(none)
    }
    let own = KeySchedule.verifyData(suite.hash, clientSecret, transcript.digest())
    sendFinished(own)
    writing = RecordProtection(suite, secret: clientTraffic)
    establish()
  }

  /// Sends under the keys of the handshake from now on, where there are some and none are in use.
  final func beginWriting() {
    guard let suite, writing == nil, !isClosed, clientSecret.count > 0 else { return }
    if !isRetried { sendCompatibilityRecord() }
    writing = RecordProtection(suite, secret: clientSecret)
  }

  /// Compares a Finished message with what it should be.
  final func checkFinished(
    _ message: Span<UInt8>, _ expected: SecretBytes
  ) throws(TLSFailure) {
    guard message.extracting(4..<message.count).equals(secretly: expected.span) else {
      throw TLSFailure(.decryptError, "a wrong Finished message")
    }
  }

  /// Sends a Finished message.
  final func sendFinished(_ verifyData: SecretBytes) {
    var message = ByteBuffer()
    message.append(HandshakeType.finished.rawValue)
    message.append(verifyData.count, size: 3)
    message.append(verifyData.span)
    send(message)
  }

  /// Ends the handshake, and overwrites what only it needed.
  final func establish() {
    state = .established
    randomness = Randomness()
    clientSecret = SecretBytes()
    serverSecret = SecretBytes()
    keySchedule = KeySchedule(.sha256)
    exchange12 = KeyExchange12()
  }

  /// §4.6.1: of no use to a single connection, so only the form matters.
  final func readSessionTicket(_ body: Span<UInt8>) throws(TLSFailure) {
    var reader = Reader(body)
    _ = try reader.take(8)
    _ = try reader.vector(1)
    guard try reader.vector(2).count > 0 else { throw .malformed }
    _ = try reader.vector(2)
    try reader.end()
  }

  /// §4.6.3.
  final func updateKeys(_ body: Span<UInt8>) throws(TLSFailure) {
    guard body.count == 1 else { throw .malformed }
    guard body[0] <= 1 else { throw TLSFailure(.illegalParameter, "a malformed KeyUpdate") }
    reading = reading?.updated()
    if body[0] == 0 || writing == nil { return }
    let answer: InlineArray<5, UInt8> = [HandshakeType.keyUpdate.rawValue, 0, 0, 1, 0]
    send(.handshake, answer.span)
    writing = writing?.updated()
  }
}
