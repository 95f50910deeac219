internal import Bytes

/// A login as nobody to MySQL or MariaDB, which it refuses or not: either way it is alive.
///
/// A client that leaves after the handshake, or breaks its login off, counts as broken, and after
/// `max_connect_errors` of those its host is blocked. A login that fails for want of a password does
/// not count; nor is it one where a user `healthprobe` without a password may log in.
public final class MySQLExchange: MessageExchange {
  /// The most bytes of a packet's payload.
  static var longestPayload: UInt32 { 8 << 10 }
  /// The most packets of a login.
  static var longestLogin: Int { 16 }

  private static var headerCount: Int { 4 }

  private var version = ByteBuffer()
  private var proof = MySQLProof()
  // How many packets were answered; the first is the handshake.
  private var answered = 0

  /// An exchange with the server of `url`.
  public init(_ url: URL, _ demand: Demand) {
    super.init("MySQL")
  }

  override func measure(_ bytes: Span<UInt8>) -> Int? {
    guard bytes.count > Self.headerCount else { return nil }
    return isPacket(bytes) ? Self.headerCount + Int(bytes.littleEndian(at: 0, count: 3)) : 5
  }

  /// Whether these bytes, at least five, begin a packet that a server may send now.
  private func isPacket(_ bytes: Span<UInt8>) -> Bool {
    let length = bytes.littleEndian(at: 0, count: 3)
    guard length >= 1, length <= Self.longestPayload else { return false }
    // The handshake, or an error in its place; some servers number that from 1.
    return answered > 0 || bytes[3] <= 1 && (bytes[4] == 10 || bytes[4] == 0xff)
  }

  override func take(_ message: Span<UInt8>) -> Step {
    guard isPacket(message) else { return foreign(message) }
    let payload = message.extracting(Self.headerCount..<message.count)
    if payload[0] == 0xff { return error(payload) }
    let number = message[3] &+ 1
    if answered == 0 { return handshake(payload, number) }
    if payload[0] == 0 {
      farewell.append("\u{1}\0\0\0\u{1}")
      return alive("logged in")
    }
    if answered == Self.longestLogin { return unhealthy(.response, "a login without an end") }
    if payload[0] == 0xfe { proof = MySQLProof(payload.extracting(1..<payload.count)) }
    var reply = ByteBuffer()
    reply.append(zeros: proof.next())
    return send(reply, number)
  }

  private func handshake(_ payload: Span<UInt8>, _ number: UInt8) -> Step {
    guard let handshake = MySQLHandshake(payload) else { return foreign(payload) }
    version.append(payload.extracting(handshake.version))
    var login = ByteBuffer()
    // CLIENT_MYSQL, CLIENT_PROTOCOL_41, CLIENT_SECURE_CONNECTION and perhaps CLIENT_PLUGIN_AUTH.
    login.append(littleEndian: handshake.plugin == nil ? 0x8201 : 0x8_8201, count: 4)
    login.append(littleEndian: 16 << 20, count: 4)
    // utf8, and what is reserved.
    login.append(UInt8(33))
    login.append(zeros: 23)
    // A user, and a proof without a byte.
    login.append("healthprobe\0\0")
    if let plugin = handshake.plugin {
      proof = MySQLProof(payload.extracting(plugin))
      login.append(payload.extracting(plugin))
      login.append(UInt8(0))
    }
    return send(login, number)
  }

  private func send(_ payload: borrowing ByteBuffer, _ number: UInt8) -> Step {
    answered += 1
    outbox.append(littleEndian: UInt32(truncatingIfNeeded: payload.count), count: 3)
    outbox.append(number)
    outbox.append(payload)
    return .send
  }

  private func error(_ payload: Span<UInt8>) -> Step {
    guard payload.count >= 3 else { return foreign(payload) }
    let code = payload.littleEndian(at: 1, count: 2)
    let isAlive = isAlive(code)
    if isAlive { _ = alive("answered ") }
    report.append(decimal: Int(code))
    report.append(": ")
    // The SQLSTATE stands behind a # where there is one.
    let start = payload.count >= 9 && payload[3] == UInt8(ascii: "#") ? 9 : 3
    report(escaping: payload.extracting(start..<payload.count))
    return isAlive ? .healthy : unhealthy(.status, "")
  }

  /// Whether an error is about who we are, and not about how the server is.
  private func isAlive(_ code: UInt32) -> Bool {
    switch code {
    // Too many connections, out of resources, shutting down, host blocked, no thread, not available.
    case 1040, 1041, 1053, 1129, 1135, 3168: false
    // What comes in place of a handshake lets nobody in from here.
    default: answered > 0
    }
  }

  private func alive(_ what: StaticBytes) -> Step {
    if !version.isEmpty {
      report(escaping: version.span)
      report.append(", ")
    }
    return healthy(what)
  }
}
