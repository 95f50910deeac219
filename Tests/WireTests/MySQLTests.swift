import Oracles
import Testing
import Wire

/// What MySQL and MariaDB say first, and what they answer to a login as nobody.
@Suite struct MySQLTests {
  private static let target = "mysql://db"

  private static func packet(_ number: UInt8, _ payload: [UInt8], length: Int? = nil) -> [UInt8] {
    let length = length ?? payload.count
    return [0, 8, 16].map { UInt8(truncatingIfNeeded: length >> $0) } + [number] + payload
  }

  /// A handshake of protocol version 10.
  private static func handshake(
    _ version: String = "8.4.0", plugin: String? = "caching_sha2_password", number: UInt8 = 0
  ) -> [UInt8] {
    var payload: [UInt8] = [10] + Array(version.utf8) + [0, 7, 0, 0, 0]
    payload += [UInt8](repeating: 0x41, count: 8) + [0, 0xff, 0xff, 33, 2, 0]
    payload += plugin == nil ? [0x00, 0x00, 0] : [0xff, 0xdf, 21]
    payload += [UInt8](repeating: 0, count: 10) + [UInt8](repeating: 0x42, count: 12) + [0]
    if let plugin { payload += Array(plugin.utf8) + [0] }
    return packet(number, payload)
  }

  private static func error(
    _ code: Int, _ text: String, state: String? = nil, number: UInt8 = 2
  ) -> [UInt8] {
    let state = state.map { "#" + $0 } ?? ""
    return packet(
      number, [0xff, UInt8(code & 0xff), UInt8(code >> 8)] + Array((state + text).utf8))
  }

  private static func authSwitch(_ plugin: String, number: UInt8 = 2) -> [UInt8] {
    packet(number, [0xfe] + Array(plugin.utf8) + [0] + [UInt8](repeating: 0x43, count: 21))
  }

  private static let ok = packet(2, [0, 0, 0, 2, 0, 0, 0])
  private static let denied = "Access denied for user 'healthprobe'@'10.0.0.9' (using password: NO)"
  private static let refusal = error(1045, denied, state: "28000")

  private static func row(_ answer: [UInt8], _ verdict: String) -> AnswerCase {
    AnswerCase(target, answer, verdict)
  }

  static let cases: [AnswerCase] = [
    row(handshake() + refusal, "healthy: 8.4.0, answered 1045: \(denied)"),
    row(handshake() + ok, "healthy: 8.4.0, logged in"),
    row(handshake("5.1.73", plugin: nil) + refusal, "healthy: 5.1.73, answered 1045: \(denied)"),
    row(
      handshake("5.5.5-10.11.6-MariaDB", plugin: "mysql_native_password") + ok,
      "healthy: 10.11.6-MariaDB, logged in"),
    row(handshake("11.4.2-MariaDB") + ok, "healthy: 11.4.2-MariaDB, logged in"),
    row(handshake("\u{1b}[2J") + ok, #"healthy: \x1B[2J, logged in"#),
    row(
      handshake() + authSwitch("mysql_native_password") + error(1698, "no", state: "28000"),
      "healthy: 8.4.0, answered 1698: no"),
    row(handshake() + packet(2, [0xfe]) + refusal, "healthy: 8.4.0, answered 1045: \(denied)"),
    row(handshake() + packet(2, [1, 3]) + ok, "healthy: 8.4.0, logged in"),
    row(
      handshake() + error(1251, "old client", state: "08004"),
      "healthy: 8.4.0, answered 1251: old client"),
    row(
      handshake() + error(3159, "insecure transport", state: "HY000"),
      "healthy: 8.4.0, answered 3159: insecure transport"),

    row(error(1040, "Too many connections", number: 0), "status 1040: Too many connections"),
    row(
      error(1040, "Too many connections", state: "08004", number: 1),
      "status 1040: Too many connections"),
    row(
      error(1129, "Host 'db' is blocked", state: "HY000", number: 0),
      "status 1129: Host 'db' is blocked"),
    row(
      error(1130, "Host 'db' is not allowed to connect", number: 0),
      "status 1130: Host 'db' is not allowed to connect"),
    row(error(1042, "Can't get hostname", number: 0), "status 1042: Can't get hostname"),
    row(
      handshake() + error(1040, "Too many connections", state: "08004"),
      "status 1040: Too many connections"),
    row(
      handshake() + error(1053, "Server shutdown in progress"),
      "status 1053: Server shutdown in progress"),
    row(packet(0, [0xff, 0x10, 4]), "status 1040: "),

    row([], "receive: connection closed without an answer"),
    row(handshake(), "receive: connection closed without an answer"),
    row([74, 0], #"receive: connection closed within an answer: 'J\x00'"#),

    row(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), "response: not MySQL: 'SSH-2'"),
    row(Array("HTTP/1.1 408 Request Timeout\r\n".utf8), "response: not MySQL: 'HTTP/'"),
    row(Array("220 mail ESMTP\r\n".utf8), "response: not MySQL: '220 m'"),
    // The X protocol's notice.
    row([5, 0, 0, 0, 11, 8, 5, 26, 0], #"response: not MySQL: '\x05\x00\x00\x00\x0B'"#),
    row(packet(0, [9, 0x33, 0, 0]), #"response: not MySQL: '\x04\x00\x00\x00\x09'"#),
    row(packet(0, [10, 0x38, 0, 1, 2]), #"response: not MySQL: '\x0A8\x00\x01\x02'"#),
    row(packet(0, [10, 0x38]), #"response: not MySQL: '\x0A8'"#),
    row(packet(0, [0xff, 4]), #"response: not MySQL: '\xFF\x04'"#),
  ]

  /// Lengths that no packet here has.
  static let lies = [0, 8193, 0xff_ffff].map { length in
    let answer = packet(0, [10, 1], length: length)
    return row(answer, "response: not MySQL: '\(AnswerCase.shown(answer.prefix(5)))'")
  }

  @Test(arguments: cases + lies)
  func answer(_ row: AnswerCase) {
    row.check()
    row.checkPrefixes()
  }

  private static func login(_ capabilities: [UInt8], _ plugin: String) -> [UInt8] {
    capabilities + [0, 0, 0, 1, 33] + [UInt8](repeating: 0, count: 23)
      + Array("healthprobe\0\0\(plugin)".utf8)
  }

  @Test(arguments: [
    ("caching_sha2_password", 1), ("sha256_password", 1), ("mysql_native_password", 0),
    ("client_ed25519", 64), ("dialog", 1), ("mysql_clear_password", 1), ("auth_gssapi_client", 1),
    ("mysql_old_password", 0), ("", 0),
  ])
  func proof(_ plugin: String, _ count: Int) {
    let switched = Self.handshake(number: 0) + Self.authSwitch(plugin) + Self.refusal
    let first = Self.packet(1, Self.login([1, 0x82, 8, 0], "caching_sha2_password\0"))
    let proof = Self.packet(3, [UInt8](repeating: 0, count: count))
    let sent = AnswerCase(Self.target, switched, "").sent
    #expect(sent.bytes == first + proof)
    #expect(sent.farewell.isEmpty)
  }

  @Test func proofInTwoSteps() {
    let salt = Self.packet(4, [UInt8(ascii: "P"), 0] + [UInt8](repeating: 1, count: 16))
    let answer = Self.handshake() + Self.authSwitch("parsec") + salt + Self.refusal
    let sent = AnswerCase(Self.target, answer, "").sent.bytes
    let proofs = Self.packet(3, []) + Self.packet(5, [UInt8](repeating: 0, count: 96))
    #expect(sent.suffix(proofs.count) == proofs[...])
  }

  @Test func withoutPlugins() {
    let sent = AnswerCase(Self.target, Self.handshake(plugin: nil) + Self.ok, "").sent
    #expect(sent.bytes == Self.packet(1, Self.login([1, 0x82, 0, 0], "")))
    // COM_QUIT, since a session has begun.
    #expect(sent.farewell == [1, 0, 0, 0, 1])
  }

  @Test func endless() {
    expectEnd(of: Self.target, [], [0], #"response: not MySQL: '\x00\x00\x00\x00\x00'"#)
    let login = "response: a login without an end"
    for more in [Self.packet(2, [1]), Self.authSwitch("client_ed25519"), Self.packet(9, [7, 7])] {
      expectEnd(of: Self.target, Self.handshake(), more, login)
    }
  }
}
