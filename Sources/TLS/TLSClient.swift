public import Bytes
internal import Crypto

/// The client's side of one TLS connection, version 1.3 (RFC 8446) or 1.2 (RFC 5246 with ECDHE and
/// AES-GCM only): bytes in, bytes and plaintext out.
///
/// It holds no socket, reads no clock and draws no random bytes. **What it makes is encrypted, but
/// not authenticated**: certificates are looked at and signatures have their form checked, but no
/// key is trusted, so whoever can change the bytes on their way can also answer in the server's
/// place. What is checked is what tells a working server from a broken one: the form and the order
/// of all messages, the key exchange, and the Finished messages.
///
/// Once a method has thrown, nothing but ``outgoing`` is to be asked for; the alert is in it.
public class TLSClient {
  /// The random bytes that a connection needs.
  public static var randomnessSize: Int { Randomness.size }
  /// The most bytes of a handshake message.
  static var messageLimit: Int { 1 << 16 }
  /// The most records and messages without use for either side that may come in a row.
  static var idleLimit: Int { 32 }

  /// What is to be sent to the server, in order; who sends it takes it away.
  public final var outgoing = ByteBuffer()
  /// What the server has sent in its application's protocol; who reads it takes it away.
  public final var plaintext = ByteBuffer()

  /// Whether the handshake is done, so that plaintext may be sealed.
  public final var isEstablished: Bool { state == .established }
  /// Whether the server said that it sends no more.
  public final internal(set) var isClosedByPeer = false
  /// What the server's certificate says of itself, in seconds since 1970: when it begins to be valid.
  public final var notBefore: Int64 { certificate?.notBefore ?? 0 }
  /// When the server's certificate ends to be valid, in seconds since 1970.
  public final var notAfter: Int64 { certificate?.notAfter ?? 0 }
  /// The application protocol that the server chose, RFC 7301; empty for none.
  public final internal(set) var applicationProtocol = ByteBuffer()

  /// The version, for a reader; empty before the server has chosen one.
  public final var version: StaticBytes {
    suite.map { $0.isTLS13 ? "TLS 1.3" : "TLS 1.2" } ?? ""
  }

  /// What comes next from the server.
  enum State {
    case serverHello
    case encryptedExtensions
    case certificate
    case certificateVerify
    case serverKeyExchange
    case serverHelloDone
    case changeCipherSpec
    case finished
    case established
  }

  final let hello: ClientHello
  final var randomness: Randomness
  final var state = State.serverHello
  /// The group of the share that was sent last.
  final var group = NamedGroup.x25519
  final var isRetried = false
  /// The suite, once the server has chosen one.
  final var suite: CipherSuite?
  final var certificate: Certificate?
  final var wantsClientCertificate = false
  final var transcript = Transcript()
  final var keySchedule = KeySchedule(.sha256)
  /// The traffic secrets of a TLS 1.3 handshake.
  final var clientSecret = SecretBytes()
  final var serverSecret = SecretBytes()
  /// The state of a TLS 1.2 handshake.
  final var exchange12 = KeyExchange12()
  final var reading: RecordProtection?
  final var writing: RecordProtection?
  /// Whether nothing is sent any more.
  final var isClosed = false
  /// How many records and messages came in a row that served nothing.
  final var idle = 0

  /// The most bytes of contents that the server takes in a record, RFC 8449.
  final var sendingLimit = Record.limit

  /// What came of a record that is not complete.
  final var record = ByteBuffer()
  /// The bytes of the record, as far as is known.
  final var recordSize = Record.headerSize
  /// Whether no record was complete yet.
  final var isFirstRecord = true
  /// What came of handshake messages that are not complete.
  final var handshake = ByteBuffer()

  /// A connection that has not begun.
  ///
  /// - Parameters:
  ///   - serverName: The name to choose a certificate by; empty for none, as for an IP address.
  ///   - applicationProtocol: The one protocol that is offered, as `http/1.1` or `h2`; empty for none.
  ///   - randomness: ``randomnessSize`` bytes that nobody can guess and that are used for nothing
  ///     else.
  public init(
    serverName: StaticBytes, applicationProtocol: StaticBytes, randomness: Span<UInt8>
  ) {
    hello = ClientHello(serverName: serverName, applicationProtocol: applicationProtocol)
    self.randomness = Randomness(randomness)
  }

  /// Begins: puts a ClientHello into ``outgoing``.
  public final func start() {
    sendHello(cookie: ByteBuffer())
  }

  /// Takes bytes that the server has sent.
  ///
  /// - Throws: Where they end the connection; its alert is in ``outgoing`` then.
  public final func receive(_ bytes: Span<UInt8>) throws(TLSFailure) {
    do throws(TLSFailure) {
      try consume(bytes)
    } catch {
      if !error.isReceived {
        beginWriting()
        send(error.alert, isFatal: true)
      }
      forgetKeys()
      throw error
    }
  }

  /// Takes note that the server has sent its last byte.
  ///
  /// After the handshake that is no failure by itself: what was received is whole where its own
  /// protocol says so, and else only where ``isClosedByPeer``.
  ///
  /// - Throws: Where the handshake is cut short.
  public final func end() throws(TLSFailure) {
    let isUnfinished = state != .established
    let isTLS = Record.mayBegin(with: record)
    forgetKeys()
    guard isUnfinished else { return }
    if isFirstRecord, !isTLS { throw .notTLS }
    throw TLSFailure(
      .closeNotify,
      isFirstRecord && record.isEmpty
        ? "connection closed in answer to the TLS handshake"
        : "connection closed within the TLS handshake")
  }

  /// Appends records with plaintext to ``outgoing``; nothing unless ``isEstablished``, and nothing
  /// after ``close()``.
  public final func seal(_ plaintext: Span<UInt8>) {
    if isEstablished { send(.applicationData, plaintext) }
  }

  /// Says that no more is sent, and forgets all keys of that direction.
  public final func close() {
    beginWriting()
    send(.closeNotify, isFatal: false)
    isClosed = true
    writing = nil
  }

  /// Appends a ClientHello; a replayed trace has its own.
  func appendHello(to message: inout ByteBuffer, cookie: borrowing ByteBuffer) {
    hello.append(to: &message, randomness, group: group, cookie: cookie)
  }

  /// Whether a server answers to the session of the hello.
  func isOwnSession(_ session: borrowing ByteBuffer) -> Bool {
    randomness.isSession(session)
  }

  /// Overwrites all keys, at the end of the connection.
  private func forgetKeys() {
    reading = nil
    writing = nil
    randomness = Randomness()
    clientSecret = SecretBytes()
    serverSecret = SecretBytes()
    keySchedule = KeySchedule(.sha256)
    exchange12 = KeyExchange12()
  }
}
