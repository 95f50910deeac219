import Glibc
import Harness
import Testing

/// `--invert`: healthy is what is known not to be, and nothing that merely could not be found out.
@Suite struct InvertTests {
  static let absent: [(options: [String], script: [Step], reason: String)] = [
    ([], .answer(status: "503 Busy"), "status 503, wanted 200-399 ("),
    (["-s200"], .answer(status: "204 None"), "status 204, wanted 200 ("),
    (["-t300ms"], [.hold], "receive: timed out after 3"),
    ([], [.receiveHead, .close], "receive: connection closed without a response"),
    ([], [.receiveHead, .reset], "receive: connection reset by peer"),
    ([], .answer("SSH-2.0-x\r\n\r\n"), "response: "),
    (["-e", "no"], .ok, "expect: 'no' not in the 2 bytes"),
  ]

  @Test(arguments: absent)
  func whatIsNotHealthyIs(_ options: [String], _ script: [Step], _ reason: String) throws {
    let server = try Server(.ipv4, script)
    let run = try probe(arguments: options + ["--invert", server.url()])
    #expect(run.end == .exited(0), "\(run)")
    #expect(run.out.hasPrefix("healthy \(server.url()): not healthy, as wanted: \(reason)"))
    #expect(run.err == "")
  }

  @Test(arguments: ["http://", "tcp://", "redis://", "grpc://", "udp://"])
  func refused(_ scheme: String) throws {
    let place = try Place(.ipv4)
    let run = try probe("--invert", "\(scheme)\(place.address)")
    // Nobody is bound to the port of datagrams either.
    #expect(run.end == .exited(0), "\(run)")
    #expect(
      run.out.contains(": not healthy, as wanted: connect: connection refused (")
        || scheme == "udp://")
  }

  @Test func localTargets() throws {
    let folder = try TemporaryFolder()
    for target in ["file://\(folder.path)/none", "pid://\(folder.path)/none"] {
      #expect(try probe("--invert", target).end == .exited(0))
    }
    let file = try folder.file("there", "1\n")
    let run = try probe("--invert", "file://\(file)")
    #expect(run.isUnhealthy("file://\(file)", "wanted not healthy: changed "), "\(run)")
    // What can't be looked at may be there.
    for target in [
      "file://\(folder.path)/" + String(repeating: "x", count: 300), "pid://\(folder.path)",
    ] {
      let run = try probe("--invert", target)
      #expect(run.end == .exited(1), "\(run)")
      #expect(!run.err.contains("wanted not healthy"))
    }
    #expect(try probe("--invert", "unix://\(folder.path)/none").end == .exited(0))
  }

  @Test func healthyTargetIsNot() throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe("--invert", server.url())
    #expect(run.isUnhealthy(server.url(), "wanted not healthy: 200 OK ("), "\(run)")
    #expect(try probe(server.url(), environment: ["HEALTHPROBE_INVERT": "1"]).end == .exited(1))
  }

  @Test func waitsUntilItIsGone() throws {
    let server = try Server(.ipv4, scripts: [.ok, .ok, .answer(status: "503 Leaving")])
    let run = try probe("--invert", "--wait=20s", "-i1ms", "-t10s", server.url())
    #expect(run.end == .exited(0))
    #expect(run.out.hasPrefix("healthy \(server.url()): not healthy, as wanted: status 503"))
    #expect(run.out.contains(", 3 attempts, "))
    #expect(run.duration < .seconds(10))
  }

  /// The last attempts of `--wait` have hardly any time, and silence within it says nothing.
  @Test func lastAttemptOfAWaitIsTooShortToTell() throws {
    let server = try Server(
      .ipv4, [.receiveHead, .pause(.milliseconds(150))] + [Step].ok.dropFirst())
    let run = try probe("--invert", "--wait=800ms", "-i1ms", "-t20s", server.url())
    #expect(run.end == .exited(1), "\(run)")
    let silent = try Server(.ipv4, [.hold])
    let gone = try probe("--invert", "--wait=300ms", "-t20s", silent.url())
    #expect(gone.end == .exited(0), "\(gone)")
  }

  @Test func isOfItsGroup() throws {
    let (good, bad) = (try Server(.ipv4, .ok), try Place(.ipv4))
    #expect(try probe(good.url(), "--next", "--invert", bad.url()).end == .exited(0))
    #expect(try probe("--invert", bad.url(), "--next", good.url()).end == .exited(0))
    #expect(try probe("--invert", good.url(), "--next", bad.url()).end == .exited(1))
    let any = try probe("--any", "--invert", good.url(), bad.url())
    #expect(any.end == .exited(0))
  }

  @Test(arguments: [3, 4])
  func withoutDescriptors(_ count: Int) throws {
    let place = try Place(.ipv4)
    for target in ["http://name.invalid/", "http://127.0.0.1:\(place.port)/"] {
      let run = try probe(
        "--invert", "-t1s", target, input: .null, limits: [.openFiles(count)])
      if count == 3 {
        #expect(run.end == .exited(1), "\(run)")
        #expect(run.err.contains("too many open files"), "\(run)")
        #expect(!run.err.contains("wanted not healthy"))
      } else if target.contains("127") {
        #expect(run.end == .exited(0), "\(run)")
      }
    }
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func signal(_ signal: Int32) throws {
    let server = try Server(.ipv4, [.hold])
    let hole = try Blackhole(.ipv4)
    for target in [server.url(), "tcp://\(hole.address)"] {
      let run = try probe("--invert", "-t20s", target) { child in
        if target.hasPrefix("http") { try server.waitForBytes() } else { usleep(200_000) }
        kill(child, signal)
      }
      #expect(run.end == .exited(1), "\(run)")
      #expect(run.err.contains(": interrupted after "))
      #expect(run.err.hasSuffix(", ended by signal \(signal))\n"))
    }
  }

  /// A name that is known not to be is gone; one of which nothing is known may be there.
  @Test(.needsNamespace)
  func names() throws {
    try Namespace.run(etc: ["resolv.conf": "nameserver 127.0.0.2\n"]) {
      let silent = try probe("--invert", "-t1s", "http://app.lan/")
      #expect(silent.end == .exited(1), "\(silent)")
      let names = try NameServer("127.0.0.2", ["other.lan": [.address("127.0.0.3")]])
      let absent = try withExtendedLifetime(names) { try probe("--invert", "http://app.lan/") }
      #expect(absent.end == .exited(0), "\(absent)")
      #expect(absent.out.contains(": not healthy, as wanted: resolve: no such host 'app.lan' ("))
    }
  }

  /// Each system call refused, to a target that is healthy.
  @Test(
    .needsNamespace, .needs("root, to filter system calls", isThere: SystemCallFilter.isAvailable),
    arguments: [EPERM, ENOSYS, ENOMEM, EACCES])
  func refusedCalls(_ error: Int32) throws {
    let server = try Server(.ipv4, .ok)
    let folder = try TemporaryFolder()
    let file = try folder.file("there", "1\n")
    for target in [server.url(), "tcp://\(server.address)", "file://\(file)", "pid://\(file)"] {
      for (name, number) in RefusedCallTests.calls {
        let run = try SystemCallFilter.refusing(number, with: .error(error)) {
          try probe("--invert", "-t10s", target)
        }
        #expect(run.end == .exited(1), "\(name) \(target): \(run)")
      }
    }
  }
}
