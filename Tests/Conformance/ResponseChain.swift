import Testing

/// A row of responses, each on a connection of its own: redirects, and then one that counts.
///
/// Nothing of one response may reach the next.
public struct ResponseChain: Sendable, CustomTestStringConvertible {
  /// What might be carried over, in words.
  public let name: String
  /// What the server sends on each connection.
  public let responses: [String]
  /// What a check must say.
  public let verdict: ResponseCase.Verdict
  /// What a check asks for on each connection, with its method.
  public let requests: [String]
  /// The options that the row asks for.
  public let options: [String]
  /// What the body must contain; nil for anything.
  public let expected: String?

  private init(
    _ name: String, _ responses: [String], _ verdict: ResponseCase.Verdict,
    asking requests: [String] = ["GET /", "GET /next"], method: String? = nil,
    expected: String? = nil
  ) {
    self.name = name
    self.responses = responses
    self.verdict = verdict
    self.requests = requests
    self.method = method ?? "GET"
    self.expected = expected
    options = (method.map { ["-X", $0] } ?? []) + (expected.map { ["-e", $0] } ?? [])
  }

  /// The method of the first request.
  public let method: String

  /// What the row is called in a report of the tests.
  public var testDescription: String { name }

  private static func moved(
    _ lines: String = "Content-Length: 0\r\n", _ status: String = "302 Found",
    to location: String = "/next", version: String = "1.1"
  ) -> String {
    "HTTP/\(version) \(status)\r\nLocation: \(location)\r\n\(lines)\r\n"
  }

  private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
  private static let followed = ResponseCase.Verdict.healthy("200 OK after 1 redirect")

  private static func filler(_ count: Int) -> String {
    String(repeating: "X-Filler: \(ResponseCase.filler(52))\r\n", count: count / 64)
  }

  /// All rows.
  public static let all: [ResponseChain] = [
    ResponseChain(
      "bytes of the heads",
      [moved(filler(40 << 10)), "HTTP/1.1 200 OK\r\n\(filler(40 << 10))\r\n"],
      followed),
    ResponseChain(
      "bytes of interim heads",
      [
        "HTTP/1.1 103 Hints\r\n\(filler(20 << 10))\r\n\(moved(filler(40 << 10)))",
        "HTTP/1.1 103 Hints\r\n\(filler(20 << 10))\r\nHTTP/1.1 200 OK\r\n\(filler(40 << 10))\r\n",
      ], followed),
    ResponseChain(
      "bytes of an interim head count for its own response",
      [
        moved(), "HTTP/1.1 103 Hints\r\n\(filler(40 << 10))\r\nHTTP/1.1 200\r\n\(filler(40 << 10))",
      ],
      .unhealthy("response: status line and headers over 65536 bytes")),
    ResponseChain("Content-Length", [moved("Content-Length: 999\r\n"), ok], followed),
    ResponseChain(
      "Content-Length before none",
      [moved("Content-Length: 1\r\n"), "HTTP/1.1 200 OK\r\n\r\nall of it"], followed,
      expected: "all of it"),
    ResponseChain("chunked", [moved("Transfer-Encoding: chunked\r\n"), ok], followed),
    ResponseChain(
      "chunked before chunked",
      [
        moved("Transfer-Encoding: chunked\r\n"),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
      ], followed, expected: "ok"),
    ResponseChain(
      "version",
      [
        moved(version: "1.0"),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
      ], followed),
    ResponseChain(
      "version of a later response",
      [moved(), "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
      .unhealthy("response: Transfer-Encoding in an HTTP/1.0 response")),
    ResponseChain(
      "reason phrase", [moved(), "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"],
      .healthy("200 after 1 redirect")),
    ResponseChain(
      "reason phrase of an interim response",
      [moved(), "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"],
      .healthy("200 after 1 redirect")),
    ResponseChain(
      "body", ["\(moved("Content-Length: 2\r\n"))ok", "HTTP/1.1 200 OK\r\n\r\nbad"],
      .unhealthy("expect: 'ok' not in the 3 bytes"), expected: "ok"),
    ResponseChain(
      "beginning of the text", ["\(moved("Content-Length: 1\r\n"))o", "HTTP/1.1 200 OK\r\n\r\nk"],
      .unhealthy("expect: 'ok' not in the 1 bytes"), expected: "ok"),
    ResponseChain(
      "bytes seen", [moved(), ""], .unhealthy("receive: connection closed without a response")),
    ResponseChain(
      "head seen", [moved(), "HTTP/1.1 200"],
      .unhealthy("receive: connection closed within the headers")),
    ResponseChain(
      "stranger", [moved(), "SSH-2.0"], .unhealthy("response: not HTTP, looks like SSH")),
    ResponseChain(
      "malformed status line", [moved(), "HTTP/1.1 20\r\n"],
      .unhealthy("response: malformed status line 'HTTP/1.1 20'")),
    ResponseChain(
      "Location", [moved(), "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"],
      .healthy("302 Found after 1 redirect, redirect not followed")),
    ResponseChain(
      "Location of an interim response",
      ["HTTP/1.1 103 Hints\r\nLocation: /wrong\r\n\r\n\(moved())", ok], followed),
    ResponseChain(
      "first of two Locations", [moved("Location: /second\r\nContent-Length: 0\r\n"), ok], followed),
    ResponseChain(
      "first of three Locations on the second connection",
      [
        moved(to: "/again"), moved("Location: /second\r\nLocation: /third\r\n"), ok,
      ], .healthy("200 OK after 2 redirects"), asking: ["GET /", "GET /again", "GET /next"]),
    ResponseChain(
      "Location over one of an earlier response",
      [moved(to: "/again"), moved(), ok], .healthy("200 OK after 2 redirects"),
      asking: ["GET /", "GET /again", "GET /next"]),
    ResponseChain(
      "relative to the last target",
      [moved(to: "a/b/"), moved(to: "../c"), moved(to: "d"), ok],
      .healthy("200 OK after 3 redirects"),
      asking: ["GET /", "GET /a/b/", "GET /a/c", "GET /a/d"]),
    ResponseChain(
      "query", [moved(to: "?q"), moved(to: "next"), ok], .healthy("200 OK after 2 redirects"),
      asking: ["GET /", "GET /?q", "GET /next"]),
    ResponseChain(
      "shorter target", [moved(to: "/a/long/one?q"), moved(to: "/s"), ok],
      .healthy("200 OK after 2 redirects"), asking: ["GET /", "GET /a/long/one?q", "GET /s"]),
    ResponseChain(
      "method",
      [
        moved("Content-Length: 0\r\n", "303 See Other", to: "/a"),
        moved("Content-Length: 0\r\n", "307 Temporary", to: "/next"), ok,
      ], .healthy("200 OK after 2 redirects"), asking: ["POST /", "GET /a", "GET /next"],
      method: "POST"),
    ResponseChain(
      "method kept, then changed",
      [
        moved("Content-Length: 0\r\n", "308 Permanent", to: "/a"), moved(), ok,
      ], .healthy("200 OK after 2 redirects"), asking: ["PUT /", "PUT /a", "GET /next"],
      method: "PUT"),
    ResponseChain(
      "no body for HEAD after a redirect",
      [moved(), "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"], followed,
      asking: ["HEAD /", "HEAD /next"], method: "HEAD"),
    ResponseChain(
      "a body for GET after a POST",
      [moved(), "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"],
      .unhealthy("receive: connection closed within the body"),
      asking: ["POST /", "GET /next"], method: "POST"),
    ResponseChain(
      "failure", [moved(), "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"],
      .unhealthy("status 500 after 1 redirect, wanted 200-399")),
    ResponseChain(
      "place that is none", [moved(), moved(to: "http://x:99999/")],
      .unhealthy("response: redirect to 'http://x:99999/': malformed port; wanted 1 to 65535")),
    ResponseChain(
      "growing targets", Array(repeating: moved(to: "\(ResponseCase.filler(3000))/"), count: 3),
      .unhealthy("response: redirect to '\(ResponseCase.filler(64))...': request target over 8192"),
      asking: [
        "GET /", "GET /\(ResponseCase.filler(3000))/",
        "GET /\(ResponseCase.filler(3000))/\(ResponseCase.filler(3000))/",
      ]),
  ]
}
