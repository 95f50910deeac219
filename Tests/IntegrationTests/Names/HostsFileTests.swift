import Harness
import Testing

/// Names of `/etc/hosts`, hosts(5).
@Suite(.needsNamespace)
struct HostsFileTests {
  static let files: [(hosts: String, address: String)] = [
    ("127.0.0.3 db\n", "127.0.0.3"), ("127.0.0.3\tdb", "127.0.0.3"),
    ("127.0.0.3 db\r\n", "127.0.0.3"), ("  127.0.0.3 \t DB  \n", "127.0.0.3"),
    ("127.0.0.3 a b db c\n", "127.0.0.3"), ("127.0.0.3 db# comment\n", "127.0.0.3"),
    ("# 127.0.0.4 db\n127.0.0.3 db\n", "127.0.0.3"),
    ("127.0.0.4 other # db\n127.0.0.3 db\n", "127.0.0.3"),
    ("junk db\n999.1.1.1 db\n127.0.0 db\ndb\n\n:: \n127.0.0.3 db\n", "127.0.0.3"),
    ("127.0.0.4 dbx\n127.0.0.4 xdb\n127.0.0.4 db.test\n127.0.0.3 db\n", "127.0.0.3"),
    ("fd00::3 db\n", "fd00::3"), ("fd00:0:0:0::0003 db\n", "fd00::3"),
    ("127.0.0.9 db\nfd00::3 db\n", "fd00::3"), ("fd00::9 db\n127.0.0.3 db\n", "127.0.0.3"),
    ("127.0.0.9 db\n127.0.0.8 db\n127.0.0.3 db\n", "127.0.0.3"),
  ]

  @Test(arguments: files)
  func file(_ hosts: String, _ address: String) throws {
    try withNetwork(hosts: hosts) {
      try Namespace.add("fd00::3")
      let (names, service) = (try NameServer(), try serve(address))
      for target in ["tcp://db:5432", "tcp://DB:5432", "tcp://db.:5432"] {
        let run = try probe(target, "--timeout=10s")
        #expect(run.reached(address), "\(run)")
      }
      #expect(names.queries.isEmpty)
      #expect(service.finish().count >= 3)
    }
  }

  @Test func megabyte() throws {
    let line = "127.0.0.4 host-of-somebody-else.example.test another.example.test\n"
    let many = String(repeating: line, count: (1 << 20) / line.utf8.count)
    try withNetwork(hosts: "\(many)127.0.0.3 db\n") {
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db:5432", limits: [.addressSpace(1 << 20)])
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(run.duration < .seconds(1))
      service.finish()
    }
  }

  @Test func lineOfMegabyte() throws {
    let line = "127.0.0.4 \(String(repeating: "x", count: 1 << 20)) db"
    try withNetwork(hosts: "#\(line)\n127.0.0.3 db\n") {
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db:5432", limits: [.addressSpace(1 << 20)])
      #expect(run.reached("127.0.0.3"), "\(run)")
      service.finish()
    }
  }

  /// The file is read once for all names, and no longer than the time there is; the name stands in
  /// its last line.
  @Test(arguments: ["300ms", "1ms"], [0, 1])
  func longFileAndManyNames(_ timeout: String, _ retries: Int) throws {
    let line = "127.0.0.4 host-of-somebody-else.example.test another.example.test\n"
    let many = String(repeating: line, count: (16 << 20) / line.utf8.count - 1)
    try withNetwork(hosts: "\(many)127.0.0.3 db\n") {
      let service = try serve("127.0.0.3")
      let targets = (0..<29).map { "tcp://n\($0):5432" } + ["tcp://db:5432"]
      let run = try probe(
        arguments: targets + ["--timeout=\(timeout)", "--retries=\(retries)", "--interval=1ms"])
      #expect(run.end == .exited(1), "\(run)")
      #expect(run.duration < .seconds(1.5), "\(run)")
      let lines = run.all.split(separator: "\n")
      // The first that is decided may end the run for the others.
      #expect(!lines.isEmpty)
      for line in lines {
        // Whatever was not read in time took the time that there was.
        let waited = line.contains(": resolve: ") && !line.contains(" after 0.0 ms")
        #expect(line.hasPrefix("healthy ") || waited, "\(line)")
        if timeout == "1ms" { #expect(line.contains(": resolve: /etc/hosts: timed out after ")) }
      }
      service.finish()
    }
  }

  @Test func theFileComesFirst() throws {
    try withNetwork(hosts: "127.0.0.3 db\n") {
      let names = try NameServer("127.0.0.2", ["db": [.address("127.0.0.4")]])
      let service = try serve("127.0.0.3")
      #expect(try probe("tcp://db:5432").reached("127.0.0.3"))
      #expect(names.queries.isEmpty)
      service.finish()
    }
  }

  @Test(arguments: [nil, "", "127.0.0.4 other\n"])
  func otherwiseTheServer(_ hosts: String?) throws {
    try withNetwork(hosts: hosts) {
      let names = try NameServer("127.0.0.2", ["db": [.address("127.0.0.3")]])
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db:5432")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(names.names == ["db"])
      service.finish()
    }
  }

  @Test func localhostAsksNobody() throws {
    try withNetwork(hosts: "127.0.0.4 localhost a.localhost\n") {
      let (names, service) = (try NameServer(), try serve("127.0.0.1"))
      for name in ["localhost", "a.localhost", "LOCALHOST."] {
        #expect(try probe("tcp://\(name):5432").reached("127.0.0.1"))
      }
      #expect(names.queries.isEmpty)
      service.finish()
    }
  }
}
