import Harness
import Testing

/// Variables in arguments, which no shell puts in.
@Suite struct ExpansionTests {
  static let rows: [(text: String, asked: String)] = [
    ("${A}", "one"), ("x${A}y", "xoney"), ("${A}${B}", "onetwo"), ("${A:-other}", "one"),
    ("${A-other}", "one"), ("${NONE:-other}", "other"), ("${NONE-other}", "other"),
    ("${EMPTY:-other}", "other"), ("${EMPTY-other}", ""), ("${EMPTY}", ""), ("${NONE:-}", ""),
    ("${NONE-}", ""), ("$${A}", "${A}"), ("$$${A}", "$${A}"), ("$A", "$A"), ("$$", "$$"),
    ("$", "$"), ("$(A)", "$(A)"), ("{A}", "{A}"), ("~*!", "~*!"), ("${NONE:-a-b:c}", "a-b:c"),
    ("${A:-$x{}", "one"), ("${NONE:-$x{}", "$x{"),
    ("${_x1}", "under"), ("${REF}", "${A}"),
  ]

  static let environment = [
    "A": "one", "B": "two", "EMPTY": "", "_x1": "under", "REF": "${A}", "AB": "wrong",
  ]

  @Test(arguments: rows)
  func inTarget(_ text: String, _ asked: String) throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(server.url("/\(text)"), environment: Self.environment)
    #expect(run.status == 0)
    #expect(Request(server.finish()[0]).line == "GET /\(asked) HTTP/1.1")
  }

  @Test func inOptions() throws {
    let server = try Server(.ipv4, .answer(status: "202 Accepted", body: "pong"))
    let run = try probe(
      "${FLAG}", "--status=${S}", "-e${E}", "-H", "X-Token: ${T}", "http://${HOST}/",
      environment: ["FLAG": "-q", "S": "202", "E": "pong", "T": "t0", "HOST": server.address])
    #expect(run.status == 0)
    #expect(run.all == "")
    #expect(Request(server.finish()[0]).values("x-token") == ["t0"])
  }

  @Test func onceForEachArgument() throws {
    // A value is never split, and never expanded again.
    let server = try Server(.ipv4, .ok)
    let run = try probe(server.url(), "-H", "X: ${V}", environment: ["V": "a ${W} b", "W": "w"])
    #expect(run.status == 0)
    #expect(Request(server.finish()[0]).values("x") == ["a ${W} b"])
  }

  /// Values that would be syntax, had the user written them.
  static let values = ["7\nHost: evil", "7\r\nX-Evil: 1", "7\n\nGET / HTTP/1.1\n"]

  @Test(arguments: values)
  func lineBreakAddsNoHeader(_ value: String) throws {
    let server = try Server(.ipv4, .ok)
    for run in [
      try probe(server.url(), "-H", "X-Id: ${ID}", environment: ["ID": value]),
      try probe(server.url(), environment: ["HEALTHPROBE_HEADER": "X-Id: ${ID}", "ID": value]),
      try probe(
        server.url(), environment: ["HEALTHPROBE_HEADER": "X-A: 1\nX-Id: ${ID}", "ID": value]),
    ] {
      #expect(run.status == 1)
      #expect(run.err.contains("malformed value; wanted 'NAME: VALUE' without control bytes"))
      #expect(!run.err.contains("evil") && !run.err.contains("Evil"))
    }
    #expect(server.finish().isEmpty)
  }

  @Test(arguments: ["HEALTHPROBE_EXPECT", "HEALTHPROBE_SEND"])
  func lineBreakAddsNoText(_ name: String) throws {
    let server = try Server(.ipv4, [.receive(name == "HEALTHPROBE_SEND" ? 3 : 1), .send("a\nb")])
    var environment = ["HEALTHPROBE_SEND": "x", "HEALTHPROBE_EXPECT": "a", "V": "a\nb"]
    environment[name] = "${V}"
    let run = try probe("tcp://\(server.address)", environment: environment)
    #expect(run.status == 0)
    #expect(server.finish() == [name == "HEALTHPROBE_SEND" ? "a\nb" : "x"])
  }

  @Test(arguments: [" ", "\t", "\n", " :1/ "])
  func whiteSpaceAddsNoTarget(_ space: String) throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(
      "--any",
      environment: [
        "HEALTHPROBE_TARGET": "\(server.url()) \(server.url("/${P}"))", "P": "a\(space)b",
      ])
    #expect(run.status == 1)
    #expect(run.err.contains("space or control byte"))
    #expect(server.finish().isEmpty)
  }

  @Test func backslashOfAVariableIsPlain() throws {
    let server = try Server(.ipv4, [.receive(8), .send(#"p\x"#)])
    let run = try probe(
      "tcp://\(server.address)", #"--send=a${P}\t${N:-\n}b"#, "-e", "${Q}",
      environment: ["P": #"p\r\"#, "Q": #"p\x"#])
    #expect(run.status == 0, "\(run)")
    #expect(server.finish() == ["ap\\r\\\t\nb"])
  }

  @Test(arguments: [
    ("HEALTHPROBE_HEADER", "X: ${A"), ("HEALTHPROBE_USER", "u:${A%b}"),
    ("HEALTHPROBE_TIMEOUT", "${A:-${B:-1s}}"), ("HEALTHPROBE_QUIET", "${A"),
    ("HEALTHPROBE_EXPECT", "a\n${"), ("HEALTHPROBE_METHOD", "${NONE}"),
    ("HEALTHPROBE_HEADER", "X: ${NONE}"),
  ])
  func errorNamesTheTwin(_ name: String, _ value: String) throws {
    let run = try probe(environment: [name: value, "A": "a"])
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("healthprobe: \(name): "))
    #expect(run.err.contains("${") || run.err.contains("'NONE' is not set"))
  }

  @Test func errorNamesTheVariableOfTargets() throws {
    let run = try probe(environment: ["HEALTHPROBE_TARGET": "a b/${A"])
    #expect(run.err.hasPrefix("healthprobe: HEALTHPROBE_TARGET: malformed ${; wanted ${NAME}"))
  }

  @Test func inTwins() throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(
      server.url(),
      environment: ["HEALTHPROBE_METHOD": "${M:-POST}", "HEALTHPROBE_STATUS": "${S}", "S": "200"])
    #expect(run.status == 0)
    #expect(Request(server.finish()[0]).line.hasPrefix("POST "))
    let failed = try probe(server.url(), environment: ["HEALTHPROBE_STATUS": "${NONE}"])
    #expect(failed.status == 1)
    #expect(failed.err.contains("'NONE'"))
  }
}
