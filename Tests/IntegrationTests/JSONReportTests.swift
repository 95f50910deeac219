import Glibc
import Harness
import Testing

/// `--json`: one object a target on standard output, of the repository's schema.
@Suite struct JSONReportTests {
  /// What is checked, and what its object says beside what depends on the moment.
  struct Row: Sendable, CustomTestStringConvertible {
    var options: [String] = []
    /// What stands before the address of the server, and behind it.
    var target = ("http://", "/health")
    var script = [Step].ok
    var healthy = false
    var phase: String?
    var reason: String
    var status: Int?
    var attempts = 1

    var testDescription: String { "\(phase ?? "healthy") \(reason.prefix(40))" }
  }

  static let rows: [Row] = [
    Row(healthy: true, reason: "200 OK", status: 200),
    Row(target: ("tcp://", ""), script: [.hold], healthy: true, reason: "connected"),
    Row(
      target: ("http://", "/a%22b%5C%0a\u{e9}?q=\"\\"), healthy: true, reason: "200 OK",
      status: 200),
    Row(target: ("http://u:hunter2@", "/"), healthy: true, reason: "200 OK", status: 200),
    Row(
      target: ("http://", "/" + String(repeating: "x\"", count: 20_000)), healthy: true,
      reason: "200 OK", status: 200),
    Row(
      script: .answer("HTTP/1.1 200 \"\\\t\u{e9}\u{1b}[31m\r\nContent-Length: 0\r\n\r\n"),
      healthy: true, reason: #"200 \"\\\\x09\\xC3\\xA9\\x1B[31m"#, status: 200),
    Row(
      script: .answer(status: "200 " + String(repeating: "\"", count: 5000)), healthy: true,
      reason: "200 \\\"\\\"", status: 200),
    Row(
      options: ["--show-body"], script: .answer(status: "500 No", body: "a\"b\\c\n\u{1b}\u{e9}\0"),
      phase: "status", reason: #"500, wanted 200-399; body: 'a\"b\\c\\x0A\\x1B\\xC3\\xA9\\x00'"#,
      status: 500),
    Row(
      options: ["-e", #"x"\\\x00"#], phase: "expect",
      reason: #"'x\"\\\\x00' not in the 2 bytes of the body read"#, status: 200),
    Row(
      options: ["-r2", "-i1ms"], script: .answer(status: "503 No"), phase: "status",
      reason: "503, wanted 200-399", status: 503, attempts: 3),
    Row(
      script: .answer("SSH-2.0-\"\\\u{7f}\r\n\r\n"), phase: "response", reason: ""),
    Row(script: [.receiveHead, .close], phase: "receive", reason: "connection closed without"),
    Row(options: ["-t200ms"], script: [.hold], phase: "receive", reason: "timed out after 2"),
    Row(
      options: ["-t5s"], target: ("https://", "/"), script: .answer("HTTP/1.1 400 No\r\n\r\n"),
      phase: "tls", reason: ""),
    Row(options: ["--invert"], reason: "200 OK", status: 200),
    Row(
      options: ["--invert"], script: .answer(status: "500 No"), healthy: true, phase: "status",
      reason: "500, wanted 200-399", status: 500),
  ]

  private func arguments(_ row: Row, _ address: String) -> [String] {
    row.options + ["--json", row.target.0 + address + row.target.1]
  }

  @Test(arguments: rows)
  func says(_ row: Row) throws {
    let server = try Server(.ipv4, row.script)
    let run = try probe(arguments: arguments(row, server.address))
    #expect(run.end == .exited(row.healthy ? 0 : 1))
    #expect(run.err == "")
    #expect(run.out.split(separator: "\n").count == 1)
    #expect(run.out.hasPrefix("{\"target\":\""))
    let phase = row.phase.map { "\"\($0)\"" } ?? "null"
    #expect(
      run.out.contains(
        "\",\"healthy\":\(row.healthy),\"phase\":\(phase),\"reason\":\"\(row.reason)"),
      "\(run)")
    let status = row.status.map(String.init) ?? "null"
    #expect(
      run.out.contains(",\"status\":\(status),\"address\":\"\(server.address)\",\"milliseconds\":{")
    )
    #expect(run.out.hasSuffix("},\"attempts\":\(row.attempts)}\n"))
    #expect(!run.out.contains("hunter2"))
  }

  /// Each line there is, judged by one process.
  @Test(.needs("Python's jsonschema", isThere: VerdictSchema.isAvailable))
  func isOfTheSchema() throws {
    var lines: [UInt8] = []
    var count = 0
    func add(_ run: Run, _ more: Int = 1) {
      #expect(run.err == "", "\(run)")
      lines += run.output
      count += more
    }
    for row in Self.rows {
      let server = try Server(.ipv4, row.script)
      add(try probe(arguments: arguments(row, server.address)))
    }
    let (good, socket) = (try Server(.ipv4, .ok), try Server(.unix, .answer(status: "404 \"\\")))
    let (refused, hole) = (try Place(.ipv4), try Blackhole(.ipv4))
    for target in [
      good.url(), socket.url(), socket.streamURL, refused.url(), "http://\(hole.address)/",
      "http://name.invalid/", "file:///a%22%5c%0A\u{e9}", "pid:///etc/passwd", "file:///",
      "udp://\(refused.address)", "grpc://\(good.address)/\"", "redis://\(good.address)",
      "mysql://\(good.address)", "postgres://\(good.address)", "fastcgi://\(good.address)/\"\\",
      "http://localhost:\(refused.port)/",
    ] {
      add(try probe("--json", "-t300ms", target))
    }
    let interrupted = try Server(.ipv4, [.hold])
    add(
      try probe("--json", "-t20s", interrupted.url()) { child in
        try interrupted.waitForBytes()
        kill(child, SIGTERM)
      })
    add(try probe("--json", "--invert", refused.url(), "--next", "-t10s", good.url()), 2)
    add(try probe("--json", good.url(), limits: [.openFiles(3)]))
    let judgement = try VerdictSchema.judge(lines)
    #expect(judgement == "\(count) lines\n")
  }

  /// The schema refuses what is none of ours, so that agreeing with it means something.
  @Test(
    .needs("Python's jsonschema", isThere: VerdictSchema.isAvailable),
    arguments: [
      ("\"attempts\":1", "\"attempts\":0"), ("\"attempts\":1", "\"attempts\":1,\"x\":1"),
      ("\"status\":200", "\"status\":\"200\""), ("\"tls\":", "\"ssl\":"),
      ("\"phase\":null", "\"phase\":\"read\""), ("200 OK", "200\\nOK"), ("200 OK", "200\nOK"),
      ("\"healthy\":true", "\"healthy\":true,\"healthy\":true"), ("}}", "}"), ("\n", ""),
      ("\"total\":", "\"total\":-"),
    ])
  func schemaIsStrict(_ part: String, _ other: String) throws {
    let server = try Server(.ipv4, .ok)
    let line = try probe("--json", server.url()).out
    #expect(try VerdictSchema.judge(Array(line.utf8)) == "1 lines\n")
    // The braces of the times and of the whole stand apart.
    let wrong = part == "}}" ? String(line.dropLast(2)) + "\n" : line.replacing(part, with: other)
    #expect(wrong != line)
    #expect(try VerdictSchema.judge(Array(wrong.utf8)) != "1 lines\n", "\(wrong)")
  }

  @Test func severalInOrder() throws {
    let (good, bad) = (try Server(.ipv4, .ok), try Server(.ipv4, .answer(status: "500 No")))
    let slow = try Server(
      .ipv4, [.receiveHead, .pause(.milliseconds(100))] + [Step].ok.dropFirst())
    let targets = [slow.url(), bad.url(), good.url()]
    let run = try probe(arguments: ["--json", "-t10s"] + targets)
    #expect(run.end == .exited(1))
    #expect(run.err == "")
    // The result was certain before the slow one answered, unless this machine is slower.
    let lines = run.out.split(separator: "\n").map(String.init)
    let shown = targets.filter { target in
      lines.contains { $0.hasPrefix("{\"target\":\"\(target)\",") }
    }
    #expect(shown.count == lines.count)
    #expect(
      lines.map { line in targets.firstIndex { line.contains("\"\($0)\"") } ?? -1 }
        == shown.map { targets.firstIndex(of: $0) ?? -1 })
    #expect(shown.contains(bad.url()))
  }

  @Test func quietPassesOverHealthyOnes() throws {
    let (good, bad) = (try Server(.ipv4, .ok), try Server(.ipv4, .answer(status: "500 No")))
    let healthy = try probe("--json", "-q", good.url())
    #expect(healthy.end == .exited(0))
    #expect(healthy.all == "")
    let both = try probe("--json", "-q", good.url(), bad.url())
    #expect(both.end == .exited(1))
    #expect(both.out.hasPrefix("{\"target\":\"\(bad.url())\",\"healthy\":false,"))
    #expect(both.out.split(separator: "\n").count == 1)
    #expect(both.err == "")
  }

  @Test func anyEndsEarly() throws {
    let (good, silent) = (try Server(.ipv4, .ok), try Server(.ipv4, [.hold]))
    let run = try probe("--json", "--any", "-t20s", silent.url(), good.url())
    #expect(run.end == .exited(0))
    #expect(run.out.hasPrefix("{\"target\":\"\(good.url())\",\"healthy\":true,"))
    #expect(run.out.split(separator: "\n").count == 1)
    #expect(run.duration < .seconds(5))
  }

  @Test func attemptsStayOnStandardError() throws {
    let server = try Server(.ipv4, scripts: [.answer(status: "503 No"), .ok])
    let run = try probe("--json", "-v", "-r1", "-i1ms", server.url())
    #expect(run.end == .exited(0))
    #expect(run.err.split(separator: "\n").count == 2)
    #expect(run.err.hasPrefix("attempt 1 \(server.url()): status 503, wanted 200-399 ("))
    #expect(run.out.split(separator: "\n").count == 1)
    #expect(run.out.hasSuffix(",\"attempts\":2}\n"))
  }

  /// A time is that of its phase.
  @Test func times() throws {
    let server = try Server(
      .ipv4, [.receiveHead, .pause(.milliseconds(150))] + [Step].ok.dropFirst())
    let line = try probe("--json", "-t10s", server.url()).out
    let found = line.matches(of: /"(connect|receive|total)":([0-9]+)(\.[0-9]{1,3})?[,}]/)
    let times = found.map { Int($0.2) ?? -1 }
    #expect(found.map(\.1) == ["connect", "receive", "total"])
    guard times.count == 3 else { return }
    #expect(times[1] >= 140 && times[1] < 5000)
    #expect(times[2] >= times[1])
    #expect(times[0] < times[1])
  }

  /// What each connection of a redirect took counts, not only the last one.
  @Test func timesOfRedirects() throws {
    let slow: [Step] = [.receiveHead, .pause(.milliseconds(150))]
    let server = try Server(
      .ipv4, scripts: [slow + [Step].redirect(to: "/next").dropFirst(), .ok])
    let line = try probe("--json", "-t10s", server.url()).out
    let received = try #require(line.firstMatch(of: /"receive":([0-9]+)/))
    #expect((Int(received.1) ?? 0) >= 140, "\(line)")
  }

  @Test func usageErrorsStayLines() throws {
    let run = try probe("--json", "--timeout=soon")
    #expect(run.end == .exited(1))
    #expect(run.out == "")
    #expect(run.err.hasPrefix("healthprobe: --timeout: "))
  }

  @Test func whereNothingCanBePrinted() throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe("--json", server.url(), output: .closed)
    let lines = try probe(server.url(), output: .closed)
    #expect(run.end == lines.end)
  }
}
