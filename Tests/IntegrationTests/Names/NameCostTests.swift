import Harness
import Testing

/// What a name costs over an address, in system calls.
@Suite(.needsNamespace, .needs("strace", isThere: SystemCalls.canBeCounted))
struct NameCostTests {
  private func count(_ target: String) throws -> Int {
    let (run, count) = try SystemCalls.count(target, "--timeout=10s")
    #expect(run.reached("127.0.0.3"), "\(run)")
    return count
  }

  @Test func hostsFile() throws {
    try withNetwork(hosts: "127.0.0.1 localhost\n::1 localhost\n127.0.0.3 db\n") {
      let service = try serve("127.0.0.3")
      let (literal, name) = (
        try count("tcp://127.0.0.3:5432"), try count("tcp://db:5432")
      )
      #expect(name - literal <= 6)
      service.finish()
    }
  }

  @Test func oneRoundTrip() throws {
    try withNetwork(hosts: "127.0.0.1 localhost\n") {
      let names = try NameServer("127.0.0.2", ["db.test": [.address("127.0.0.3")]])
      let service = try serve("127.0.0.3")
      let (literal, name) = (
        try count("tcp://127.0.0.3:5432"), try count("tcp://db.test:5432")
      )
      #expect(name - literal <= 18)
      #expect(names.queries.count == 2)
      service.finish()
    }
  }
}
