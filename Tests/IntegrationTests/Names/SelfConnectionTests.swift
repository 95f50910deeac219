import Harness
import Testing

/// A connection to a free port of the ephemeral range that meets itself: nobody listens there.
@Suite(.enabled(if: Namespace.isAvailable))
struct SelfConnectionTests {
  @Test(arguments: ["127.0.0.1:40000", "[::1]:40000", "localhost:40000"])
  func isNoService(_ address: String) throws {
    try withNetwork {
      try Namespace.setEphemeralPorts(40_000...40_000)
      for target in ["tcp://\(address)", "http://\(address)/"] {
        let run = try probe(target, "--timeout=2s")
        #expect(run.end == .exited(1), "\(run)")
        // What comes back over HTTP is no response anyway.
        if target.hasPrefix("tcp") { #expect(run.err.contains(": connect: "), "\(run)") }
        #expect(run.duration < .seconds(5))
      }
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
