import Conformance
import Harness
import Testing

/// The kubelet's rule: redirects on the same host are followed, others are the answer.
@Suite struct RedirectTests {
  static let statuses = [
    "301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect",
    "308 Permanent Redirect",
  ]

  @Test(arguments: statuses)
  func followed(_ status: String) throws {
    let server = try Server(.ipv4, scripts: [.redirect(to: "/next", status: status), .ok])
    let run = try probe(server.url("/health"), "--status=200")
    #expect(run.status == 0)
    #expect(run.out.contains(": 200 OK after 1 redirect ("))
    #expect(
      server.finish().map { Request($0).line } == [
        "GET /health HTTP/1.1", "GET /next HTTP/1.1",
      ])
  }

  @Test(arguments: [
    ("/next", "/next"), ("next?q", "/a/next?q"), ("?q", "/a/b?q"), ("/x#part", "/x"),
    ("//@/y", "/y"), ("http://@/z", "/z"), ("HTTP://@", "/"), ("../ok", "/ok"),
    ("../../../ok", "/ok"), (".", "/a/"), ("..", "/"), ("x/./y/../z", "/a/x/z"),
    ("http://@/a/../b", "/b"), ("/x?../y", "/x?../y"), ("/status page", "/status%20page"),
    ("/100%", "/100%25"), ("/\u{e9}", "/%C3%A9"), ("/{x}", "/%7Bx%7D"),
  ])
  func location(_ location: String, _ asked: String) throws {
    let place = try Place(.ipv4)
    let redirect = [Step].redirect(to: location.replacing("@", with: place.address))
    let server = try Server(place, scripts: [redirect, .ok])
    let run = try probe(server.url("/a/b"), "--status=200")
    #expect(run.status == 0)
    #expect(server.finish().map { Request($0).line }.last == "GET \(asked) HTTP/1.1")
  }

  @Test func overUnixSocket() throws {
    let server = try Server(.unix, scripts: [.redirect(to: "/next"), .ok])
    #expect(try probe(server.url(), "--status=200").status == 0)
    #expect(server.finish().map { Request($0).line }.last == "GET /next HTTP/1.1")
  }

  @Test(arguments: [
    "http://other.example/", "http://127.0.0.2/", "//localhost/", "https://127.0.0.2/",
    "ftp://127.0.0.1/", "mailto:a@b", "localhost:8080/health", "http://other.example:1/",
    "http://h\u{f6}st.example/", "",
  ])
  func notFollowed(_ location: String) throws {
    let server = try Server(.ipv4, .redirect(to: location))
    let healthy = try probe(server.url())
    #expect(healthy.status == 0)
    #expect(healthy.out.contains(": 302 Found"))
    let unhealthy = try probe(server.url(), "--status=200")
    #expect(unhealthy.status == 1)
    #expect(unhealthy.err.contains(": status 302, wanted 200 ("))
    #expect(server.finish().count == 2)
  }

  @Test(arguments: [
    ("http:/w", "empty host"), ("http://", "empty host"), ("///x", "empty host"),
    ("http://127.0.0.1:99999/", "malformed port; wanted 1 to 65535"),
    ("http://127.0.0.1:x/", "malformed port"), ("http://127.0.0.1 /", "malformed host name"),
    ("http://[::1/", "malformed IPv6 address"), ("http://1.2.3/", "malformed IPv4 address"),
    ("127.0.0.1:8080/x", "malformed scheme; wanted http://HOST, https://HOST or a path"),
  ])
  func noPlaceAtAll(_ location: String, _ reason: String) throws {
    let server = try Server(.ipv4, .redirect(to: location))
    // Whatever statuses are healthy, and with the last redirect that is followed.
    for option in ["-s100-599", "--max-redirects=1"] {
      let run = try probe(server.url(), option)
      #expect(run.status == 1)
      #expect(run.err.contains(": response: redirect to '\(location)': \(reason)"), "\(run.all)")
    }
    #expect(try probe(server.url(), "--max-redirects=0").status == 0)
    #expect(server.finish().count == 3)
  }

  @Test(arguments: ["http://u:hunter2@127.0.0.1:x/", "http:/u:hunter2@x", "//u:hunter2@/"])
  func passwordOfALocationStaysUnseen(_ location: String) throws {
    let server = try Server(.ipv4, .redirect(to: location))
    let run = try probe(server.url(), "-v")
    #expect(run.status == 1)
    #expect(run.err.contains(": response: redirect to '"))
    #expect(!run.all.contains("hunter2"))
  }

  @Test(arguments: ["x", "x/", "\u{e9}", "%"])
  func targetsDoNotGrow(_ filler: String) throws {
    let location = String(repeating: filler, count: 60_000 / filler.utf8.count) + "/"
    for location in [location, "x/" + location.prefix(2000) + "/"] {
      let server = try Server(.ipv4, .redirect(to: location))
      let run = try probe(
        server.url(), "--max-redirects=1000000", "-t20s", limits: [.addressSpace(4 << 20)])
      #expect(run.status == 1)
      #expect(run.err.contains("...': request target over 8192 bytes ("), "\(run.all)")
      #expect(run.duration < .seconds(10))
      for request in server.finish() {
        #expect(Request(request).line.utf8.count <= 8192 + "GET  HTTP/1.1".utf8.count)
      }
    }
  }

  @Test(arguments: ResponseChain.all)
  func chain(_ row: ResponseChain) throws {
    let server = try Server(
      .ipv4, scripts: row.responses.map { [.receiveHead, .send($0)] })
    let run = try probe(arguments: row.options + ["-t15s", server.url("/")])
    switch row.verdict {
    case .healthy(let start):
      #expect(run.out.hasPrefix("healthy \(server.url("/")): \(start)"), "\(run.all)")
    case .unhealthy(let start):
      #expect(run.err.hasPrefix("unhealthy \(server.url("/")): \(start)"), "\(run.all)")
    }
    #expect(run.duration < .seconds(10))
    let requests = server.finish().map(Request.init)
    #expect(requests.map(\.line) == row.requests.map { "\($0) HTTP/1.1" })
    #expect(requests.allSatisfy { $0.rest == "" })
  }

  /// Locations that curl(1) and a check read alike; `@` is the server's address.
  @Test(
    .needs("curl", isThere: Curl.isInstalled),
    arguments: [
      "/next", "next?q", "?q", "/x#f", "//@/y", "http://@/z", "HTTP://@", "../ok", "../../../ok",
      "./x/.", "x/..", "/a//../b", "/a/./b/../c?../d", "/status page", ".", "..", "/x?a/../b",
      "g;x=1/../y", "x/y:z", "/%2e%2e/x", "http://@/a/b/../../../c/", "", "http://", "http://@99/",
      "http://127.0.0.1 /x",
    ])
  func asCurlReadsIt(_ location: String) throws {
    let asked = try [Curl.get, { try probe($0) }].map { client in
      let place = try Place(.ipv4)
      let redirect = [Step].redirect(to: location.replacing("@", with: place.address))
      let server = try Server(place, scripts: [redirect, .ok])
      let status = try client(server.url("/a/b/c?d")).status
      return ["\(status == 0)"] + server.finish().map { Request($0).line }
    }
    #expect(asked[0] == asked[1])
  }

  @Test(arguments: ["300 Multiple Choices", "304 Not Modified", "305 Use Proxy", "201 Created"])
  func otherStatusesAreNoRedirects(_ status: String) throws {
    let server = try Server(.ipv4, .redirect(to: "/next", status: status))
    #expect(try probe(server.url()).status == 0)
    #expect(server.finish().count == 1)
  }

  @Test func withoutLocation() throws {
    let server = try Server(.ipv4, .answer(status: "302 Found"))
    #expect(try probe(server.url()).status == 0)
    #expect(server.finish().count == 1)
  }

  @Test(arguments: [("--max-redirects=1", 2), ("--max-redirects=3", 4), ("--max-redirects=10", 11)])
  func tooMany(_ option: String, _ requests: Int) throws {
    let server = try Server(.ipv4, .redirect(to: "/again"))
    let run = try probe(server.url(), option)
    #expect(run.status == 1)
    #expect(run.err.contains(": response: more than \(requests - 1) redirects ("))
    #expect(server.finish().count == requests)
  }

  @Test func tenByDefault() throws {
    let ten = Array(repeating: [Step].redirect(to: "/again"), count: 10)
    let server = try Server(.ipv4, scripts: ten + [.ok])
    #expect(try probe(server.url()).status == 0)
    #expect(server.finish().count == 11)
    let endless = try Server(.ipv4, .redirect(to: "/again"))
    #expect(try probe(endless.url()).status == 1)
    #expect(endless.finish().count == 11)
  }

  @Test func noneFollowed() throws {
    let server = try Server(.ipv4, .redirect(to: "/next"))
    #expect(try probe(server.url(), "--max-redirects=0").status == 0)
    #expect(try probe(server.url(), "--max-redirects=0", "-s200").status == 1)
    #expect(server.finish().count == 2)
  }

  @Test func samePortKeepsSecrets() throws {
    let server = try Server(.ipv4, scripts: [.redirect(to: "/next"), .ok])
    #expect(try probe(server.url(), "-u", "u:p", "-H", "Cookie: c=1").status == 0)
    let request = Request(server.finish()[1])
    #expect(request.values("authorization") == ["Basic dTpw"])
    #expect(request.values("cookie") == ["c=1"])
  }

  @Test(arguments: [["-u", "u:p"], ["-H", "authorization: Bearer t"]])
  func otherPortGetsNoSecrets(_ secret: [String]) throws {
    let other = try Server(.ipv4, .ok)
    let server = try Server(.ipv4, .redirect(to: other.url("/other")))
    let run = try probe(
      arguments: secret + ["-H", "Cookie: c=1", "-H", "X-Kept: k", server.url()])
    #expect(run.status == 0)
    #expect(Request(server.finish()[0]).values("cookie") == ["c=1"])
    let request = Request(try #require(other.finish().first))
    #expect(request.line == "GET /other HTTP/1.1")
    #expect(request.values("host") == [other.address])
    #expect(request.values("authorization") == [])
    #expect(request.values("cookie") == [])
    #expect(request.values("x-kept") == ["k"])
  }

  @Test(arguments: [["-u", "u:p"], ["-H", "Authorization: Bearer t"]])
  func secretsStayAwayOnceLost(_ secret: [String]) throws {
    let (first, second) = (try Place(.ipv4), try Place(.ipv4))
    let other = try Server(second, scripts: [.redirect(to: "http://\(first.address)/back")])
    let server = try Server(first, scripts: [.redirect(to: other.url("/other")), .ok])
    let run = try probe(
      arguments: secret + ["-H", "Cookie: c", "-H", "Proxy-Authorization: p", server.url()])
    #expect(run.out.contains(": 200 OK after 2 redirects ("))
    let requests = [other.finish(), server.finish()].map { $0.map(Request.init) }
    #expect(requests[1].map(\.line) == ["GET /health HTTP/1.1", "GET /back HTTP/1.1"])
    for request in requests[0] + requests[1].dropFirst() {
      for name in ["authorization", "cookie", "proxy-authorization"] {
        #expect(request.values(name) == [])
      }
    }
    #expect(requests[0].first?.values("host") == [other.address])
    #expect(requests[1].last?.values("host") == [server.address])
  }

  @Test func credentialsOfALocation() throws {
    let place = try Place(.ipv4)
    let redirect = [Step].redirect(to: "//v:100%@\(place.address)/x")
    let server = try Server(place, scripts: [redirect, .redirect(to: "y"), .ok])
    #expect(try probe(server.url(), "-u", "u:p").status == 0)
    let requests = server.finish().map(Request.init)
    #expect(requests.map(\.line).last == "GET /y HTTP/1.1")
    #expect(
      requests.map { $0.values("authorization") } == [
        ["Basic dTpw"], ["Basic djoxMDAl"], ["Basic djoxMDAl"],
      ])
  }

  @Test(arguments: [
    ("POST", "303 See Other", "GET"), ("POST", "302 Found", "GET"),
    ("POST", "307 Temporary Redirect", "POST"), ("PUT", "308 Permanent Redirect", "PUT"),
    ("HEAD", "303 See Other", "HEAD"),
  ])
  func method(_ method: String, _ status: String, _ next: String) throws {
    let head = [Step].answer("HTTP/1.1 \(status)\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n")
    let server = try Server(
      .ipv4, scripts: [head, .answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")])
    #expect(try probe(server.url(), "-X", method).status == 0)
    #expect(server.finish().map { Request($0).line }.last == "\(next) /next HTTP/1.1")
  }

  @Test func oneDeadlineForAll() throws {
    let response = "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"
    let slow: [Step] = [.receiveHead, .send(response, by: 30, pause: .milliseconds(100))]
    let server = try Server(.ipv4, slow)
    let run = try probe(server.url(), "--timeout=500ms", "--max-redirects=1000")
    #expect(run.status == 1)
    #expect(run.duration >= .milliseconds(450))
    #expect(run.duration < .seconds(2))
  }
}
