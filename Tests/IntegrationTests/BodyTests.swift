import Glibc
import Harness
import Testing

/// The bodies of requests, `--data`, and those of responses in lines, `--show-body`.
@Suite struct BodyTests {
  private func request(_ arguments: String..., environment: [String: String] = [:]) throws
    -> Request
  {
    let server = try Server(
      .ipv4, .okToBody)
    let run = try probe(arguments: arguments + [server.url()], environment: environment)
    #expect(run.end == .exited(0), "\(run)")
    return Request(try #require(server.finish().first))
  }

  static let requests: [(options: [String], method: String, type: [String], body: String)] = [
    (["-d", "a=1"], "POST", ["application/x-www-form-urlencoded"], "a=1"),
    (["--data=a\nb\r\n"], "POST", ["application/x-www-form-urlencoded"], "a\nb\r\n"),
    (["-d", ""], "POST", ["application/x-www-form-urlencoded"], ""),
    (["-da", "-db"], "POST", ["application/x-www-form-urlencoded"], "b"),
    (["-d", "\u{e9}"], "POST", ["application/x-www-form-urlencoded"], "\u{e9}"),
    (["-XPUT", "-dx"], "PUT", ["application/x-www-form-urlencoded"], "x"),
    (["-dx", "-XGET"], "GET", ["application/x-www-form-urlencoded"], "x"),
    (["-dx", "-Hcontent-type: a/b"], "POST", ["a/b"], "x"),
    (["-dx", "-HContent-Type:"], "POST", [], "x"),
  ]

  @Test(arguments: requests)
  func sent(_ options: [String], _ method: String, _ type: [String], _ body: String) throws {
    let server = try Server(
      .ipv4, .okToBody)
    let run = try probe(arguments: options + [server.url()])
    #expect(run.end == .exited(0), "\(run)")
    let request = Request(try #require(server.finish().first))
    #expect(request.line == "\(method) /health HTTP/1.1")
    #expect(request.values("content-type") == type)
    #expect(request.values("content-length") == ["\(body.utf8.count)"])
    #expect(request.rest == body)
  }

  @Test func twin() throws {
    let sent = try request(environment: ["HEALTHPROBE_DATA": "a\nb"])
    #expect(sent.line.hasPrefix("POST ") && sent.rest == "a\nb")
    #expect(try request(environment: ["HEALTHPROBE_DATA": ""]).line.hasPrefix("GET "))
    // What a variable holds is a value, were it to begin with an @.
    #expect(try request("-d${V}", environment: ["V": "@x"]).rest == "@x")
  }

  @Test(arguments: [
    ("one", "one"), ("one\n", "one"), ("one\r\ntwo\n\n", "one\r\ntwo\n"), ("", ""),
    ("{\n  \"a\": \"\\u00e9 \u{e9}\"\n}\n", "{\n  \"a\": \"\\u00e9 \u{e9}\"\n}"),
    (String(repeating: "0123456789", count: 3000), String(repeating: "0123456789", count: 3000)),
  ])
  func ofFile(_ contents: String, _ body: String) throws {
    let folder = try TemporaryFolder()
    let sent = try request("-d", "@\(try folder.file("body", contents))")
    #expect(sent.rest == body)
    #expect(sent.values("content-length") == ["\(body.utf8.count)"])
  }

  @Test(
    .needs("curl", isThere: Curl.isInstalled),
    arguments: ["a=1", "", "a b&c=d\u{e9}", "line\nbreak"])
  func asCurlSendsIt(_ body: String) throws {
    let server = try Server(
      .ipv4, .okToBody)
    #expect(try probe("-d", body, server.url()).status == 0)
    let curl = try Daemon.tool("curl", "-s", "--noproxy", "*", "-d", body, server.url())
    #expect(curl.status == 0)
    let requests = server.finish().map(Request.init)
    #expect(requests.count == 2)
    guard requests.count == 2 else { return }
    #expect(requests[0].line == requests[1].line)
    #expect(requests[0].rest == requests[1].rest)
    for name in ["content-type", "content-length"] {
      #expect(requests[0].values(name) == requests[1].values(name))
    }
  }

  @Test(arguments: [
    ("301", "GET", ""), ("302", "GET", ""), ("303", "GET", ""), ("307", "POST", "s3cr3t"),
    ("308", "POST", "s3cr3t"),
  ])
  func redirect(_ status: String, _ method: String, _ body: String) throws {
    let redirect = [Step].toBody(.redirect(to: "/next", status: "\(status) Moved"))
    let server = try Server(
      .ipv4,
      scripts: [redirect, .okToBody])
    let run = try probe("-ds3cr3t", "-HContent-Type: a/b", "-HContent-Language: x", server.url())
    #expect(run.end == .exited(0), "\(run)")
    let request = Request(try #require(server.finish().last))
    #expect(request.line == "\(method) /next HTTP/1.1")
    #expect(request.rest == body)
    #expect(request.values("content-type") == (body.isEmpty ? [] : ["a/b"]))
    #expect(request.values("content-language") == (body.isEmpty ? [] : ["x"]))
    #expect(request.values("content-length") == (body.isEmpty ? [] : ["6"]))
  }

  @Test(arguments: ["301", "302", "303", "307", "308"], ["POST", "PUT", "HEAD"])
  func bodyNeverGoesToAnotherPort(_ status: String, _ method: String) throws {
    let other = try Server(
      .ipv4, .okToBody)
    let server = try Server(
      .ipv4, .toBody(.redirect(to: other.url("/other"), status: "\(status) Moved")))
    let run = try probe("-ds3cr3t", "-X", method, server.url(), "-v")
    #expect(run.end == .exited(0), "\(run)")
    #expect(!run.all.contains("s3cr3t"))
    let seen = other.finish()
    #expect(
      seen.allSatisfy { !$0.contains("s3cr3t") && $0.lowercased().contains("content-") == false })
    // What has no body left is followed.
    let isFollowed = status <= "303" && method != "HEAD"
    #expect(seen.count == (isFollowed ? 1 : 0), "\(run)")
    if !isFollowed { #expect(run.out.contains(", redirect not followed")) }
  }

  static let printed: [[String]] = [
    ["-ds3cr3t", "-v", "--json", "@"], ["-ds3cr3t", "--show-body", "-v", "@"],
    ["--data=s3cr3t", "tcp://a:1"], ["-d@/none/s3cr3t", "-t"], ["-ds3cr3t${NONE}", "@"],
    ["--data=s3cr3t${", "@"], ["--data:s3cr3t", "@"], ["--dta=s3cr3t", "@"], ["-e", "-ds3cr3t"],
    ["-e", "--data=s3cr3t", "@"], ["--data-raw=s3cr3t", "@"], ["--post-data=s3cr3t", "@"],
    ["-ds3cr3t", "--next", "@"], ["@", "--next", "-ds3cr3t"], ["-vds3cr3t", "-X", "a b", "@"],
  ]

  @Test(arguments: printed, [[Step].answer(status: "500 No"), [.receiveHead, .close]])
  func isNeverPrinted(_ arguments: [String], _ script: [Step]) throws {
    let server = try Server(.ipv4, script)
    let run = try probe(arguments: arguments.map { $0 == "@" ? server.url() : $0 })
    #expect(run.end == .exited(1))
    #expect(!run.all.isEmpty)
    #expect(!run.all.replacing("/none/s3cr3t", with: "").contains("s3cr3t"), "\(run)")
  }

  @Test(arguments: ["a\0b", "\u{feff}a"])
  func noText(_ contents: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("body", contents)
    let run = try probe("-d", "@\(file)", "http://127.0.0.1/")
    #expect(run.err.hasPrefix("healthprobe: -d: \(file)") || run.err.contains(file), "\(run)")
    #expect(run.end == .exited(1))
  }

  static let x300 = String(repeating: "x", count: 300)
  static let shown: [(options: [String], response: [Step], end: String)] = [
    ([], .answer(status: "503 No", body: "down"), "status 503, wanted 200-399; body: 'down' ("),
    ([], .answer(status: "503 No", body: ""), "status 503, wanted 200-399 ("),
    ([], .answer(status: "503 No", body: x300), "; body: '\(x300.prefix(200))...' ("),
    ([], .answer(status: "503 No", body: "\(x300.prefix(200))"), "; body: '\(x300.prefix(200))' ("),
    (
      [], .answer(status: "503 No", body: "\(x300.prefix(201))"),
      "; body: '\(x300.prefix(200))...' ("
    ),
    (
      [], .answer(status: "503 No", body: "a'\\\n\u{1b}[2J\0\u{e9}\u{7f}"),
      #"; body: 'a'\\x0A\x1B[2J\x00\xC3\xA9\x7F' ("#
    ),
    (
      [],
      .answer(
        "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3;x\r\ncde\r\n0\r\n\r\n"),
      "; body: 'abcde' ("
    ),
    ([], .answer("HTTP/1.0 500 No\r\n\r\nuntil close"), "; body: 'until close' ("),
    (["-e", "no"], .ok, "expect: 'no' not in the 2 bytes of the body read; body: 'ok' ("),
    (["-XHEAD"], .answer("HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\n"), "wanted 200-399 ("),
    ([], .answer(status: "204 None", body: ""), ""),
    (
      [], .answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"),
      "receive: connection closed within the body; body: 'short' ("
    ),
    (
      [], .answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzz\r\n"),
      "; body: 'ab' ("
    ),
    // What cuts the body short takes nothing from a status that is known.
    (
      [], .answer("HTTP/1.1 503 No\r\nContent-Length: 9\r\n\r\nshort"),
      "status 503, wanted 200-399; body: 'short' ("
    ),
    (
      [], .answer("HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzz\r\n"),
      "status 503, wanted 200-399; body: 'ab' ("
    ),
    (
      ["-t500ms"],
      [.receiveHead, .send("HTTP/1.1 503 No\r\nContent-Length: 9\r\n\r\npart"), .hold],
      "status 503, wanted 200-399; body: 'part' ("
    ),
    (
      ["-t500ms"], [.receiveHead, .send("HTTP/1.1 503 No\r\n\r\n"), .hold],
      "status 503, wanted 200-399 ("
    ),
    (
      ["-t500ms"],
      [.receiveHead, .send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart"), .hold],
      ", 4 bytes of an unfinished body received; body: 'part' ("
    ),
    (
      ["-t20s"], [.receiveHead, .send("HTTP/1.1 503 No\r\n\r\n"), .repeating("0123456789")],
      "; body: '\(String(repeating: "0123456789", count: 20))...' ("
    ),
    (
      ["-t20s"],
      [
        .receiveHead, .send("HTTP/1.1 503 No\r\nContent-Length: 4\r\n\r\npart"),
        .pause(.milliseconds(100)), .reset,
      ], "status 503, wanted 200-399; body: 'part' ("
    ),
    (
      ["-t20s"],
      [
        .receiveHead, .send("HTTP/1.1 503 No\r\nContent-Length: 9\r\n\r\npart"),
        .pause(.milliseconds(100)), .reset,
      ], "status 503, wanted 200-399; body: 'part' ("
    ),
  ]

  @Test(arguments: shown)
  func shows(_ options: [String], _ response: [Step], _ end: String) throws {
    let server = try Server(.ipv4, response)
    let run = try probe(arguments: options + ["--show-body", server.url()])
    guard !end.isEmpty else { return #expect(run.end == .exited(0)) }
    #expect(run.end == .exited(1))
    #expect(run.err.contains("\(end)\(server.address), "), "\(run)")
    #expect(run.err.split(separator: "\n").count == 1)
    #expect(run.err.utf8.count < 4096)
    #expect(run.duration < .seconds(5))
  }

  @Test func healthyLinesShowNone() throws {
    let server = try Server(.ipv4, .answer(status: "200 OK", body: "s3cr3t"))
    let run = try probe("--show-body", server.url())
    #expect(run.end == .exited(0))
    #expect(!run.all.contains("s3cr3t"))
    #expect(!(try probe("-s500", server.url()).all.contains("s3cr3t")))
  }

  @Test func signalKeepsTheStatus() throws {
    let server = try Server(
      .ipv4, [.receiveHead, .send("HTTP/1.1 503 No\r\nContent-Length: 9\r\n\r\npart"), .hold])
    let run = try probe("--show-body", "-t20s", server.url()) { child in
      try server.waitForBytes()
      usleep(200_000)
      kill(child, SIGTERM)
    }
    #expect(run.end == .exited(1))
    #expect(
      run.err.contains(": status 503, wanted 200-399; body: 'part' (\(server.address), "), "\(run)")
  }
}

extension [Step] {
  /// Receives a request and its body, and answers 200.
  static var okToBody: [Step] { toBody(.ok) }

  /// The same answer once the body of the request was received too.
  static func toBody(_ script: [Step]) -> [Step] { [.receiveRequest] + script.dropFirst() }
}
