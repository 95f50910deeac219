import Harness
import Testing

/// Each limit of setrlimit(2) at its least: a verdict or a line, and 0 or 1.
@Suite struct LimitTests {
  /// Those with which the kernel starts a program at all.
  ///
  /// With less of a stack or of memory than the image takes, or without a second of a processor, it
  /// kills each program that there is.
  static let limits: [Limit] =
    ["core", "fsize", "locks", "memlock", "msgqueue", "nofile", "nproc", "rss", "sigpending"]
    .flatMap { [Limit.resource($0, 0), .resource($0, 1)] } + [
      .resource("cpu", 1), .resource("nice", 0), .resource("rtprio", 0), .resource("rttime", 0),
      .resource("rttime", 1), .resource("nofile", 2), .resource("nofile", 3),
      .resource("nofile", 4), .resource("stack", 32 << 10), .resource("data", 256 << 10),
      .resource("as", 512 << 10),
    ]

  /// The least with which one connection can be made.
  static func allowsAConnection(_ limit: Limit) -> Bool {
    if case .resource("nofile", let count) = limit { return count >= 4 }
    return true
  }

  @Test(arguments: limits)
  func verdict(_ limit: Limit) throws {
    let server = try Server(.ipv4, .ok)
    let healthy = try probe(server.url(), "-t1s", limits: [limit])
    let refused = try probe(try Place(.ipv4).url(), "-t1s", limits: [limit])
    if Self.allowsAConnection(limit) {
      #expect(healthy.end == .exited(0), "\(healthy)")
      #expect(healthy.out.hasPrefix("healthy "))
      #expect(refused.err.contains(": connect: connection refused ("))
    } else {
      #expect(healthy.err.contains(": connect: too many open files ("), "\(healthy)")
    }
    for run in Self.allowsAConnection(limit) ? [refused] : [healthy, refused] {
      #expect(run.end == .exited(1), "\(run)")
      #expect(run.err.split(separator: "\n").count == 1)
    }
  }

  @Test(arguments: limits)
  func versionAndUsageError(_ limit: Limit) throws {
    let version = try probe("-V", limits: [limit])
    #expect(version.end == .exited(0))
    #expect(version.out.hasPrefix("healthprobe "))
    let wrong = try probe("--nonsense", limits: [limit])
    #expect(wrong.end == .exited(1))
    #expect(wrong.err.contains("'--nonsense'"))
  }

  /// A file that must not grow takes no line, and the status still tells the verdict.
  @Test(arguments: [0, 1], [true, false])
  func fileThatMustNotGrow(_ size: Int, _ isHealthy: Bool) throws {
    let folder = try TemporaryFolder()
    let file = Stream.file(try folder.file("log", ""))
    let server = try Server(.ipv4, .answer(status: isHealthy ? "200 OK" : "500 No"))
    let run = try probe(
      server.url(), output: file, errors: file, limits: [.resource("fsize", size)])
    #expect(run.end == .exited(isHealthy ? 0 : 1))
  }
}
