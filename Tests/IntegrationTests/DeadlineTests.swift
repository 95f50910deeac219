import Glibc
import Harness
import Testing

/// One deadline over all phases, which nothing that a server does can move.
@Suite struct DeadlineTests {
  // Tells scheduling noise from a deadline that was missed.
  static let noise = Duration.seconds(1.5)

  static let ok = "HTTP/1.1 200 OK\r\n"
  static let pause = Duration.milliseconds(50)

  /// Each would take far more than the timeout if a pause restarted the time.
  static let slow: [(script: [Step], phase: String)] = [
    ([.hold], "receive"), ([.receiveHead, .hold], "receive"),
    ([.receiveHead, .send(ok, by: 1, pause: pause), .hold], "receive"),
    ([.receiveHead, .send(ok), .repeating("X: y\r\n", pause: pause)], "receive"),
    ([.receiveHead, .send(ok), .repeating("x", pause: pause)], "receive"),
    ([.receiveHead, .send("\(ok)\r\n"), .repeating("x", pause: pause)], "receive"),
    (
      [.receiveHead, .send("\(ok)Content-Length: 999\r\n\r\n"), .repeating("x", pause: pause)],
      "receive"
    ),
    (
      [
        .receiveHead, .send("\(ok)Transfer-Encoding: chunked\r\n\r\n"),
        .repeating("1\r\nx\r\n", pause: pause),
      ], "receive"
    ),
    ([.receiveHead, .repeating("HTTP/1.1 100 Continue\r\n\r\n", pause: pause)], "receive"),
    ([.receiveHead, .send("\(ok)Content-Length: 9\r\n\r\nshort"), .hold], "receive"),
  ]

  @Test(arguments: slow)
  func slowServer(_ script: [Step], _ phase: String) throws {
    let server = try Server(.ipv4, script)
    let run = try probe(server.url(), "--timeout=400ms")
    #expect(run.status == 1)
    let reason = try #require(
      run.err.firstMatch(of: /: ([a-z]+): timed out after ([0-9]+)\.[0-9] ms/))
    #expect(reason.1 == phase)
    #expect(try #require(Int(reason.2)) >= 300)
    #expect(run.duration >= .milliseconds(390))
    #expect(run.duration < .milliseconds(400) + Self.noise)
  }

  /// Where the kernel doesn't write back what a wait has left of its time, as for programs of other
  /// systems, personality(2).
  @Test func clockAlone() throws {
    let script = [Step.receiveHead, .send(Self.ok), .repeating("X: y\r\n", pause: Self.pause)]
    let server = try Server(.ipv4, script)
    let run = try probe(
      server.url(), "--timeout=400ms", launcher: ["setarch", "--sticky-timeouts"])
    #expect(run.status == 1)
    #expect(run.err.contains(": receive: timed out after 4"))
    #expect(run.duration < .milliseconds(400) + Self.noise)
  }

  /// The time of a stopped process runs on.
  @Test(arguments: [("1s", 1, 1_500_000), ("400ms", 10, 20_000), ("400ms", 3, 200_000)])
  func stoppedAndContinued(_ timeout: String, _ times: Int, _ microseconds: UInt32) throws {
    let server = try Server(.ipv4, [.hold])
    let clock = ContinuousClock()
    var continued = clock.now
    let run = try probe(server.url(), "--timeout=\(timeout)") { child in
      try server.waitForBytes()
      for _ in 0..<times {
        kill(child, SIGSTOP)
        usleep(microseconds)
        kill(child, SIGCONT)
        continued = clock.now
        usleep(10_000)
      }
    }
    #expect(run.status == 1)
    #expect(run.err.contains(": receive: timed out after "))
    // Well before another wait of the whole timeout would end.
    if times == 1 { #expect(clock.now - continued < .milliseconds(600)) }
    #expect(run.duration < .milliseconds(1600) + Self.noise)
  }

  /// What a timeout tells is how long its own phase waited, after a redirect too.
  @Test func timeAfterARedirect() throws {
    let redirect =
      [Step.receiveHead, .pause(.milliseconds(600))] + [Step].redirect(to: "/b").dropFirst()
    let server = try Server(.ipv4, scripts: [redirect, [.hold]])
    let run = try probe(server.url(), "--timeout=1s")
    let time = try #require(run.err.firstMatch(of: /: receive: timed out after ([0-9]+)\.[0-9] ms/))
    #expect(try #require(Int(time.1)) <= 450)
  }

  static let endless: [[Step]] = [
    [.receiveHead, .repeating("HTTP/1.1 100 Continue\r\n\r\n")],
    [.receiveHead, .send(ok), .repeating("X: y\r\n")],
    [.receiveHead, .send(ok), .repeating("no-end-of-this-line")],
    [.receiveHead, .repeating("\r\n")], [.receiveHead, .repeating("HTTP/")],
  ]

  @Test(arguments: endless)
  func endlessHead(_ script: [Step]) throws {
    let server = try Server(.ipv4, script)
    let run = try probe(server.url(), "--timeout=10s")
    #expect(run.status == 1)
    #expect(run.err.contains(": response: "))
    // The bound ends it, not the deadline.
    #expect(run.duration < .seconds(5))
  }

  @Test(arguments: [
    "\r\n", "Content-Length: 999999999999\r\n\r\n",
  ])
  func endlessBody(_ rest: String) throws {
    let server = try Server(
      .ipv4,
      [.receiveHead, .send("\(Self.ok)\(rest)"), .repeating(String(repeating: "x", count: 4096))])
    let run = try probe(server.url(), "--timeout=10s")
    #expect(run.status == 0)
    #expect(run.duration < .seconds(5))
    #expect(try probe(server.url(), "--timeout=10s", "-e", "yes").err.contains(": expect: "))
  }

  @Test(arguments: [Family.ipv4, .ipv6])
  func fullBacklog(_ family: Family) throws {
    let hole = try Blackhole(family)
    for target in ["tcp://\(hole.address)", hole.place.url()] {
      let run = try probe(target, "--timeout=400ms")
      #expect(run.status == 1)
      #expect(run.err.contains(": connect: timed out after "))
      #expect(run.duration >= .milliseconds(390))
      #expect(run.duration < .milliseconds(400) + Self.noise)
    }
  }

  /// Room in a backlog is found before long, and the connection carries what follows.
  @Test func backlogOfUnixSocketThatEmpties() throws {
    let hole = try Blackhole(.unix)
    var server: Server?
    let run = try probe("unix://\(hole.address)", "--timeout=20s", "--send=PING", "--expect=PONG") {
      _ in
      usleep(50_000)
      server = try Server(hole.place, scripts: [[.send("PONG"), .hold]])
    }
    #expect(run.status == 0, "\(run)")
    #expect(run.duration < .seconds(5))
    #expect(server?.finish().contains("PING") == true)
  }

  @Test func fullBacklogOfUnixSocket() throws {
    let hole = try Blackhole(.unix)
    let run = try probe("unix://\(hole.address)", "--timeout=400ms")
    #expect(run.status == 1)
    #expect(run.err.contains(": connect: "))
    #expect(run.duration < .milliseconds(400) + Self.noise)
  }

  @Test func nobodyTakesWhatIsSent() throws {
    // Headers of more bytes than the socket's buffers hold.
    let server = try Server(.unix, [.repeating("", pause: .milliseconds(50))])
    let folder = try TemporaryFolder()
    var arguments = ["-t400ms", server.url()]
    for file in 0..<8 {
      let lines = (0..<60).map { "X-\(file)-\($0): \(String(repeating: "x", count: 1000))\n" }
      arguments += ["-H", "@\(try folder.file("headers\(file)", lines.joined()))"]
    }
    let run = try probe(arguments: arguments)
    #expect(run.status == 1)
    #expect(run.err.contains(": send: timed out after "))
    #expect(run.duration < .milliseconds(400) + Self.noise)
  }

  /// A request that goes out in many pieces, to a server that reads now and then: every byte once.
  @Test(arguments: [Family.ipv4, .unix])
  func largeRequestToASlowReader(_ family: Family) throws {
    let reads = (0..<20).flatMap { _ in [Step.pause(.milliseconds(5)), .receive(16 << 10)] }
    let server = try Server(
      family, [.pause(.milliseconds(200))] + reads + [.receiveHead] + [Step].ok.dropFirst())
    let (run, headers) = try Self.sendMuch(to: server)
    // What came is looked at only where it can be little enough.
    try #require(run.status == 0, "\(run)")
    let request = Request(try #require(server.finish().first))
    #expect(request.headers.filter { $0.hasPrefix("X-") } == headers)
    #expect(request.rest == "")
  }

  /// A server that answers without reading on says nothing about the one it names.
  @Test func largeRequestAfterARedirect() throws {
    let answer = "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"
    let server = try Server(
      .unix, scripts: [[.send(answer)], [.pause(.milliseconds(100))] + .ok])
    let (run, headers) = try Self.sendMuch(to: server)
    // What came is looked at only where it can be little enough.
    try #require(run.status == 0, "\(run)")
    let request = Request(try #require(server.finish().last))
    #expect(request.headers.filter { $0.hasPrefix("X-") } == headers)
  }

  /// Sends headers of 1 MB, far more than the buffers of a Unix socket.
  private static func sendMuch(to server: Server) throws -> (run: Run, headers: [String]) {
    let folder = try TemporaryFolder()
    var arguments = ["-t10s", server.url()]
    var headers: [String] = []
    for file in 0..<16 {
      let lines = (0..<60).map { "X-\(file)-\($0): \(String(repeating: "x", count: 1000))" }
      arguments += ["-H", "@\(try folder.file("headers\(file)", lines.joined(separator: "\n")))"]
      headers += lines
    }
    return (try probe(arguments: arguments), headers)
  }

  static let complete: [String] = [
    "Content-Length: 2\r\n\r\nok", "Content-Length: 0\r\nConnection: keep-alive\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
  ]

  @Test(arguments: complete)
  func openConnectionCostsNothing(_ rest: String) throws {
    let server = try Server(.ipv4, [.receiveHead, .send("\(Self.ok)\(rest)"), .hold])
    let run = try probe(server.url(), "--timeout=20s")
    #expect(run.status == 0)
    #expect(run.duration < .seconds(5))
  }

  @Test func twoSecondsByDefault() throws {
    let server = try Server(.ipv4, [.hold])
    let run = try probe(server.url())
    #expect(run.status == 1)
    #expect(run.err.contains("timed out after 2."))
    #expect(run.duration >= .seconds(1.9))
    #expect(run.duration < .seconds(2) + Self.noise)
  }
}
