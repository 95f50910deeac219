import Harness
import Testing

/// A machine without a free local port: the reason says so and blames no service.
@Suite(.needsNamespace)
struct EphemeralPortTests {
  static let ports: ClosedRange<UInt16> = 40_000...40_002
  static let targets = ["127.0.0.1", "localhost", "app.lan", "[::ffff:127.0.0.1]", "dns.test"]

  @Test(arguments: targets, [["tcp://%:5432"], ["http://%:5432/"]])
  func allAreInUse(_ host: String, _ target: [String]) throws {
    try withNetwork(hosts: "127.0.0.1 app.lan\n") {
      let names = try NameServer("127.0.0.2", ["dns.test": [.address("127.0.0.1")]])
      let service = try serve("127.0.0.1")
      try Namespace.setEphemeralPorts(Self.ports)
      // Listeners leave no port of theirs to a connection.
      let held = try Self.ports.map {
        try Server(Place(host: "127.0.0.1", port: $0), scripts: [[]])
      }
      let run = try probe(
        arguments: target.map { $0.split(separator: "%").joined(separator: host) }
          + ["--timeout=5s"])
      #expect(run.end == .exited(1), "\(run)")
      let address = host.hasPrefix("[") ? "[::ffff:7f00:1]:5432" : "127.0.0.1:5432"
      #expect(run.err.contains("no free local port or address"), "\(run)")
      #expect(run.err.contains(address), "\(run)")
      #expect(!run.err.contains("timed out"))
      #expect(service.finish().isEmpty)
      for server in held { server.finish() }
      withExtendedLifetime(names) {}
    }
  }
}
