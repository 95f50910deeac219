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
    (["X-A: 1", "x-a: 2"], ["X-A: 1", "x-a: 2"]), (["X-A: 1", "X-A: 1"], ["X-A: 1", "X-A: 1"]),
    (["Accept:"], []), (["accept: a/b"], ["accept: a/b"]),
    (["X-A:\t a b \t"], ["X-A: a b"]), (["X-A: a:b"], ["X-A: a:b"]), (["X-A:"], []),
    (["X-A;"], ["X-A:"]), (["X-A; \t"], ["X-A:"]), (["X-A: 1", "X-A:"], ["X-A: 1"]),
    (["X-A;", "X-A: 1"], ["X-A:", "X-A: 1"]), (["X-A: a; b"], ["X-A: a; b"]),
    (["X-A: \u{e9}"], ["X-A: \u{e9}"]),
  ])
  func headers(_ fields: [String], _ sent: [String]) throws {
    let demand = Demand(agent: "x")
    demand.add(try #require(HTTPField("Accept:")))
    for field in fields { demand.add(try #require(HTTPField(StaticBytes(field)))) }
    let lines = Self.lines(try Self.exchange("a", demand))
    #expect(lines.dropFirst(2).filter { !$0.hasPrefix("User-") && !$0.hasPrefix("Conn") } == sent)
  }

  @Test(arguments: [
    "", ":", ": a", "A", "A b: c", "A : b", "A: b\r\nC: d", "A: \u{0}", "A: \u{7f}", "\u{e9}: a",
    "A\t: b", "(A): b", ";", "A;b", "A ;", "A;:", "A; \n",
  ])
  func isNoHeader(_ text: String) {
    #expect(HTTPField(StaticBytes(text)) == nil)
  }
}
