import Harness
import Testing

/// What `/etc/resolv.conf` says, resolv.conf(5): whom to ask, and for which names.
@Suite(.needsNamespace)
struct ResolverFileTests {
  struct Search: Sendable, CustomTestStringConvertible {
    var file: String
    var host: String
    /// The names that are asked for, in order; the last one exists.
    var names: [String]

    var testDescription: String { "\(host) with \(file)" }
  }

  static let searches: [Search] = [
    Search(file: "", host: "db", names: ["db"]),
    Search(file: "search a.test", host: "db", names: ["db.a.test"]),
    Search(file: "search a.test b.test", host: "db", names: ["db.a.test", "db.b.test"]),
    Search(file: "search a.test\tb.test  ", host: "db", names: ["db.a.test", "db.b.test", "db"]),
    Search(file: "search a.test", host: "db.", names: ["db"]),
    Search(file: "search a.test", host: "x.db", names: ["x.db"]),
    Search(file: "search a.test", host: "x.db", names: ["x.db", "x.db.a.test"]),
    Search(file: "search a.test", host: "x.db.", names: ["x.db"]),
    Search(
      file: "search a.test b.test\noptions ndots:2", host: "x.db",
      names: ["x.db.a.test", "x.db.b.test", "x.db"]),
    Search(file: "search a.test\noptions ndots:2", host: "x.y.db", names: ["x.y.db"]),
    Search(
      file: "search default.svc.test svc.test\noptions ndots:5", host: "api.default",
      names: ["api.default.default.svc.test", "api.default.svc.test"]),
    Search(file: "search a.test\noptions ndots:0", host: "db", names: ["db"]),
    Search(file: "search a.test\noptions ndots:0", host: "db", names: ["db", "db.a.test"]),
    Search(file: "domain a.test", host: "db", names: ["db.a.test"]),
    Search(file: "search a.test\ndomain b.test", host: "db", names: ["db.b.test"]),
    Search(file: "domain a.test\nsearch b.test", host: "db", names: ["db.b.test"]),
    Search(file: "search a.test\nsearch b.test", host: "db", names: ["db.b.test"]),
    Search(file: "search .", host: "db", names: ["db"]),
    Search(file: "search a.test.", host: "db", names: ["db.a.test"]),
    Search(
      file: "search a.test\noptions rotate edns0 ndotsx:9 x:y", host: "db", names: ["db.a.test"]),
    Search(
      file: "# search z.test\n; search y.test\nsearch a.test\r", host: "db", names: ["db.a.test"]),
    Search(
      file: "sortlist 1.2.3.4\nsearchx z.test\nsearch a.test", host: "db", names: ["db.a.test"]),
  ]

  @Test(arguments: searches)
  func search(_ search: Search) throws {
    try withNetwork(resolver: "nameserver 127.0.0.2\n\(search.file)\n") {
      let last = try #require(search.names.last)
      let names = try NameServer("127.0.0.2", [last: [.address("127.0.0.3")]])
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://\(search.host):5432", "--timeout=10s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(names.names == search.names)
      service.finish()
    }
  }

  @Test func noDataGoesOnInTheSearch() throws {
    try withNetwork(resolver: "nameserver 127.0.0.2\nsearch a.test b.test\n") {
      let names = try NameServer(
        "127.0.0.2", ["db.a.test": [.text("no address")], "db.b.test": [.address("127.0.0.3")]])
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db:5432")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(names.names == ["db.a.test", "db.b.test"])
      service.finish()
    }
  }

  @Test func nowhereInTheSearch() throws {
    try withNetwork(resolver: "nameserver 127.0.0.2\nsearch a.test b.test\n") {
      let names = try NameServer()
      let run = try probe("tcp://db:5432", "--timeout=10s")
      #expect(run.failedToResolve("no such host 'db'"), "\(run)")
      #expect(names.names == ["db.a.test", "db.b.test", "db"])
    }
  }

  static let servers: [(file: String, server: String)] = [
    ("nameserver 127.0.0.2\n", "127.0.0.2"), ("nameserver\t127.0.0.2  \n", "127.0.0.2"),
    ("nameserver 127.0.0.2", "127.0.0.2"), ("nameserver 127.0.0.2\r\n", "127.0.0.2"),
    ("nameserver 127.0.0.2 # first\n", "127.0.0.2"),
    ("# nameserver 127.0.0.4\nnameserver 127.0.0.2\n", "127.0.0.2"),
    ("nameserver nonsense\nnameserver 1.2.3\nnameserver\nnameserver 127.0.0.2\n", "127.0.0.2"),
    ("nameserver ::1\n", "::1"), ("nameserver fd00::2\n", "fd00::2"),
    ("nameserver fe80::2%lo\n", "fe80::2%lo"), ("", "127.0.0.1"),
    ("search a.test\n", "127.0.0.1"), ("options timeout:1\n", "127.0.0.1"),
  ]

  @Test(arguments: servers)
  func nameServer(_ file: String, _ server: String) throws {
    try withNetwork(resolver: file) {
      try Namespace.add("fd00::2")
      try Namespace.add("fe80::2", prefix: 64)
      let names = try NameServer(server, ["db.test": [.address("127.0.0.3")]])
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(!names.queries.isEmpty)
      service.finish()
    }
  }

  @Test func withoutTheFile() throws {
    try withNetwork(resolver: nil) {
      let names = try NameServer("127.0.0.1", ["db": [.address("127.0.0.3")]])
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db:5432")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(names.names == ["db"])
      service.finish()
    }
  }

  @Test func threeServersAtMost() throws {
    let file = (2...5).map { "nameserver 127.0.0.\($0)\n" }.joined()
    try withNetwork(resolver: file) {
      let fourth = try NameServer("127.0.0.5", ["db": [.address("127.0.0.9")]])
      let refusing = try (2...4).map { try NameServer("127.0.0.\($0)") { _ in [.code(5)] } }
      let run = try probe("tcp://db:5432", "--timeout=3s")
      #expect(run.failedToResolve(), "\(run)")
      #expect(fourth.queries.isEmpty)
      for server in refusing { #expect(!server.queries.isEmpty) }
    }
  }
}
