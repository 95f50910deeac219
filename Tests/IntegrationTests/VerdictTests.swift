import Harness
import Testing

/// What is healthy and what is not, and the one line that says so.
@Suite struct VerdictTests {
  @Test func healthyLine() throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(server.url())
    #expect(run.status == 0)
    let address = server.address
    let line = try #require(run.out.wholeMatch(of: /(.*: 200 OK) \((.*), [0-9]+\.[0-9] ms\)\n/))
    #expect(line.1 == "healthy http://\(address)/health: 200 OK")
    #expect(line.2 == address)
    #expect(run.err == "")
  }

  @Test func unhealthyLine() throws {
    let server = try Server(.ipv4, .answer(status: "503 Service Unavailable"))
    let run = try probe(server.url())
    #expect(run.status == 1)
    let line = try #require(run.err.wholeMatch(of: /(.*) \((.*), [0-9]+\.[0-9] ms\)\n/))
    #expect(line.1 == "unhealthy \(server.url()): status 503, wanted 200-399")
    #expect(line.2 == server.address)
    #expect(run.out == "")
  }

  static let statuses: [(list: String?, status: Int, isHealthy: Bool)] = [
    (nil, 200, true), (nil, 204, true), (nil, 299, true), (nil, 300, true), (nil, 399, true),
    (nil, 400, false), (nil, 401, false), (nil, 404, false), (nil, 500, false), (nil, 599, false),
    ("200", 200, true), ("200", 201, false), ("200-299", 299, true), ("200-299", 300, false),
    ("200-399,401", 401, true), ("200-399,401", 400, false), ("401,200-399", 399, true),
    ("503", 503, true), ("503", 200, false), ("100-599", 599, true), ("200,200", 200, true),
    ("299-299,200-201", 299, true), ("299-299,200-201", 202, false),
  ]

  @Test(arguments: statuses)
  func status(_ list: String?, _ status: Int, _ isHealthy: Bool) throws {
    let server = try Server(.ipv4, .answer("HTTP/1.1 \(status) X\r\nContent-Length: 0\r\n\r\n"))
    let run = try probe(arguments: (list.map { ["--status", $0] } ?? []) + [server.url()])
    #expect(run.status == (isHealthy ? 0 : 1))
    if isHealthy {
      #expect(run.out.contains(": \(status) X ("))
    } else {
      let hint = status == 400 ? "; if the port speaks TLS, https:// checks it" : ""
      #expect(run.err.contains(": status \(status), wanted \(list ?? "200-399")\(hint) ("))
    }
  }

  @Test(arguments: [
    ("Content-Length: 8\r\n\r\nall good", "all good"), ("\r\nall good", "l g"),
    ("Transfer-Encoding: chunked\r\n\r\n3\r\nall\r\n5\r\n good\r\n0\r\n\r\n", "all good"),
    ("Content-Length: 3\r\n\r\n\0\r\n", #"\0\r\n"#), ("\r\naaab", "aab"),
    ("Content-Length: 3\r\n\r\na\\b", #"a\\b"#), ("\r\n\t\u{e9}", #"\t\xC3\xa9"#),
  ])
  func expectedText(_ rest: String, _ text: String) throws {
    let server = try Server(.ipv4, .answer("HTTP/1.1 200 OK\r\n\(rest)"))
    #expect(try probe(server.url(), "--expect", text).status == 0)
  }

  /// Work of our own on a body or a list that is made to cost: the deadline can't interrupt it.
  @Test func searchIsLinear() throws {
    let body = String(repeating: "a", count: 64 << 10)
    let server = try Server(.ipv4, .answer(status: "200 OK", body: body))
    let text = String(repeating: "a", count: 1000)
    let targets = (0..<20).map { server.url("/\($0)") }
    let found = try probe(arguments: ["-t20s", "-e", text] + targets)
    #expect(found.status == 0)
    #expect(found.duration < .seconds(3))
    let missing = try probe(arguments: ["-t20s", "--any", "-e", "\(text)b"] + targets)
    #expect(missing.status == 1)
    #expect(missing.err.split(separator: "\n").count == 20)
    #expect(missing.err.split(separator: "\n").allSatisfy { $0.contains(": expect: 'aaa") })
    #expect(missing.duration < .seconds(3))
  }

  @Test func longListOfStatuses() throws {
    let list = Array(repeating: "200", count: 30_000).joined(separator: ",")
    let server = try Server(.ipv4, scripts: [.ok, .answer(status: "503 Busy")])
    let healthy = try probe(server.url(), "-s", list)
    #expect(healthy.status == 0)
    let unhealthy = try probe(server.url(), "-s", list)
    #expect(unhealthy.err.contains(": status 503, wanted \(list.prefix(64))... ("))
    #expect(healthy.duration + unhealthy.duration < .seconds(1))
  }

  @Test func missingText() throws {
    let server = try Server(.ipv4, .answer(status: "200 OK", headers: "X: good\r\n", body: "bad"))
    let run = try probe(server.url(), "-e", "good")
    #expect(run.status == 1)
    #expect(run.err.contains(": expect: "))
    #expect(run.err.contains("'good'"))
  }

  @Test func statusComesBeforeText() throws {
    let server = try Server(.ipv4, .answer(status: "500 Oops", body: "good"))
    #expect(try probe(server.url(), "-e", "good").err.contains(": status 500, wanted 200-399 ("))
  }

  static let failures: [(script: [Step], reason: String)] = [
    ([.receiveHead, .close], "receive: "), ([.receiveHead, .reset], "receive: "),
    ([.receiveHead, .send("HTTP/1.1 200 OK\r\nX"), .close], "receive: "),
    (.answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"), "receive: "),
    (.answer("SSH-2.0-OpenSSH\r\n"), "response: "), (.answer("<html>hello\r\n\r\n"), "response: "),
    (.answer("HTTP/2.0 200 OK\r\n\r\n"), "response: "),
    (.answer("HTTP/1.1 099 Low\r\n\r\n"), "response: "),
    (.answer("HTTP/1.1 600 High\r\n\r\n"), "response: "),
    (.answer("HTTP/1.1 101 Switching Protocols\r\n\r\n"), "response: "),
    (.answer("HTTP/1.1 200 OK\r\nNo colon\r\n\r\n"), "response: "),
    (.answer("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), "response: "),
    (.answer("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nok"), "response: "),
    (.answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "response: "),
    ([.receiveHead, .hold], "receive: timed out after "),
    ([.hold], "receive: timed out after "),
  ]

  @Test(arguments: failures)
  func failure(_ script: [Step], _ reason: String) throws {
    let server = try Server(.ipv4, script)
    let run = try probe(server.url(), "-t1s")
    #expect(run.status == 1)
    #expect(run.out == "")
    #expect(run.err.hasPrefix("unhealthy \(server.url()): \(reason)"))
    #expect(run.err.hasSuffix(")\n"))
    #expect(run.err.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
    "HTTP/1.0 200 OK\r\n\r\nuntil close", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
  ])
  func healthyResponse(_ response: String) throws {
    let server = try Server(.ipv4, .answer(response))
    #expect(try probe(server.url()).status == 0)
    let slow = try Server(.ipv4, [.receiveHead, .send(response, by: 1)])
    #expect(try probe(slow.url()).status == 0)
  }

  @Test func responseToHeadHasNoBody() throws {
    let script: [Step] = [
      .receiveHead, .send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), .hold,
    ]
    let server = try Server(.ipv4, script)
    #expect(try probe(server.url(), "-XHEAD").status == 0)
  }

  /// So many bytes of a longer body, and then the end of the connection.
  @Test(arguments: [
    ("Content-Length: 999999", 65536, 0), ("Content-Length: 999999", 65000, 1),
    ("Content-Length: 65000", 65000, 0), ("Content-Length: 65536", 65535, 1),
    ("Transfer-Encoding: chunked", 70000, 0), ("Transfer-Encoding: chunked", 60000, 1),
    ("X: until close", 10, 0), ("X: until close", 200_000, 0),
  ])
  func bodyCutShort(_ header: String, _ count: Int, _ status: Int32) throws {
    let start = header.contains("chunked") ? "FFFFF\r\n" : ""
    let body = String(repeating: "x", count: count)
    let server = try Server(.ipv4, .answer("HTTP/1.1 200 OK\r\n\(header)\r\n\r\n\(start)\(body)"))
    let run = try probe(server.url())
    #expect(run.status == status)
    if status == 1 { #expect(run.err.contains(": receive: ")) }
  }

  @Test(arguments: [(16 << 10, 0), (60 << 10, 0), (66 << 10, 1)])
  func longHead(_ count: Int, _ status: Int32) throws {
    let lines = String(
      repeating: "X-Filler: \(String(repeating: "x", count: 52))\r\n", count: count / 64)
    let server = try Server(.ipv4, .answer(status: "200 OK", headers: lines))
    let run = try probe(server.url())
    #expect(run.status == status)
    if status == 1 { #expect(run.err.contains(": response: ")) }
  }

  @Test func quiet() throws {
    let (good, bad) = (try Server(.ipv4, .ok), try Place(.ipv4))
    let healthy = try probe(good.url(), "-q")
    #expect(healthy.status == 0)
    #expect(healthy.all == "")
    let unhealthy = try probe("tcp://\(bad.address)", "--quiet")
    #expect(unhealthy.status == 1)
    #expect(unhealthy.err.hasPrefix("unhealthy tcp://"))
  }

  @Test func verbose() throws {
    let server = try Server(.ipv4, scripts: [.answer(status: "503 Busy"), .ok])
    let run = try probe(server.url(), "-v", "--retries=1", "--interval=1ms")
    #expect(run.status == 0)
    #expect(run.out.split(separator: "\n").count == 1)
    let attempts = run.err.split(separator: "\n")
    #expect(attempts.count == 2)
    for phase in ["resolve", "connect", "send", "receive"] {
      #expect(attempts.allSatisfy { $0.contains("\(phase) ") })
    }
    #expect(attempts.first?.contains("503") == true)
    #expect(attempts.last?.contains("200") == true)
  }
}
