import Oracles
import Testing
import Wire

/// What PostgreSQL, and what may stand before it, answers to the beginning of a session.
@Suite struct PostgreSQLTests {
  private static let target = "postgres://db"

  /// A message of a server: its kind, its length and what follows.
  private static func message(_ kind: Character, _ body: [UInt8], length: Int? = nil) -> [UInt8] {
    Array(kind.utf8) + bigEndian(length ?? body.count + 4) + body
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func authentication(_ kind: Int, _ rest: [UInt8] = []) -> [UInt8] {
    message("R", bigEndian(kind) + rest)
  }

  private static func error(_ fields: String..., kind: Character = "E") -> [UInt8] {
    message(kind, fields.flatMap { Array($0.utf8) + [0] } + [0])
  }

  private static func refusal(_ text: String) -> [UInt8] {
    error(
      "SFATAL", "VFATAL", "C57P03", "M\(text)", "Fpostmaster.c", "L2333", "RProcessStartupPacket")
  }

  private static func accepts(_ answer: [UInt8], _ seen: String) -> AnswerCase {
    AnswerCase(target, answer, "healthy: accepting connections, \(seen)")
  }

  private static func fails(_ answer: [UInt8], _ reason: String) -> AnswerCase {
    AnswerCase(target, answer, reason)
  }

  private static let noEncryption =
    "no pg_hba.conf entry for host \"10.0.0.9\", user \"postgres\", no encryption"

  static let cases: [AnswerCase] = [
    accepts(authentication(0), "no authentication asked"),
    accepts(authentication(2), "Kerberos authentication asked"),
    accepts(authentication(3), "password asked"),
    accepts(authentication(5, [1, 2, 3, 4]), "MD5 password asked"),
    accepts(authentication(7), "GSSAPI authentication asked"),
    accepts(authentication(9), "SSPI authentication asked"),
    accepts(
      authentication(10, Array("SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0".utf8)),
      "SCRAM-SHA-256-PLUS authentication asked"),
    accepts(authentication(10, Array("A\u{1b}".utf8)), #"A\x1B authentication asked"#),
    accepts(authentication(10), " authentication asked"),
    accepts(authentication(99), "authentication asked"),
    accepts(error("SWARNING", "C01000", "Mhello", kind: "N") + authentication(3), "password asked"),
    accepts(
      message("v", bigEndian(3 << 16) + bigEndian(0)) + authentication(3), "password asked"),
    accepts(
      error("SFATAL", "C28000", "M\(noEncryption)"), "answered 28000: \(noEncryption)"),
    accepts(
      error("SFATAL", "C53300", "Msorry, too many clients already"),
      "answered 53300: sorry, too many clients already"),
    accepts(error("C3D000"), "answered 3D000"),
    accepts(
      error("M" + String(repeating: "m", count: 29_000), "C28000"),
      "answered 28000: " + String(repeating: "m", count: 200) + "..."),

    fails(
      refusal("the database system is starting up"),
      "status 57P03: the database system is starting up"),
    fails(
      refusal("the database system is shutting down"),
      "status 57P03: the database system is shutting down"),
    fails(refusal("Datenbank f\u{e4}hrt hoch"), #"status 57P03: Datenbank f\xC3\xA4hrt hoch"#),
    fails(error("C57P03"), "status 57P03"),
    fails(
      error("SWARNING", "C57P03", "Mno error", kind: "N"),
      "receive: connection closed without an answer"),

    fails([], "receive: connection closed without an answer"),
    fails(Array("R".utf8), "receive: connection closed within an answer: 'R'"),
    fails(
      Array(authentication(3).dropLast()),
      #"receive: connection closed within an answer: 'R\x00\x00\x00\x08\x00\x00\x00'"#),
    fails([0x15, 3, 1], #"receive: connection closed within an answer: '\x15\x03\x01'"#),

    fails(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), "response: not PostgreSQL: 'HTTP/'"),
    fails(Array("-ERR unknown command\r\n".utf8), "response: not PostgreSQL: '-ERR '"),
    fails([0x15, 3, 1, 0, 2, 2, 70], #"response: not PostgreSQL: '\x15\x03\x01\x00\x02'"#),
    fails(
      Array("Ecould not fork new process for connection: Cannot allocate memory\n\0".utf8),
      "response: not PostgreSQL: 'Ecould not fork new process for connection: Cannot allocate memo"
        + "...'"),
    fails(Array("ERROR\r\n".utf8), #"response: not PostgreSQL: 'ERROR\x0D\x0A'"#),
    fails(error("Mno code"), #"response: not PostgreSQL: 'E\x00\x00\x00\x0EMno code\x00\x00'"#),
    fails(error("C5"), #"response: not PostgreSQL: 'E\x00\x00\x00\x08C5\x00\x00'"#),
    fails([0x45, 0, 0, 0xd5, 0xd5, 0xd5], #"response: not PostgreSQL: 'E\x00\x00\xD5\xD5'"#),
    // A connection to itself.
    fails([0, 0, 0, 42, 0, 3, 0, 0], #"response: not PostgreSQL: '\x00\x00\x00*\x00'"#),
  ]

  /// Lengths that no such message has.
  static let lies: [AnswerCase] = ["R", "N", "v"].flatMap { (kind: Character) -> [AnswerCase] in
    [0, 4, 7, 30_001, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff].map { length in
      let answer = message(kind, [0, 0, 0, 3], length: length)
      let shown = AnswerCase.shown(answer.prefix(5))
      return fails(answer, "response: not PostgreSQL: '\(shown)'")
    }
  }

  @Test(arguments: cases + lies)
  func answer(_ row: AnswerCase) {
    row.check()
    if row.answer.count < 2048 { row.checkPrefixes() }
  }

  @Test(arguments: [
    ("postgres://db", "user\0postgres\0"),
    ("postgresql://me@db", "user\0me\0"),
    ("postgres://m%20e:secret@db:1/my%2Fapp", "user\0m e\0database\0my/app\0"),
    ("postgres+unix://me:secret@%2Frun%2F.s.PGSQL.5432/app", "user\0me\0database\0app\0"),
    ("postgres://:secret@db/", "user\0postgres\0"),
  ])
  func startup(_ target: String, _ parameters: String) {
    let sent = AnswerCase(target, "", "").sent.bytes
    let body = Array((parameters + "application_name\0healthprobe\0\0").utf8)
    #expect(sent == Self.bigEndian(body.count + 8) + [0, 3, 0, 0] + body)
  }

  @Test func terminatesASession() {
    let begun = AnswerCase(Self.target, Self.authentication(0), "").sent
    #expect(begun.farewell == [UInt8(ascii: "X"), 0, 0, 0, 4])
    // There it would be taken for a malformed password, and logged.
    #expect(AnswerCase(Self.target, Self.authentication(3), "").sent.farewell.isEmpty)
  }

  @Test func endless() {
    let notice = Self.error("SWARNING", "C01000", "Mhello", kind: "N")
    expectEnd(of: Self.target, [], notice, "response: 65536 bytes and no answer")
    let line = "response: not PostgreSQL: '" + String(repeating: "E", count: 64) + "...'"
    expectEnd(of: Self.target, [], Array("E".utf8), line)
    let zeros = #"response: not PostgreSQL: '\x00\x00\x00\x00\x00'"#
    expectEnd(of: Self.target, [], [0], zeros)
  }
}
