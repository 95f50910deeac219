import Harness
import Testing

/// `udp` targets: what comes back, what is refused, and what silence is worth.
@Suite struct DatagramTargetTests {
  static let answers: [(options: [String], replies: [String], sent: String, report: String)] = [
    (["--send", "ping"], ["pong"], "ping", "datagram of 4 bytes received"),
    (["--send=a\\r\\n\\0"], [""], "a\r\n\0", "datagram of 0 bytes received"),
    (["--send", "ping", "-e", "pong"], ["pong"], "ping", "expected text received"),
    (["--send", "ping", "-e", "pong"], ["no", "", "a pong"], "ping", "expected text received"),
    (["-e", "on"], ["Monday"], "", "expected text received"),
    ([], ["hello"], "", "datagram of 5 bytes received"),
    ([], [], "", "no refusal within 500 ms; UDP can't tell more without --send"),
    (["-t400ms"], [], "", "no refusal within 200 ms; UDP can't tell more without --send"),
  ]

  @Test(arguments: answers, [Family.ipv4, .ipv6])
  func healthy(
    _ row: (options: [String], replies: [String], sent: String, report: String), _ family: Family
  ) throws {
    let server = try DatagramServer(family, answering: row.replies.map { Array($0.utf8) })
    let run = try probe(arguments: row.options + [server.url(family)])
    #expect(run.status == 0, "\(run)")
    #expect(run.out.hasPrefix("healthy \(server.url(family)): \(row.report) ("))
    #expect(server.finish() == [Array(row.sent.utf8)])
  }

  static let failures: [(options: [String], replies: [String], reason: String)] = [
    (["--send", "ping"], [], "no datagram received"),
    (
      ["--send", "ping", "-e", "pong"], ["po", "ng"],
      "expected text not in the 2 datagrams received"
    ),
    (["-e", "x"], ["y"], "expected text not in the 1 datagram received"),
  ]

  @Test(arguments: failures)
  func unhealthy(_ options: [String], _ replies: [String], _ reason: String) throws {
    let server = try DatagramServer(.ipv4, answering: replies.map { Array($0.utf8) })
    let run = try probe(arguments: options + ["-t300ms", server.url(.ipv4)])
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("unhealthy \(server.url(.ipv4)): receive: timed out after "))
    #expect(run.err.contains(", \(reason) ("))
    #expect(run.duration < .seconds(2))
  }

  @Test(arguments: [[], ["--send", "ping"], ["-e", "pong"]], [Family.ipv4, .ipv6])
  func refused(_ options: [String], _ family: Family) throws {
    let url = try DatagramServer(family).url(family)
    let run = try probe(arguments: options + ["-t20s", url])
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("unhealthy \(url): connect: connection refused ("))
    #expect(run.duration < .seconds(5))
  }

  @Test(arguments: [Family.ipv4, .ipv6], [[], ["--send", "ping", "-e", "pong"]])
  func localhostIsFoundInEitherFamily(_ family: Family, _ options: [String]) throws {
    let server = try DatagramServer(family, answering: [Array("pong".utf8)])
    let run = try probe(arguments: options + ["udp://localhost:\(server.port)"])
    #expect(run.status == 0, "\(run)")
    #expect(run.out.contains(" (\(family == .ipv6 ? "[::1]" : "127.0.0.1"):\(server.port), "))
  }

  @Test func floodIsReadInLittleMemory() throws {
    let junk = [UInt8](repeating: 0x61, count: 60_000)
    let server = try DatagramServer(.ipv4, answering: Array(repeating: junk, count: 1000))
    let run = try probe(
      "-e", "none", "-t500ms", server.url(.ipv4), limits: [.addressSpace(4 << 20)])
    #expect(run.status == 1)
    #expect(run.err.contains(": receive: timed out after "))
  }

  @Test(.needsNamespace) func aHostOutOfReachIsNoSilentOne() throws {
    try Namespace.run(etc: [:]) {
      // A route that answers for the host, as a router does.
      try Namespace.tool("ip", "route", "add", "unreachable", "192.0.2.1/32")
      let run = try probe("udp://192.0.2.1:53")
      #expect(run.status == 1)
      #expect(run.err.contains(": connect: no route to host ("))
    }
  }

  static let dnsmasq = [
    "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--user=root", "--group=root",
    "--pid-file=", "--no-resolv", "--no-hosts", "--listen-address=127.0.0.1", "--bind-interfaces",
    "--address=/db.test/127.9.9.9", "--log-facility=-",
  ]
  // RFC 1035 §4.1: db.test, A, IN, recursion desired.
  static let query = #"--send=\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x02db\x04test\0\0\x01\0\x01"#

  @Test(.needsNamespace, .needs(program: "dnsmasq"))
  func dnsmasqAnswers() throws {
    let etc = ["passwd": "root:x:0:0::/:/bin/sh\n", "group": "root:x:0:\n"]
    try Namespace.run(etc: etc) {
      try Daemon.run(Self.dnsmasq, listeningOn: "127.0.0.1", port: 53) {
        for options in [[Self.query], [Self.query, "-e", #"\x7f\x09\x09\x09"#], []] {
          let run = try probe(arguments: options + ["udp://127.0.0.1:53"])
          #expect(run.status == 0, "\(run)")
        }
        let other = try probe(
          Self.query, "-e", #"\x7f\x01\x01\x01"#, "-t300ms", "udp://127.0.0.1:53")
        #expect(other.status == 1)
      }
    }
  }
}

extension DatagramServer {
  /// A `udp` target of the server.
  fileprivate func url(_ family: Family) -> String {
    "udp://\(family == .ipv6 ? "[::1]" : "127.0.0.1"):\(port)"
  }
}
