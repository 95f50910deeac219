import Harness
import Testing

/// A thousand targets in one call: one process, one deadline, memory in proportion.
@Suite(.serialized) struct ManyTargetsTests {
  static let noise = Duration.seconds(2)

  /// Each third of the targets; `--wait` keeps the refused and the silent ones undecided, so that
  /// the call goes on to its end.
  @Test func mixOfHealthyRefusedAndSilent() throws {
    let healthy = try QuickServer.healthy()
    let (refused, silent) = (try Place(.ipv4), try Server(.ipv4, [.hold]))
    let urls = (0..<1000).map { index in
      [healthy.url, refused.url(), silent.url()][index % 3] + "/\(index)"
    }
    var (threads, children) = (0, 0)
    let run = try probe(arguments: ["--wait=2s", "-t2s", "-i500ms"] + urls) { child in
      try silent.waitForConnections(333)
      let kernel = Kernel(child)
      (threads, children) = (kernel.threads, kernel.children)
    }
    #expect((threads, children) == (1, 0))
    #expect(run.status == 1)
    #expect(run.duration >= .seconds(2))
    #expect(run.duration < .seconds(2) + Self.noise)
    let healthyLines = run.out.split(separator: "\n")
    #expect(healthyLines.count == 334)
    #expect(healthyLines.allSatisfy { $0.hasPrefix("healthy \(healthy.url)/") })
    for line in run.err.split(separator: "\n") {
      let reason = line.contains(refused.url()) ? ": connect: " : ": receive: timed out after "
      #expect(line.contains(reason))
    }
  }

  @Test func allHealthy() throws {
    let healthy = try QuickServer.healthy()
    let urls = (0..<1000).map { "\(healthy.url)/\($0)" }
    let run = try probe(arguments: ["-t20s"] + urls)
    #expect(run.status == 0)
    #expect(run.out.split(separator: "\n").count == 1000)
    #expect(run.duration < .seconds(10))
  }

  @Test func allSilentOrRefused() throws {
    let (refused, silent) = (try Place(.ipv4), try Server(.ipv4, [.hold]))
    let urls = (0..<1000).map { "\($0 % 2 == 0 ? refused.url() : silent.url())/\($0)" }
    let run = try probe(arguments: ["--any", "-t2s"] + urls)
    #expect(run.status == 1)
    #expect(run.out == "")
    #expect(run.duration < .seconds(2) + Self.noise)
    let lines = run.err.split(separator: "\n")
    #expect(lines.count == 1000)
    for (index, line) in lines.enumerated() {
      let reason = index % 2 == 0 ? ": connect: connection refused" : ": receive: timed out after "
      #expect(line.contains(reason))
    }
  }

  /// Twice the targets, about twice the memory and at most about twice the time of a processor.
  @Test func growth() throws {
    let samples = try [250, 500, 1000].map(Sample.init)
    let steps = zip(samples, samples.dropFirst()).map { $1.memory - $0.memory }
    #expect(steps[0] > 0)
    #expect(steps[1] <= steps[0] * 3, "\(samples)")
    #expect(samples[2].memory < 6000, "\(samples)")
    // A tick is 10 ms, so few of them say little.
    #expect(samples[2].ticks <= max(20, samples[0].ticks * 8), "\(samples)")
  }

  /// What one call with so many silent targets takes while it holds all their connections.
  struct Sample {
    var count: Int
    var memory = 0
    var ticks = 0

    init(_ count: Int) throws {
      self.count = count
      let silent = try Server(.ipv4, [.hold])
      var (memory, ticks) = (0, 0)
      let urls = (0..<count).map { "\(silent.url())/\($0)" }
      let run = try probe(arguments: ["--any", "-t20s"] + urls) { child in
        try silent.waitForConnections(count)
        let kernel = Kernel(child)
        (memory, ticks) = (kernel.peakMemory, kernel.ticks)
        silent.finish()
      }
      #expect(run.status == 1)
      (self.memory, self.ticks) = (memory, ticks)
    }
  }
}

extension QuickServer {
  static func healthy() throws -> QuickServer {
    try QuickServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
  }
}
