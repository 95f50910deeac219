import Harness
import Testing

/// Servers that say what no database says, or too much of it.
@Suite struct HostileDatabaseTests {
  private static let handshake: [UInt8] =
    [32, 0, 0, 0, 10, 0x38, 0] + [UInt8](repeating: 0, count: 29)

  /// What comes first, and what then comes again and again.
  static let endless: [(scheme: String, first: [UInt8], again: [UInt8], reason: String)] = [
    ("redis", [], Array("x".utf8), "response: not Redis: 'xxx"),
    ("redis", [], Array("-x ".utf8), "status x -x "),
    ("postgres", [], [0x4e, 0, 0, 0, 8, 0, 0, 0, 0], "response: 65536 bytes and no answer"),
    ("postgres", [0x45, 0, 0, 0x75, 0x30], [0x41], "response: not PostgreSQL: 'E"),
    ("mysql", handshake, [1, 0, 0, 2, 1], "response: a login without an end"),
    ("mysql", [0, 32, 0, 0, 10], [0x41], "response: not MySQL: '"),
  ]

  @Test(arguments: endless)
  func neverEnds(
    _ row: (scheme: String, first: [UInt8], again: [UInt8], reason: String)
  ) throws {
    let again = Array(repeating: row.again, count: 100).flatMap { $0 }
    let script = [Step.sendBytes(row.first), .sendEndlessly(again, pause: .zero)]
    let server = try Server(.ipv4, script)
    let target = "\(row.scheme)://\(server.address)"
    let run = try probe(target, "-t10s", limits: [.addressSpace(4 << 20)])
    #expect(run.isUnhealthy(target, row.reason), "\(run)")
    #expect(run.duration < .seconds(5))
  }

  @Test(arguments: endless)
  func dripped(
    _ row: (scheme: String, first: [UInt8], again: [UInt8], reason: String)
  ) throws {
    let script = [
      Step.sendBytes(row.first), .sendEndlessly([row.again[0]], pause: .milliseconds(50)),
    ]
    let server = try Server(.ipv4, script)
    let run = try probe("\(row.scheme)://\(server.address)", "-t400ms")
    #expect(run.status == 1)
    #expect(run.err.contains(": receive: timed out after ") || run.err.contains(": response: "))
    #expect(run.duration < .seconds(2))
  }

  @Test(arguments: ["redis", "postgres", "mysql"])
  func otherProtocols(_ scheme: String) throws {
    for answer in ["HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "220 mail\r\n"] {
      let server = try Server(.ipv4, [.send(answer), .hold])
      let target = "\(scheme)://\(server.address)"
      let run = try probe(target, "-t10s")
      #expect(run.isUnhealthy(target, "response: not "), "\(run)")
      #expect(run.err.contains(": '\(answer.prefix(5))"), "\(run)")
      #expect(run.duration < .seconds(5))
    }
  }

  @Test(arguments: ["redis", "postgres", "mysql"], [Step.close, .reset])
  func end(_ scheme: String, _ step: Step) throws {
    let server = try Server(.ipv4, [step])
    let run = try probe("\(scheme)://\(server.address)", "-t10s")
    #expect(run.status == 1)
    #expect(
      try Regex("(connect|send|receive): (connection (closed|reset)|broken pipe)")
        .firstMatch(in: run.err) != nil, "\(run)")
  }

  /// A password reaches no line, and only Redis.
  @Test(arguments: [
    "redis://:secret@db/0", "redis://secret@db", "postgres://me:secret@db?a",
    "mysql://me:secret@db",
    "postgres://me%00secret@db", "postgres://me:secret@db/a%00b", "postgres://me:secret%2@db",
  ])
  func usage(_ target: String) throws {
    let run = try probe(target)
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("healthprobe: target '"), "\(run)")
    #expect(!run.all.contains("secret"), "\(run)")
  }

  @Test func secrets() throws {
    for (scheme, isSent) in [("redis", true), ("postgres", false)] {
      let server = try Server(.ipv4, [.receive(1), .hold])
      let run = try probe("\(scheme)://me:secret@\(server.address)", "-v", "-t300ms")
      #expect(run.status == 1)
      #expect(!run.all.contains("secret"), "\(run)")
      #expect(server.finish()[0].contains("secret") == isSent)
    }
  }
}
