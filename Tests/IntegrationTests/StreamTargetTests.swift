import Harness
import Testing

/// `tcp` and `unix` targets that talk.
@Suite struct StreamTargetTests {
  static let talks: [(options: [String], script: [Step], received: String)] = [
    (["--send", "PING\\r\\n"], [.receive(6), .hold], "PING\r\n"),
    (["--send=\\x00\\xfF\\0\\\\\\t"], [.receive(5), .hold], "\0\u{fffd}\0\\\t"),
    (["--expect", "220 "], [.send("220 mail\r\n"), .hold], ""),
    (["--expect", "220 "], [.send("220 mail\r\n", by: 1), .hold], ""),
    (["--send=PING\\r\\n", "-e", "+PONG"], [.receive(6), .send("+PONG\r\n")], "PING\r\n"),
    (["-e", "aab"], [.send("aaaaab", by: 1), .hold], ""),
    (["-e\\x00\\n"], [.sendBytes([1, 0, 10]), .close], ""),
  ]

  @Test(arguments: talks, [Family.ipv4, .unix])
  func healthy(_ talk: (options: [String], script: [Step], received: String), _ family: Family)
    throws
  {
    let server = try Server(family, talk.script)
    let run = try probe(arguments: talk.options + [server.streamURL])
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy \(server.streamURL): "))
    #expect(server.finish() == [talk.received])
  }

  static let failures: [(options: [String], script: [Step], reason: String)] = [
    (["-e", "+PONG"], [.send("-ERR\r\n"), .close], "expect: '+PONG' not in the 6 bytes"),
    (["-e", "+PONG"], [.close], "receive: "),
    (["-e", "x", "--send", "y"], [.receive(1), .reset], "receive: connection reset by peer"),
    (["-e", "x"], [.hold], "receive: timed out after "),
    (["-e", "x"], [.send("abc"), .hold], "receive: timed out after "),
    (["-e", "x"], [.repeating(String(repeating: "abc", count: 1000))], "expect: "),
  ]

  @Test(arguments: failures)
  func unhealthy(_ options: [String], _ script: [Step], _ reason: String) throws {
    let server = try Server(.ipv4, script)
    let run = try probe(arguments: options + ["-t1s", server.streamURL])
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("unhealthy \(server.streamURL): \(reason)"))
  }

  @Test func textBeyondTheBoundIsNotFound() throws {
    let server = try Server(
      .ipv4, [.send(String(repeating: "x", count: 64 << 10) + "late"), .hold])
    let run = try probe(server.streamURL, "-e", "late")
    #expect(run.status == 1)
    #expect(run.err.contains(": expect: 'late' not in the 65536 bytes"))
  }

  @Test func textInsideTheBoundIsFound() throws {
    let server = try Server(.ipv4, [.send(String(repeating: "x", count: 65532) + "late"), .hold])
    #expect(try probe(server.streamURL, "-e", "late").status == 0)
  }
}

extension Server {
  /// A `tcp` or `unix` target of the server.
  var streamURL: String { path.isEmpty ? "tcp://\(address)" : "unix://\(path)" }
}
