internal import Bytes

/// What the client offers, RFC 8446 §4.1.2, for TLS 1.3 and 1.2 alike.
struct ClientHello {
  /// The name for the server to choose a certificate by, RFC 6066 §3; empty for none.
  let serverName: StaticBytes
  /// The application protocol, RFC 7301; empty for none.
  let applicationProtocol: StaticBytes

  /// Appends the message.
  ///
  /// - Parameters:
  ///   - group: The group of the one key share.
  ///   - cookie: What a HelloRetryRequest wants back; empty for nothing.
  func append(
    to message: inout ByteBuffer, _ randomness: borrowing Randomness, group: NamedGroup,
    cookie: borrowing ByteBuffer
  ) {
    message.append(HandshakeType.clientHello.rawValue)
    let body = message.beginVector(size: 3)
    message.append(0x0303, size: 2)
    message.append(randomness.random)
    message.append(randomness.session.count, size: 1)
    message.append(randomness.session)
    let suites = message.beginVector(size: 2)
    let offered = CipherSuite.offered
    for index in offered.indices { message.append(Int(offered[index].rawValue), size: 2) }
    message.endVector(suites, size: 2)
    // No compression.
    message.append(0x0100, size: 2)
    let extensions = message.beginVector(size: 2)
    appendNames(to: &message)
    appendConstants(to: &message)
    appendSchemes(to: &message)
    let share = begin(.keyShare, in: &message)
    let shares = message.beginVector(size: 2)
    message.append(group.rawValue, size: 2)
    let key = message.beginVector(size: 2)
    group.appendPublicKey(of: randomness, to: &message)
    message.endVector(key, size: 2)
    message.endVector(shares, size: 2)
    message.endVector(share, size: 2)
    if cookie.count > 0 {
      let start = begin(.cookie, in: &message)
      message.append(cookie.count, size: 2)
      message.append(cookie)
      message.endVector(start, size: 2)
    }
    message.endVector(extensions, size: 2)
    message.endVector(body, size: 3)
  }

  private func begin(_ type: Extension, in message: inout ByteBuffer) -> Int {
    message.append(type.rawValue, size: 2)
    return message.beginVector(size: 2)
  }

  private func appendNames(to message: inout ByteBuffer) {
    if !serverName.isEmpty {
      let start = begin(.serverName, in: &message)
      message.append(serverName.count + 3, size: 2)
      // The type of a host name.
      message.append(0)
      message.append(serverName.count, size: 2)
      message.append(serverName)
      message.endVector(start, size: 2)
    }
    if !applicationProtocol.isEmpty {
      let start = begin(.applicationProtocols, in: &message)
      message.append(applicationProtocol.count + 1, size: 2)
      message.append(applicationProtocol.count, size: 1)
      message.append(applicationProtocol)
      message.endVector(start, size: 2)
    }
  }

  /// Extensions that are the same in every message.
  private func appendConstants(to message: inout ByteBuffer) {
    let bytes: InlineArray<40, UInt8> = [
      // supported_versions: 1.3, 1.2.
      0, 43, 0, 5, 4, 3, 4, 3, 3,
      // supported_groups: x25519, secp256r1.
      0, 10, 0, 6, 0, 4, 0, 29, 0, 23,
      // ec_point_formats: uncompressed, RFC 8422 §5.1.2.
      0, 11, 0, 2, 1, 0,
      // extended_master_secret, RFC 7627.
      0, 23, 0, 0,
      // record_size_limit: none but that of TLS 1.3, RFC 8449.
      0, 28, 0, 2, 0x40, 1,
      // renegotiation_info of a first handshake, RFC 5746 §3.4.
      0xff, 1, 0, 1, 0,
    ]
    message.append(bytes.span)
  }

  private func appendSchemes(to message: inout ByteBuffer) {
    let start = begin(.signatureAlgorithms, in: &message)
    let schemes = message.beginVector(size: 2)
    let offered = SignatureScheme.offered
    for index in offered.indices { message.append(Int(offered[index]), size: 2) }
    message.endVector(schemes, size: 2)
    message.endVector(start, size: 2)
  }
}
