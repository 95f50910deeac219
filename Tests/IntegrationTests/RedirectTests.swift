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
    ("//@/y", "/y"), ("http://@/z", "/z"), ("HTTP://@", "/"),
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
    "http://other.example/", "http://127.0.0.2/", "//localhost/", "https://127.0.0.1/",
    "ftp://127.0.0.1/", "mailto:a@b", "http:/w", "http://",
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
