import Glibc
import Harness
import Testing

/// Ten thousand checks while the machine is busy, and a server that comes and goes.
@Suite(.serialized) struct ManyChecksTests {
  @Test func tenThousandRightVerdicts() throws {
    let busy = Busy()
    let healthy = try QuickServer.healthy()
    let urls = (0..<50).map { "\(healthy.url)/\($0)" }
    for _ in 0..<200 {
      let run = try probe(arguments: ["-t20s"] + urls)
      guard run.status == 0, run.out.split(separator: "\n").count == 50 else {
        Issue.record("\(run)")
        return
      }
    }
    busy.stop()
  }

  /// Ten thousand attempts of one process, each of them unhealthy, leave nothing behind.
  @Test func tenThousandAttemptsLeakNothing() throws {
    let busy = Busy()
    let bad = try QuickServer("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
    let refused = try Place(.ipv4)
    let urls = (0..<50).map { "\($0 % 2 == 0 ? bad.url : refused.url())/\($0)" }
    var samples: [(memory: Int, descriptors: Int)] = []
    let run = try probe(
      arguments: ["--any", "-r199", "-i5ms", "-t20s", "-v"] + urls, errors: .null,
      limit: .seconds(60)
    ) { child in
      let kernel = Kernel(child)
      // Sampled for as long as it runs; a program that has ended has no memory.
      while true {
        let sample = (memory: kernel.peakMemory, descriptors: kernel.descriptors)
        if sample.memory == 0 { break }
        samples.append(sample)
        usleep(20_000)
      }
    }
    busy.stop()
    #expect(run.status == 1)
    // The first ones may still show what the program inherits for a moment while it starts.
    let settled = samples.dropFirst(samples.count / 10 + 1)
    let (early, late) = (try #require(settled.first), try #require(settled.last))
    #expect(settled.count >= 10)
    #expect(late.memory <= early.memory + 64, "\(settled)")
    // Some it inherits from whoever runs the tests; beyond these there is one a target at most.
    let fewest = try #require(settled.map(\.descriptors).min())
    #expect(settled.allSatisfy { $0.descriptors <= fewest + urls.count }, "\(settled)")
    let end = settled.suffix(settled.count / 2)
    #expect(try #require(end.map(\.descriptors).min()) < fewest + 5, "\(settled)")
  }

  @Test func restartedServerIsJudgedRightly() throws {
    let busy = Busy()
    let server = try QuickServer.healthy()
    for _ in 0..<150 {
      #expect(try probe(server.url, "-t20s").status == 0)
      server.stop()
      let refused = try probe(server.url, "-t20s")
      #expect(refused.status == 1)
      #expect(refused.err.contains(": connect: connection refused ("))
      try server.start()
    }
    busy.stop()
  }

  @Test func serverThatStopsBeforeItAccepts() throws {
    let server = try QuickServer.healthy()
    for _ in 0..<50 {
      server.stop()
      try server.listenOnly()
      let run = try probe(server.url, "-t20s") { _ in
        try server.waitForConnection()
        server.stop()
      }
      #expect(run.status == 1)
      #expect(run.duration < .seconds(10))
      // How far the check had come is a race, but it never finds the connection refused.
      let reason = /: (connect|send|receive): (connection reset|connection closed|broken pipe)/
      #expect(run.err.contains(reason))
    }
  }

  /// Whoever waits takes no time of a processor: not for a server, a redirect, a pause or a signal.
  @Test func waitingTakesNoProcessor() throws {
    let (silent, refused) = (try Server(.ipv4, [.hold]), try Place(.ipv4))
    let redirecting = try Server(.ipv4, scripts: [.redirect(to: "/b"), [.hold]])
    var ticks = Int.max
    let run = try probe(
      "--wait=20s", "-t20s", "-i100ms", silent.url(), refused.url(), redirecting.url()
    ) { child in
      try redirecting.waitForConnections(2)
      usleep(1_000_000)
      ticks = Kernel(child).ticks
      kill(child, SIGTERM)
    }
    #expect(run.status == 1)
    // Of a hundred in a second.
    #expect(ticks <= 5)
  }

  @Test func restartDuringAWait() throws {
    let server = try QuickServer.healthy()
    for _ in 0..<20 {
      server.stop()
      let run = try probe(server.url, "--wait=20s", "-i10ms") { _ in
        usleep(30_000)
        try server.start()
      }
      #expect(run.status == 0)
      #expect(run.duration < .seconds(10))
    }
  }
}

/// Programs that do nothing but keep the processors busy.
private final class Busy: @unchecked Sendable {
  private var children: [pid_t] = []

  init() {
    for _ in 0..<4 {
      var child: pid_t = 0
      let command = ["sh", "-c", "while :; do :; done"]
      let arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
      if posix_spawnp(&child, "sh", nil, nil, arguments, nil) == 0 { children.append(child) }
      for argument in arguments { free(argument) }
    }
  }

  deinit { stop() }

  func stop() {
    for child in children {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    children = []
  }
}
