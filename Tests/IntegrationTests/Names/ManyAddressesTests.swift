import Harness
import Testing

/// Names of more addresses than a datagram holds, and of many aliases: all are tried, and what is not
/// is told.
@Suite(.needsNamespace)
struct ManyAddressesTests {
  /// So many addresses, of which those before the last refuse.
  static func addresses(_ count: Int) -> [String] {
    (1..<count).map { "127.1.\($0 / 250).\($0 % 250 + 1)" } + ["127.0.0.3"]
  }

  static let counts = [16, 17, 18, 31, 32, 33, 64, 128, 300]

  @Test(arguments: counts)
  func lastOneListens(_ count: Int) throws {
    let addresses = Self.addresses(count)
    let hosts = addresses.map { "\($0) file.test\n" }.joined()
    try withNetwork(hosts: hosts) {
      let names = try NameServer("127.0.0.2", ["dns.test": addresses.map { .address($0) }])
      let service = try serve("127.0.0.3")
      for name in ["file.test", "dns.test"] {
        let run = try probe("tcp://\(name):5432", "--timeout=5s")
        #expect(run.reached("127.0.0.3"), "\(run)")
        #expect(run.duration < .seconds(4))
      }
      // More than fit in 512 bytes come over TCP.
      #expect(names.queries.contains { $0.isStream } == (count > 30))
      service.finish()
    }
  }

  @Test(arguments: ["file.test", "dns.test"])
  func allRefuse(_ name: String) throws {
    let addresses = Self.addresses(300)
    try withNetwork(hosts: addresses.map { "\($0) file.test\n" }.joined()) {
      let names = try NameServer("127.0.0.2", ["dns.test": addresses.map { .address($0) }])
      let run = try probe("tcp://\(name):5432", "--timeout=5s")
      #expect(run.end == .exited(1))
      #expect(run.err.contains(": connect: connection refused ("), "\(run)")
      #expect(run.err.contains(" and 297 more, "), "\(run)")
      withExtendedLifetime(names) {}
    }
  }

  /// Where all are silent, the time is too short for so many.
  @Test(arguments: ["file.test", "dns.test"])
  func untriedOnesAreCounted(_ name: String) throws {
    let addresses = Self.addresses(300)
    try withNetwork(hosts: addresses.map { "\($0) file.test\n" }.joined()) {
      let names = try NameServer("127.0.0.2", ["dns.test": addresses.map { .address($0) }])
      let hole = try Blackhole(Place(host: "0.0.0.0", port: 5432))
      let run = try probe("tcp://\(name):5432", "--timeout=300ms")
      #expect(run.end == .exited(1))
      #expect(run.err.contains(": connect: timed out after "), "\(run)")
      let pattern = try Regex(" and ([0-9]+) more, ([0-9]+) untried, ")
      let match = try #require(try pattern.firstMatch(in: run.err), "\(run)")
      let numbers = match.output.dropFirst().compactMap { $0.substring.flatMap { Int($0) } }
      #expect(numbers.count == 2 && numbers[0] + numbers[1] + 3 == 300, "\(run)")
      #expect(run.duration < .seconds(2))
      withExtendedLifetime((names, hole)) {}
    }
  }

  @Test(.needs(program: "getent"), arguments: [1, 8, 9, 12, 16, 17, 20, 21])
  func aliases(_ count: Int) throws {
    let chain = (0..<count).map { ("n\($0).test", [NameRecord.alias("n\($0 + 1).test")]) }
    let end = ("n\(count).test", [NameRecord.address("127.0.0.3")])
    let files = ["resolv.conf": "nameserver 127.0.0.2\n", "nsswitch.conf": SystemResolver.order]
    try Namespace.run(etc: files) {
      // The server follows no more than 20 of them itself.
      let names = try NameServer("127.0.0.2", Zone(uniqueKeysWithValues: chain + [end]))
      let service = try serve("127.0.0.3")
      let glibc = try SystemResolver("n0.test")
      let run = try probe("tcp://n0.test:5432", "--timeout=5s")
      #expect(glibc.addresses.isEmpty == (count > 20))
      if glibc.addresses.isEmpty {
        #expect(run.failedToResolve("no such host 'n0.test'"), "\(run)")
      } else {
        #expect(run.reached("127.0.0.3"), "\(run)")
      }
      withExtendedLifetime(names) {}
      service.finish()
    }
  }
}
