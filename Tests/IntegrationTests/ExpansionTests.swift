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
    ("${_x1}", "under"), ("${NONE:-${A}", "${A"), ("${REF}", "${A}"),
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
