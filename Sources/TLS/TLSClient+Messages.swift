internal import Bytes
internal import Crypto

/// Which message may come when, and the flights that answer.
extension TLSClient {
  /// Takes a whole handshake message.
  ///
  /// - Parameter isLast: Whether nothing follows it in its record: no record may hold messages under
  ///   two keys, RFC 8446 §5.1.
  final func handle(_ message: Span<UInt8>, isLast: Bool) throws(TLSFailure) {
    let body = message.extracting(4..<message.count)
    guard let type = HandshakeType(rawValue: message[0]) else { throw .unexpected }
    if type == .helloRequest { return try refuseRenegotiation(body) }
    if state == .established { return try handleLate(type, body, isLast: isLast) }
    idle = 0
    switch (state, type) {
    case (.serverHello, .serverHello): try handleServerHello(message, isLast: isLast)
    case (.encryptedExtensions, .encryptedExtensions):
      transcript.update(message)
      try readEncryptedExtensions(body)
      state = .certificate
    case (.certificate, .certificateRequest)
    where suite?.isTLS13 == true && !wantsClientCertificate:
      transcript.update(message)
      try readCertificateRequest(body)
      wantsClientCertificate = true
    case (.certificate, .certificate):
      transcript.update(message)
      try readCertificates(body)
      state = suite?.isTLS13 == true ? .certificateVerify : .serverKeyExchange
    case (.certificateVerify, .certificateVerify):
      transcript.update(message)
      try readCertificateVerify(body)
      state = .finished
    case (.serverKeyExchange, .serverKeyExchange):
      transcript.update(message)
      try readServerKeyExchange(body)
      state = .serverHelloDone
    case (.serverHelloDone, .certificateRequest) where !wantsClientCertificate:
      transcript.update(message)
      try readCertificateRequest12(body)
      wantsClientCertificate = true
    case (.serverHelloDone, .serverHelloDone):
      transcript.update(message)
      guard body.count == 0 else { throw .malformed }
      try requireEnd(isLast)
      try sendKeyExchange()
    case (.finished, .finished):
      try requireEnd(isLast)
      if suite?.isTLS13 == true { try finish(message) } else { try finish12(message) }
    default: throw .unexpected
    }
  }

  /// Checks that a message stands at the end of its record, where the key changes.
  final func requireEnd(_ isLast: Bool) throws(TLSFailure) {
    guard isLast else {
      throw TLSFailure(.unexpectedMessage, "a record with messages under two keys")
    }
  }

  /// Decides on the version, or says hello once more.
  private func handleServerHello(
    _ message: Span<UInt8>, isLast: Bool
  ) throws(TLSFailure) {
    let answer = try ServerHello(message.extracting(4..<message.count))
    if let suite {
      guard suite == answer.suite else {
        throw TLSFailure(.illegalParameter, "another cipher suite than before")
      }
    }
    guard answer.suite.isTLS13 else {
      guard !isRetried else {
        throw TLSFailure(.illegalParameter, "another TLS version than before")
      }
      suite = answer.suite
      transcript.choose(answer.suite.hash)
      transcript.update(message)
      try agree(on: answer.applicationProtocol)
      sendingLimit = answer.recordLimit
      exchange12 = KeyExchange12(answer)
      state = .certificate
      return
    }
    guard isOwnSession(answer.session) else {
      throw TLSFailure(.illegalParameter, "a session that was not offered")
    }
    try requireEnd(isLast)
    suite = answer.suite
    if answer.isRetry { return try retry(message, answer) }
    guard answer.group == group else {
      throw TLSFailure(.illegalParameter, "a key share of another group than ours")
    }
    transcript.choose(answer.suite.hash)
    transcript.update(message)
    try agreeOnSecrets(answer)
    state = .encryptedExtensions
  }

  /// Answers a HelloRetryRequest, RFC 8446 §4.1.4.
  private func retry(
    _ message: Span<UInt8>, _ answer: borrowing ServerHello
  ) throws(TLSFailure) {
    guard !isRetried else {
      throw TLSFailure(.unexpectedMessage, "a second HelloRetryRequest")
    }
    guard answer.group != nil || !answer.cookie.isEmpty, answer.group != group else {
      throw TLSFailure(.illegalParameter, "a HelloRetryRequest that changes nothing")
    }
    isRetried = true
    group = answer.group ?? group
    transcript.replaceFirstHello(answer.suite.hash)
    transcript.update(message)
    sendCompatibilityRecord()
    sendHello(cookie: answer.cookie)
  }

  /// Takes the application protocol that the server chose, which must be the one offered.
  final func agree(on name: borrowing ByteBuffer) throws(TLSFailure) {
    if name.isEmpty { return }
    guard name.span.equals(hello.applicationProtocol.span) else {
      throw TLSFailure(.illegalParameter, "an application protocol that was not offered")
    }
    applicationProtocol.append(name)
  }

  /// Takes a message after the handshake: all that may come is of no use, but for new keys.
  private func handleLate(
    _ type: HandshakeType, _ body: Span<UInt8>, isLast: Bool
  ) throws(TLSFailure) {
    guard suite?.isTLS13 == true else { throw .unexpected }
    try countIdle()
    switch type {
    case .newSessionTicket: try readSessionTicket(body)
    case .keyUpdate:
      try requireEnd(isLast)
      try updateKeys(body)
    default: throw .unexpected
    }
  }

  /// Answers a HelloRequest of TLS 1.2, RFC 5246 §7.4.1.1, which is no part of the transcript.
  private func refuseRenegotiation(_ body: Span<UInt8>) throws(TLSFailure) {
    guard suite?.isTLS13 == false, body.count == 0 else { throw .unexpected }
    try countIdle()
    if state == .established { send(.noRenegotiation, isFatal: false) }
  }
}
