import Glibc
import Harness
import Testing

/// Each signal that can be caught: one line that tells what was last seen, and status 1, or nothing.
@Suite struct SignalTests {
  // Neither the two that can't be caught, nor those that stop a program, which end nothing, nor the
  // two that the C library keeps for itself, which it has programs ignore that it starts.
  static let signals = (Int32(1)...64).filter {
    ![SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, 32, 33].contains($0)
  }

  static let meaningless = [SIGPIPE, SIGXFSZ, SIGWINCH, SIGCHLD, SIGURG, SIGCONT]

  // A trap of the program's own is SIGILL on x86-64 and SIGTRAP on arm64.
  #if arch(x86_64)
    static let faults = [SIGSEGV, SIGBUS, SIGILL, SIGSYS]
  #else
    static let faults = [SIGSEGV, SIGBUS, SIGTRAP, SIGSYS]
  #endif

  static let endings = signals.filter { !meaningless.contains($0) && !faults.contains($0) }

  @Test(arguments: endings)
  func tellsTheLastAttempt(_ signal: Int32) throws {
    // Two attempts end at once, the third has no end.
    let server = try Server(
      .ipv4, scripts: [.answer(status: "404 No"), .answer(status: "503 Busy"), [.hold]])
    let run = try probe(server.url(), "-r9", "-i1ms", "-t20s") { child in
      try server.waitForConnections(3)
      kill(child, signal)
    }
    #expect(run.end == .exited(1), "\(run)")
    #expect(
      run.err.hasPrefix(
        "unhealthy \(server.url()): status 503, wanted 200-399 (\(server.address), "))
    #expect(run.err.hasSuffix(", ended by signal \(signal))\n"))
    #expect(run.err.split(separator: "\n").count == 1)
    #expect(run.duration < .seconds(5))
  }

  @Test(arguments: endings)
  func tellsWhatItWaitedIn(_ signal: Int32) throws {
    let server = try Server(.ipv4, [.hold])
    let run = try probe(server.url(), "--wait=20s", "-t20s") { child in
      try server.waitForBytes()
      kill(child, signal)
    }
    #expect(run.end == .exited(1), "\(run)")
    #expect(
      run.err.hasPrefix("unhealthy \(server.url()): receive: interrupted after "), "\(run)")
    #expect(run.err.contains(", no response (\(server.address), "))
    #expect(run.err.hasSuffix(", ended by signal \(signal))\n"))
    #expect(run.err.split(separator: "\n").count == 1)
    #expect(run.duration < .seconds(5))
  }

  /// The kernel keeps signals from the first process of a container, unless that asks for them.
  @Test(.needsNamespace, arguments: endings + faults)
  func asFirstProcess(_ signal: Int32) throws {
    let server = try Server(.ipv4, [.hold])
    let run = try probe(
      server.url(), "--retries=9", "-t20s", launcher: ["unshare", "--pid", "--fork"]
    ) { launcher in
      try server.waitForBytes()
      kill(try ProcessTree.child(of: launcher), signal)
    }
    #expect(run.end == .exited(1), "\(run)")
    #expect(run.err.split(separator: "\n").count == 1)
    #expect(run.duration < .seconds(5))
  }

  @Test(arguments: faults)
  func fault(_ signal: Int32) throws {
    let server = try Server(.ipv4, [.hold])
    let run = try probe(server.url(), "--timeout=20s") { child in
      try server.waitForBytes()
      kill(child, signal)
    }
    #expect(run.end == .exited(1))
    #expect(run.out == "")
    #expect(run.err.hasPrefix("healthprobe: "))
    #expect(run.err.contains(signal == SIGSYS ? "(SIGSYS)" : "internal fault: "))
    #expect(run.err.split(separator: "\n").count == 1)
    #expect(run.err.hasSuffix("\n"))
  }

  @Test(arguments: meaningless)
  func meansNothing(_ signal: Int32) throws {
    let server = try Server(
      .ipv4,
      [
        .receiveHead,
        .send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", by: 5, pause: .milliseconds(30)),
        .send("ok"),
      ])
    let run = try probe(server.url(), "--timeout=10s") { child in
      try server.waitForBytes()
      for _ in 0..<20 {
        kill(child, signal)
        usleep(5000)
      }
    }
    #expect(run.status == 0)
  }

  /// As by nohup(1), or a shell for what runs in the background.
  @Test(arguments: [SIGHUP, SIGINT, SIGQUIT])
  func ignoredByTheCaller(_ signal: Int32) throws {
    let server = try Server(
      .ipv4, [.receiveHead, .pause(.milliseconds(300))] + [Step].ok.dropFirst())
    let run = try probe(
      server.url(), "--wait=20s", "-t20s", launcher: ["env", "--ignore-signal=\(signal)"]
    ) { child in
      try server.waitForBytes()
      kill(child, signal)
    }
    #expect(run.status == 0, "\(run)")
  }

  /// Every target that is not decided gets a line, those that are theirs.
  @Test func severalTargets() throws {
    let (healthy, silent, refused) = (
      try Server(.ipv4, .ok), try Server(.ipv4, [.hold]), try Place(.ipv4)
    )
    let hole = try Blackhole(.ipv4)
    let run = try probe(
      "--wait=20s", "-t20s", "-i10ms", healthy.url(), silent.url(), refused.url(),
      "tcp://\(hole.address)"
    ) { child in
      try silent.waitForBytes()
      try healthy.waitForBytes()
      // Until the healthy one is decided, too.
      usleep(100_000)
      kill(child, SIGTERM)
    }
    #expect(run.end == .exited(1))
    #expect(run.out.hasPrefix("healthy \(healthy.url()): 200 OK ("))
    let lines = run.err.split(separator: "\n")
    #expect(lines.count == 3, "\(run)")
    guard lines.count == 3 else { return }
    #expect(lines[0].contains("\(silent.url()): receive: interrupted after "))
    #expect(lines[1].contains("\(refused.url()): connect: connection refused ("))
    #expect(lines[2].contains(": connect: interrupted after "))
    #expect(lines[2].contains(" (\(hole.address), "))
  }

  /// Nobody reads what it says, and it ends all the same.
  @Test func endsBeforeAFullPipe() throws {
    let server = try Server(.ipv4, [.hold])
    let run = try probe(
      server.url(), "--wait=60s", "-t60s", errors: .fullPipe(isBlocking: true)
    ) { child in
      try server.waitForBytes()
      kill(child, SIGTERM)
    }
    #expect(run.end == .exited(1))
    #expect(run.duration < .seconds(5))
  }
}
