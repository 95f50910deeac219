import Oracles
import Testing

@Suite struct SearchListTests {
  @Test(arguments: [
    ("db", "", ["db"]),
    ("DB", "search A.b\n", ["db.a.b", "db"]),
    ("db.", "search a b\n", ["db"]),
    ("db.x.", "search a b\noptions ndots:5\n", ["db.x"]),
    ("db", "search a b\n", ["db.a", "db.b", "db"]),
    ("db", "search a. b.\n", ["db.a", "db.b", "db"]),
    ("db.x", "search a b\n", ["db.x", "db.x.a", "db.x.b"]),
    ("db.x", "search a b\noptions ndots:2\n", ["db.x.a", "db.x.b", "db.x"]),
    (
      "api.default.svc", "search a b\noptions ndots:5\n",
      ["api.default.svc.a", "api.default.svc.b", "api.default.svc"]
    ),
    ("db", "search a\noptions ndots:0\n", ["db", "db.a"]),
    ("db", "search a..b # ; -c %\n", ["db"]),
    ("db", "domain a b\n", ["db.a", "db"]),
    ("db", "domain a\nsearch b c\n", ["db.b", "db.c", "db"]),
    ("db", "search b c\ndomain a\n", ["db.a", "db"]),
    ("db", "search a\nsearch b\n", ["db.b", "db"]),
    ("db", "search a\nsearch\n", ["db"]),
    ("db", "search\ta \t b \r\n", ["db.a", "db.b", "db"]),
  ])
  func completesNames(name: String, file: String, expected: [String]) {
    #expect(ResolverOracle.candidates(name, Array(file.utf8)) == expected)
  }

  @Test func asksForTheRootWithoutAPoint() {
    #expect(Set(ResolverOracle.candidates("db", Array("search .\n".utf8))) == ["db"])
  }

  @Test func passesOverNamesThatAreTooLong() {
    let long = Array(repeating: String(repeating: "x", count: 49), count: 5).joined(separator: ".")
    let file = "search abcd abc a\noptions ndots:15\n"
    #expect(
      ResolverOracle.candidates(long, Array(file.utf8)) == [long + ".abc", long + ".a", long])
  }

  @Test func takesAnyNumberOfDomains() {
    let file = "search " + (0..<50).map { "d\($0)" }.joined(separator: " ")
    #expect(
      ResolverOracle.candidates("db", Array(file.utf8)) == (0..<50).map { "db.d\($0)" } + ["db"])
  }
}
