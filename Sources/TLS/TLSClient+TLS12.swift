internal import Bytes
internal import Crypto

/// The handshake of TLS 1.2 behind the certificate, RFC 5246 and RFC 8422.
extension TLSClient {
  /// RFC 8422 §5.4.
  final func readServerKeyExchange(_ body: Span<UInt8>) throws(TLSFailure) {
    var reader = Reader(body)
    // A named curve.
    guard try reader.number(1) == 3, let group = NamedGroup(rawValue: try reader.number(2)) else {
      throw TLSFailure(.illegalParameter, "a group that was not offered")
    }
    self.group = group
    exchange12.serverKey.append(try reader.vector(1))
    let scheme = try reader.number(2)
    let signature = try reader.vector(2)
    try reader.end()
    try SignatureScheme.check(scheme, signature, for: suite ?? .ecdheRSAWithAES128GCM)
  }

  /// RFC 5246 §7.4.4: there is no certificate of ours, so only the form matters.
  final func readCertificateRequest12(_ body: Span<UInt8>) throws(TLSFailure) {
    var reader = Reader(body)
    guard try reader.vector(1).count > 0 else { throw .malformed }
    let schemes = try reader.vector(2)
    guard schemes.count > 0, schemes.count & 1 == 0 else { throw .malformed }
    var authorities = Reader(try reader.vector(2))
    try reader.end()
    while !authorities.isAtEnd { _ = try authorities.vector(2) }
  }

  /// Sends the client's only flight, and derives all keys.
  final func sendKeyExchange() throws(TLSFailure) {
    guard let suite else { throw .unexpected }
    let premaster = try group.sharedSecret(randomness, exchange12.serverKey)
    if wantsClientCertificate {
      var none = ByteBuffer()
      none.append(HandshakeType.certificate.rawValue)
      none.append(3, size: 3)
      none.append(0, size: 3)
      send(none)
    }
    var message = ByteBuffer()
    message.append(HandshakeType.clientKeyExchange.rawValue)
    let body = message.beginVector(size: 3)
    let key = message.beginVector(size: 1)
    group.appendPublicKey(of: randomness, to: &message)
    message.endVector(key, size: 1)
    message.endVector(body, size: 3)
    send(message)

    let digest = transcript.digest()
    exchange12.deriveMasterSecret(suite, premaster, digest, randomness)
    let protection = exchange12.deriveKeys(suite, randomness)
    sendCompatibilityRecord()
    writing = protection
    let digestOfAll = transcript.digest()
    sendFinished(exchange12.verifyData(suite, "client finished", digestOfAll))
    state = .changeCipherSpec
  }

  /// The server's records are under keys from now on.
  final func beginReading12() {
    reading = exchange12.reading
    state = .finished
  }

  /// Checks the server's Finished.
  final func finish12(_ message: Span<UInt8>) throws(TLSFailure) {
    guard let suite else { throw .unexpected }
    let digest = transcript.digest()
    try checkFinished(message, exchange12.verifyData(suite, "server finished", digest))
    establish()
  }
}
