import Glibc
import Harness
import Testing

/// A connection to a free port of the ephemeral range that meets itself: nobody listens there.
@Suite(.needsNamespace)
struct SelfConnectionTests {
  static let hosts = [
    "127.0.0.1", "127.0.0.2", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]",
    "[::ffff:0.0.0.0]", "localhost", "app.lan",
  ]

  static let requests = [
    ["tcp://%"], ["http://%/"], ["tcp://%", "--send=X", "--expect=X"], ["tcp://%", "--expect=X"],
    ["tcp://%", "-r2", "-i1ms"],
  ]

  @Test(arguments: hosts)
  func isRefused(_ host: String) throws {
    try withNetwork(hosts: "127.0.0.1 app.lan\n") {
      try Namespace.setEphemeralPorts(40_000...40_000)
      for request in Self.requests {
        let arguments = request.map {
          $0.split(separator: "%", omittingEmptySubsequences: false).joined(
            separator: "\(host):40000")
        }
        let run = try probe(arguments: arguments + ["-t5s"])
        #expect(run.end == .exited(1), "\(run)")
        #expect(run.err.contains(": connect: connection refused ("), "\(run)")
        #expect(run.duration < .seconds(3))
        // The port is free at once, also without SO_REUSEADDR.
        _ = try Place(host: "127.0.0.1", port: 40_000)
        _ = try Place(host: "::1", port: 40_000)
      }
    }
  }

  /// It is an address that failed, so the next one is tried.
  @Test func nextAddressIsTried() throws {
    try withNetwork {
      try Namespace.setEphemeralPorts(40_000...40_000)
      let run = try probe("tcp://localhost:40000", "-t5s")
      #expect(
        run.err.contains(": connect: connection refused (127.0.0.1:40000, [::1]:40000, "), "\(run)")
    }
  }

  /// A service that starts while it is waited for gets its port.
  @Test(arguments: [["tcp://127.0.0.1:40000"], ["http://127.0.0.1:40000/"]])
  func leavesThePortToTheService(_ target: [String]) throws {
    try withNetwork {
      try Namespace.setEphemeralPorts(40_000...40_001)
      var server: Server?
      let run = try probe(arguments: target + ["--wait=10s", "-i20ms", "-t5s"]) { _ in
        usleep(200_000)
        // It may just be in use, for as long as an attempt takes.
        for _ in 0..<50 where server == nil {
          server = try? Server(Place(host: "127.0.0.1", port: 40_000), scripts: [.ok])
          if server == nil { usleep(1000) }
        }
      }
      #expect(server != nil)
      #expect(run.status == 0, "\(run)")
      server?.finish()
    }
  }

  @Test func serviceOnThePortIsOne() throws {
    try withNetwork {
      try Namespace.setEphemeralPorts(40_000...40_001)
      let server = try Server(Place(host: "127.0.0.3", port: 40_000), scripts: [.ok])
      let run = try probe("http://127.0.0.3:40000/")
      #expect(run.status == 0, "\(run)")
      server.finish()
    }
  }
}
