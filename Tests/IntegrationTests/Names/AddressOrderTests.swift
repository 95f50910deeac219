import Harness
import Testing

/// Several addresses of one name, RFC 8305 §5.
@Suite(.needsNamespace)
struct AddressOrderTests {
  /// Both ways to several addresses.
  enum Source: CaseIterable {
    case hosts, server
  }

  private func withAddresses(
    _ addresses: [String], from source: Source, _ body: () throws -> Void
  ) throws {
    let hosts = addresses.map { "\($0) db.test\n" }.joined()
    try withNetwork(hosts: source == .hosts ? hosts : nil) {
      let names = try NameServer("127.0.0.2", ["db.test": addresses.map { .address($0) }])
      try body()
      #expect(names.queries.isEmpty == (source == .hosts))
    }
  }

  @Test(arguments: Source.allCases)
  func silentFirst(_ source: Source) throws {
    try withAddresses(["127.0.0.5", "127.0.0.3"], from: source) {
      let hole = try Blackhole(Place(host: "127.0.0.5", port: 5432))
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(run.duration >= .milliseconds(240))
      #expect(run.duration < .seconds(1.5))
      #expect(hole.port == 5432)
      service.finish()
    }
  }

  @Test(arguments: Source.allCases)
  func refusedFirst(_ source: Source) throws {
    try withAddresses(["127.0.0.5", "127.0.0.6", "127.0.0.7", "127.0.0.3"], from: source) {
      let service = try serve("127.0.0.3")
      // Three pauses of 250 ms would not fit.
      let run = try probe("tcp://db.test:5432", "--timeout=700ms")
      #expect(run.reached("127.0.0.3"), "\(run)")
      service.finish()
    }
  }

  @Test(arguments: Source.allCases, ["127.0.0.3", "::1"])
  func familiesTakeTurns(_ source: Source, _ listener: String) throws {
    // Four silent addresses of the other family do not stand before it.
    let others =
      listener == "::1"
      ? (5...8).map { "127.0.0.\($0)" } : (5...8).map { "fd00::\($0)" }
    try withAddresses(others + [listener], from: source) {
      for address in others where address.hasPrefix("fd") {
        try Namespace.add(address)
      }
      let holes = try others.map { try Blackhole(Place(host: $0, port: 5432)) }
      let service = try serve(listener)
      let run = try probe("tcp://db.test:5432", "--timeout=900ms")
      #expect(run.reached(listener), "\(run)")
      #expect(holes.count == 4)
      service.finish()
    }
  }

  @Test func firstThatConnectsWins() throws {
    try withAddresses(["127.0.0.3", "127.0.0.4"], from: .hosts) {
      let servers = try ["127.0.0.3", "127.0.0.4"].map {
        try Server(Place(host: $0, port: 80), scripts: [.ok])
      }
      let run = try probe("http://db.test/", "--timeout=10s")
      #expect(run.status == 0)
      #expect(servers.map { $0.finish().count }.sorted() == [0, 1])
    }
  }

  @Test(arguments: Source.allCases)
  func allRefuse(_ source: Source) throws {
    try withAddresses(["127.0.0.5", "127.0.0.6"], from: source) {
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.status == 1)
      #expect(run.err.contains(": connect: connection refused ("), "\(run)")
      #expect(run.err.contains("127.0.0.5:5432"))
      #expect(run.err.contains("127.0.0.6:5432"))
      #expect(run.duration < .seconds(3))
    }
  }

  @Test(arguments: Source.allCases)
  func eachFailsInItsWay(_ source: Source) throws {
    try withAddresses(["127.0.0.5", "127.0.0.6"], from: source) {
      let hole = try Blackhole(Place(host: "127.0.0.5", port: 5432))
      let run = try probe("tcp://db.test:5432", "--timeout=700ms")
      #expect(run.status == 1)
      #expect(run.err.contains(": connect: "), "\(run)")
      #expect(run.err.contains("\(hole.address) timed out after "), "\(run)")
      #expect(run.err.contains("127.0.0.6:5432 connection refused"), "\(run)")
      #expect(run.duration < .seconds(2.5))
    }
  }

  @Test func manyFailShortly() throws {
    let addresses = (10..<26).map { "127.0.0.\($0)" }
    try withAddresses(addresses, from: .server) {
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.status == 1)
      #expect(run.err.contains(": connect: connection refused ("), "\(run)")
      #expect(run.err.contains(" more"))
      #expect(run.err.utf8.count < 300)
    }
  }
}
