import Bytes
import Oracles
import Testing
import Wire

/// The requests that targets, options and redirects make.
@Suite struct RequestTests {
  private static func exchange(_ url: String, _ demand: Demand) throws -> HTTPExchange {
    try HTTPExchange(URL(http: url), demand)
  }

  private static func lines(_ exchange: HTTPExchange) -> [String] {
    _ = exchange.connected()
    let text = exchange.outboxText
    #expect(text.hasSuffix("\r\n\r\n"))
    return text.dropLast(2).split(separator: "\r\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  @Test func inFull() throws {
    #expect(
      Self.lines(try Self.exchange("a/b?c#d", Demand(agent: "healthprobe/1"))) == [
        "GET /b?c HTTP/1.1", "Host: a", "User-Agent: healthprobe/1", "Accept: */*",
        "Connection: close",
      ])
  }

  @Test(arguments: [
    ("A.b", "a.b"), ("a:80", "a"), ("a:8080", "a:8080"), ("[::0:1]:8080", "[::1]:8080"),
    ("1.2.3.4:80", "1.2.3.4"), ("[fe80::1%25lo]:81", "[fe80::1]:81"), ("u:p@a", "a"),
  ])
  func host(_ url: String, _ host: String) throws {
    #expect(Self.lines(try Self.exchange(url, Demand(agent: "x")))[1] == "Host: \(host)")
  }

  @Test(
    arguments: [
      ("u:p@a", "", "dTpw"), ("u@a", "", "dTo="), ("u%3A:%40@a", "", "dTo6QA=="),
      (":@a", "", "Og=="), ("@a", "", nil), ("@a", "x:y", "eDp5"),
      ("a", "x:y", "eDp5"), ("u:p@a", "x:y", "dTpw"), ("a", "", nil),
      ("a", ":\u{ff}\u{3f}>", "OsO/Pz4="),
    ] as [(String, String, String?)])
  func credentials(_ url: String, _ option: String, _ encoded: String?) throws {
    let demand = Demand(agent: "x")
    demand.credentials = StaticBytes(option)
    let found = Self.lines(try Self.exchange(url, demand)).filter { $0.hasPrefix("Authorization") }
    #expect(found == (encoded.map { ["Authorization: Basic \($0)"] } ?? []))
  }

  @Test(arguments: [
    (["X-A: 1", "x-a: 2"], ["x-a: 2"]), (["Accept:"], []), (["accept: a/b"], ["accept: a/b"]),
    (["X-A:\t a b \t"], ["X-A: a b"]), (["X-A: a:b"], ["X-A: a:b"]), (["X-A:"], []),
    (["X-A: \u{e9}"], ["X-A: \u{e9}"]),
  ])
  func headers(_ fields: [String], _ sent: [String]) throws {
    let demand = Demand(agent: "x")
    demand.set(try #require(HTTPField("Accept:")))
    for field in fields { demand.set(try #require(HTTPField(StaticBytes(field)))) }
    let lines = Self.lines(try Self.exchange("a", demand))
    #expect(lines.dropFirst(2).filter { !$0.hasPrefix("User-") && !$0.hasPrefix("Conn") } == sent)
  }

  @Test(arguments: [
    "", ":", ": a", "A", "A b: c", "A : b", "A: b\r\nC: d", "A: \u{0}", "A: \u{7f}", "\u{e9}: a",
    "A\t: b", "(A): b",
  ])
  func isNoHeader(_ text: String) {
    #expect(HTTPField(StaticBytes(text)) == nil)
  }

  /// Where a redirect from `http://Host:81/a/b/c?d` leads; nil where it is not followed.
  static let redirects: [(location: String, target: String?, host: String)] = [
    ("/x", "/x", "host:81"), ("x", "/a/b/x", "host:81"), ("x/", "/a/b/x/", "host:81"),
    ("?x", "/a/b/c?x", "host:81"), ("?", "/a/b/c?", "host:81"), ("#f", "/a/b/c?d", "host:81"),
    ("x?y#z", "/a/b/x?y", "host:81"), ("./x", "/a/b/./x", "host:81"), ("/x:y", "/x:y", "host:81"),
    ("?x:y", "/a/b/c?x:y", "host:81"), ("//HOST:81", "/", "host:81"), ("//host", "/", "host"),
    ("http://host/", "/", "host"), ("HTTP://host:80?x", "/?x", "host"),
    ("http://host:81/x#y", "/x", "host:81"), ("http://u:p@host:81/x", "/x", "host:81"),
    ("/\u{e9}", "/%C3%A9", "host:81"), ("x:y", nil, ""), ("https://host:81/", nil, ""),
    ("http:x", nil, ""), ("http:/x", nil, ""), ("http://", nil, ""), ("http://other/", nil, ""),
    ("http://host.:81/", nil, ""), ("http://1.2.3.4/", nil, ""), ("http://host:x/", nil, ""),
    ("/a b", nil, ""), ("/%", nil, ""), ("//u:%@host/", nil, ""), ("", nil, ""),
  ]

  @Test(arguments: redirects)
  func redirect(_ location: String, _ target: String?, _ host: String) throws {
    let exchange = try Self.exchange("Host:81/a/b/c?d", Demand(agent: "x"))
    _ = exchange.connected()
    let head = Array("HTTP/1.1 307 R\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n".utf8)
    switch exchange.receive(head.span) {
    case .reconnect(let port):
      let lines = Self.lines(exchange)
      #expect(lines[0] == target.map { "GET \($0) HTTP/1.1" })
      #expect(lines[1] == "Host: \(host)")
      #expect(port == (host.hasSuffix(":81") ? 81 : 80))
    case .healthy:
      #expect(target == nil)
    default:
      Issue.record("neither followed nor healthy")
    }
  }
}
