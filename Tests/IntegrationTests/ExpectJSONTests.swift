import Harness
import Testing

/// `--expect-json`: values in bodies of JSON, read as they arrive.
@Suite struct ExpectJSONTests {
  static let document = #"""
    {"status": "UP", "checks": [{"name": "db", "ok": true}, {"name": "disk", "ok": false}],
     "a/b": {"m~n": 1.50}, "": null, "text": "\u00e9\n\"", "big": 12345678901234567890}
    """#

  static let found = [
    "/status=UP", "/checks/0/ok=true", "/checks/1/name=disk", "/a~1b/m~0n=1.50", "/=null",
    "/text=\u{e9}\n\"", "/big=12345678901234567890",
  ]

  static let missing: [(expectation: String, reason: String)] = [
    ("/status=DOWN", "'/status' is 'UP', wanted 'DOWN'"),
    ("/status=up", "'/status' is 'UP', wanted 'up'"),
    ("/checks/1/ok=true", "'/checks/1/ok' is 'false', wanted 'true'"),
    ("/checks/2/ok=true", "'/checks/2/ok' is not in the JSON, wanted 'true'"),
    ("/checks/00/ok=true", "'/checks/00/ok' is not in the JSON, wanted 'true'"),
    ("/checks=x", "'/checks' is an array, wanted 'x'"), ("=x", "'' is an object, wanted 'x'"),
    ("/a~1b=1", "'/a~1b' is an object, wanted '1'"),
    ("/a~1b/m~0n=1.5", "'/a~1b/m~0n' is '1.50', wanted '1.5'"),
  ]

  @Test(arguments: found)
  func healthy(_ expectation: String) throws {
    for pieces in [1, 7, 4096] {
      let server = try Server(
        .ipv4, [.receiveHead, .send(Self.response(Self.document), by: pieces), .hold])
      let run = try probe("--expect-json", expectation, "-t10s", server.url())
      #expect(run.isHealthy(server.url(), "200 OK ("), "\(run)")
    }
  }

  @Test(arguments: missing)
  func unhealthy(_ expectation: String, _ reason: String) throws {
    let server = try Server(.ipv4, .answer(Self.response(Self.document)))
    let run = try probe("--expect-json=\(expectation)", server.url())
    #expect(run.isUnhealthy(server.url(), "expect: \(reason) ("), "\(run)")
  }

  private static func response(_ body: String) -> String {
    "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  private static func chunked(_ body: String, by size: Int) -> String {
    let chunks = stride(from: 0, to: body.utf8.count, by: size).map { start in
      let chunk = Array(body.utf8)[start..<min(start + size, body.utf8.count)]
      return "\(String(chunk.count, radix: 16))\r\n\(String(decoding: chunk, as: UTF8.self))\r\n"
    }
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks.joined())0\r\n\r\n"
  }

  @Test(arguments: [1, 3, 1000])
  func inChunks(_ size: Int) throws {
    let server = try Server(
      .ipv4, [.receiveHead, .send(Self.chunked(Self.document, by: size)), .hold])
    let run = try probe("--expect-json=/checks/0/ok=true", "-t10s", server.url())
    #expect(run.isHealthy(server.url(), "200 OK ("), "\(run)")
  }

  /// Past what a body is searched in for texts, and in little memory.
  @Test func longerThan64KiB() throws {
    let filler = String(repeating: #"{"a":[1,2,3],"b":"xxxxxxxxxxxxxxxx"},"#, count: 50_000)
    let body = "{\"list\":[\(filler)null],\"status\":\"UP\"}"
    let server = try Server(.ipv4, .answer(Self.response(body)))
    let run = try probe(
      "--expect-json=/status=UP", "--expect-json=/list/50000=null", "-t20s", server.url(),
      limits: [.addressSpace(4 << 20)])
    #expect(run.isHealthy(server.url(), "200 OK ("), "\(run)")
    let other = try probe("--expect-json=/status=DOWN", "-t20s", server.url())
    #expect(other.isUnhealthy(server.url(), "expect: '/status' is 'UP', wanted 'DOWN' ("))
  }

  @Test func severalHoldTogether() throws {
    let server = try Server(.ipv4, .answer(Self.response(Self.document)))
    let all = Self.found.map { "--expect-json=\($0)" }
    #expect(try probe(arguments: all + ["-eUP", server.url()]).status == 0)
    let run = try probe(arguments: all + ["--expect-json=/none=1", server.url()])
    #expect(run.err.contains(": expect: '/none' is not in the JSON, wanted '1' ("))
    let text = try probe(arguments: all + ["-eDOWN", server.url()])
    #expect(text.err.contains(": expect: 'DOWN' not in the "))
    // Of a variable there is one a line, and arguments take the place of them all.
    let environment = ["HEALTHPROBE_EXPECT_JSON": "/status=UP\n/none=1"]
    #expect(try probe(server.url(), environment: environment).status == 1)
    #expect(try probe(all[0], server.url(), environment: environment).status == 0)
  }

  static let malformed: [(body: String, reason: String)] = [
    ("", "malformed JSON at byte 1: no byte of it"), ("UP", "malformed JSON at byte 1: a value"),
    (#"{"status":"UP""#, "malformed JSON at byte 15: the end of it is missing"),
    (#"{"status":"UP"}x"#, "malformed JSON at byte 16: more than one value"),
    (#"{"status":"UP",}"#, "malformed JSON at byte 16: a name in quotes is wanted"),
    (#"{'status':"UP"}"#, "malformed JSON at byte 2: a name in quotes"),
    (#"{"status":"UP" /**/}"#, "malformed JSON at byte 16: ',' or '}' is wanted"),
    ("<html>{\"status\":\"UP\"}</html>", "malformed JSON at byte 1: a value is wanted"),
    ("\u{feff}{\"status\":\"UP\"}", "malformed JSON at byte 1: a byte order mark"),
  ]

  @Test(arguments: malformed)
  func isMalformed(_ body: String, _ reason: String) throws {
    for response in [
      Self.response(body), Self.chunked(body, by: 2), "HTTP/1.0 200 OK\r\n\r\n\(body)",
    ] {
      let server = try Server(.ipv4, .answer(response))
      let run = try probe("--expect-json=/status=UP", server.url())
      #expect(run.isUnhealthy(server.url(), "expect: \(reason)"), "\(run)")
    }
  }

  /// No further byte can mend it: the verdict is certain, however long the body is.
  @Test func malformedEndsAtOnce() throws {
    for rest in [[Step.hold], [.repeating("x")]] {
      let server = try Server(
        .ipv4, [.receiveHead, .send("HTTP/1.1 200 OK\r\n\r\n<html>")] + rest)
      let run = try probe("--expect-json=/status=UP", "-t20s", server.url())
      #expect(run.isUnhealthy(server.url(), "expect: malformed JSON at byte 1: "), "\(run)")
      #expect(run.duration < .seconds(10))
    }
  }

  @Test func cutShort() throws {
    let server = try Server(
      .ipv4, .answer("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"status\":\"UP\"}"))
    let run = try probe("--expect-json=/status=UP", server.url())
    #expect(run.isUnhealthy(server.url(), "receive: connection closed within the body"), "\(run)")
  }

  @Test(arguments: ["", "status=UP", "/status", "/a~=1", "/a~2b=1", "/a~", "UP"])
  func malformedExpectation(_ text: String) throws {
    let run = try probe("--expect-json", text, "http://127.0.0.1/")
    #expect(run.end == .exited(1))
    #expect(
      run.err
        == "healthprobe: --expect-json: malformed '\(text)'; wanted a JSON Pointer and a value, "
        + "as /status=UP or /checks/0/ok=true\n")
  }

  @Test func fastCGI() throws {
    let body = Array("A: \n\n\(Self.document)".utf8)
    let record: [UInt8] =
      [1, 6, 0, 1, UInt8(body.count >> 8), UInt8(body.count & 0xff), 0, 0] + body
    let server = try Server(
      .ipv4,
      [.receive(8), .sendPieces(record + FastCGITargetTests.end, size: 5, pause: .zero), .hold])
    let target = "fastcgi://\(server.address)/status"
    let run = try probe("--expect-json=/status=UP", "-t10s", target)
    #expect(run.isHealthy(target, "200"), "\(run)")
    let other = try probe("--expect-json=/checks/1/ok=true", "-t10s", target)
    #expect(
      other.isUnhealthy(target, "expect: '/checks/1/ok' is 'false', wanted 'true'"), "\(other)")
  }

  @Test(.needs("php-fpm", isThere: PHPServer.isInstalled))
  func statusPageOfPHP() throws {
    try PHPServer.run {
      let target = "fastcgi://127.0.0.1/status?json"
      let run = try probe(
        "--expect-json=/pool=www", "--expect-json=/process manager=static", target)
      #expect(run.isHealthy(target, "200"), "\(run)")
      let other = try probe("--expect-json=/pool=x", target)
      #expect(other.isUnhealthy(target, "expect: '/pool' is 'www', wanted 'x'"), "\(other)")
      let full = "fastcgi://127.0.0.1/status"
      let text = try probe("--expect-json=/pool=www", full)
      #expect(text.isUnhealthy(full, "expect: malformed JSON at byte 1: "), "\(text)")
    }
  }
}
