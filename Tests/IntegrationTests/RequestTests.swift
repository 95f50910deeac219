import Harness
import Testing

/// What is sent, to the byte.
@Suite struct RequestTests {
  private func request(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> (Request, port: UInt16) {
    let server = try Server(.ipv4, .ok)
    let run = try probe(
      arguments: arguments + [server.url("/health")], environment: environment)
    #expect(run.status == 0)
    let received = server.finish()
    #expect(received.count == 1)
    return (Request(received[0]), server.port)
  }

  static var version: String {
    get throws {
      String(try #require(try probe("--version").out.split(separator: " ").dropFirst().first))
    }
  }

  @Test func plain() throws {
    let (request, port) = try request()
    #expect(request.line == "GET /health HTTP/1.1")
    #expect(request.headers.first == "Host: 127.0.0.1:\(port)")
    #expect(
      request.headers.dropFirst().sorted() == [
        "Accept: */*", "Connection: close", "User-Agent: healthprobe/\(try Self.version)",
      ])
    #expect(request.rest == "")
  }

  @Test func hostOfIPv6() throws {
    let server = try Server(.ipv6, .ok)
    #expect(try probe(server.url()).status == 0)
    #expect(Request(server.finish()[0]).values("host") == ["[::1]:\(server.port)"])
  }

  @Test func hostOfName() throws {
    let server = try Server(.ipv4, holdingOther: true, .ok)
    #expect(try probe("http://App.LocalHost:\(server.port)/").status == 0)
    #expect(Request(server.finish()[0]).values("host") == ["app.localhost:\(server.port)"])
  }

  static let headers: [(options: [String], name: String, values: [String])] = [
    (["-H", "X-Check: 1"], "X-Check", ["1"]),
    (["-H", "X-Check:1"], "X-Check", ["1"]),
    (["--header=X-Check:   a, b  "], "X-Check", ["a, b"]),
    (["-HX-Check: 1", "-H", "X-Other: 2"], "X-Other", ["2"]),
    (["-H", "X-Check: 1", "-H", "x-check: 2"], "X-Check", ["1", "2"]),
    (["-H", "X-Check;"], "X-Check", [""]), (["-H", "X-Check:"], "X-Check", []),
    (["-H", "X-Check: 1", "-H", "X-Check:"], "X-Check", ["1"]),
    (["-H", "Accept: a/b", "-H", "accept: c/d"], "Accept", ["a/b", "c/d"]),
    (["-H", "Accept;"], "Accept", [""]), (["-H", "User-Agent;"], "User-Agent", [""]),
    (["-H", "Host: a.example", "-H", "Host: b.example"], "Host", ["b.example"]),
    (["-H", "Host;"], "Host", [""]), (["-u", "u:p", "-H", "Authorization:"], "Authorization", []),
    (["-X", "POST", "-H", "Content-Length:"], "Content-Length", []),
    (["-H", "user-agent: mine"], "User-Agent", ["mine"]),
    (["-H", "User-Agent:"], "User-Agent", []),
    (["-H", "accept:"], "Accept", []),
    (["-H", "Connection:"], "Connection", []),
    (["-H", "Host: app.example"], "Host", ["app.example"]),
    (["-H", "host: a.example:1", "-H", "X-Check: 1"], "Host", ["a.example:1"]),
    (["-X", "POST"], "Content-Length", ["0"]),
    (["-u", "user:pass word"], "Authorization", ["Basic dXNlcjpwYXNzIHdvcmQ="]),
    (["-uu:"], "Authorization", ["Basic dTo="]),
    (["--user=:p"], "Authorization", ["Basic OnA="]),
    (["-u", "u:p", "-H", "Authorization: Bearer t"], "Authorization", ["Bearer t"]),
  ]

  @Test(arguments: headers)
  func header(_ options: [String], _ name: String, _ values: [String]) throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(arguments: options + [server.url()])
    #expect(run.status == 0)
    #expect(Request(server.finish()[0]).values(name) == values)
  }

  @Test(arguments: ["GET", "HEAD", "OPTIONS", "POST", "get", "M-SEARCH"])
  func method(_ method: String) throws {
    #expect(try request("-X", method).0.line == "\(method) /health HTTP/1.1")
  }

  @Test(arguments: [
    ("user:pass@", "Basic dXNlcjpwYXNz"), ("u%3Aser:p%40ss@", "Basic dTpzZXI6cEBzcw=="),
    ("user@", "Basic dXNlcjo="),
  ])
  func credentialsOfURL(_ credentials: String, _ value: String) throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe("http://\(credentials)\(server.address)/")
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy http://\(server.address)/: "))
    #expect(Request(server.finish()[0]).values("authorization") == [value])
  }

  @Test(arguments: [
    "X-Token: t0\nX-Other: o\n", "X-Token: t0\r\nX-Other: o", "\nX-Token: t0\n\nX-Other: o\n\n",
  ])
  func headersOfFile(_ contents: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("headers", contents)
    let (request, _) = try request("-H", "@\(file)")
    #expect(request.values("X-Token") == ["t0"])
    #expect(request.values("X-Other") == ["o"])
  }

  @Test(arguments: ["user:pass", "user:pass\n", "user:pass\r\n"])
  func credentialsOfFile(_ contents: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("user", contents)
    let (request, _) = try request("-u", "@\(file)")
    #expect(request.values("authorization") == ["Basic dXNlcjpwYXNz"])
  }

  @Test func proxiesAreIgnored() throws {
    let proxy = try Server(.ipv4, .answer(status: "502 Bad Gateway"))
    var environment: [String: String] = [:]
    for name in ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"] {
      environment[name] = "http://\(proxy.address)"
    }
    #expect(try request(environment: environment).0.line == "GET /health HTTP/1.1")
    #expect(proxy.finish().isEmpty)
  }
}
