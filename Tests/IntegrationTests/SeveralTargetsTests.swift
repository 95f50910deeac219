import Harness
import Testing

/// Several targets at once: all, or any.
@Suite struct SeveralTargetsTests {
  static let bad = [Step].answer(status: "500 No")

  @Test func allHealthy() throws {
    let servers = [try Server(.ipv4, .ok), try Server(.ipv6, .ok), try Server(.unix, .ok)]
    let run = try probe(arguments: servers.map { $0.url() } + ["tcp://\(servers[0].address)"])
    #expect(run.status == 0)
    let told = run.out.split(separator: "\n").map { $0.prefix { $0 != "(" } }
    #expect(
      told == servers.map { "healthy \($0.url()): 200 OK " }
        + ["healthy tcp://\(servers[0].address): connected "])
    #expect(run.err == "")
  }

  @Test func orderOfArguments() throws {
    let slow = try Server(
      .ipv4,
      [
        .receiveHead,
        .send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", by: 10, pause: .milliseconds(30)),
      ])
    let fast = try Server(.ipv4, .ok)
    let run = try probe(slow.url("/slow"), fast.url("/fast"))
    #expect(run.status == 0)
    let lines = run.out.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.contains("/slow: ") == true)
  }

  @Test func sameTimeInParallel() throws {
    let server = try Server(.ipv4, [.hold])
    let run = try probe(
      arguments: ["--any", "-t500ms"] + (0..<20).map { server.url("/\($0)") })
    #expect(run.status == 1)
    #expect(run.err.split(separator: "\n").count == 20)
    #expect(run.duration < .seconds(3))
    #expect(server.finish().count == 20)
  }

  @Test func oneUnhealthyDecidesEarly() throws {
    let (silent, place) = (try Server(.ipv4, [.hold]), try Place(.ipv4))
    let run = try probe(silent.url(), place.url(), "--timeout=20s")
    #expect(run.status == 1)
    #expect(run.duration < .seconds(5))
    // A target without a verdict when the result is certain has no line.
    #expect(run.err.split(separator: "\n").count == 1)
    #expect(run.err.hasPrefix("unhealthy \(place.url()): connect: connection refused"))
    #expect(run.out == "")
  }

  @Test func oneHealthyDecidesAny() throws {
    let (silent, server) = (try Server(.ipv4, [.hold]), try Server(.ipv4, .ok))
    let run = try probe("--any", silent.url(), server.url(), "--timeout=20s")
    #expect(run.status == 0)
    #expect(run.duration < .seconds(5))
    #expect(run.out.split(separator: "\n").count == 1)
    #expect(run.out.hasPrefix("healthy \(server.url()): "))
    #expect(run.err == "")
  }

  @Test func mixedVerdicts() throws {
    let good = try Server(.ipv4, .ok)
    let bad = try Server(
      .ipv4, [.receiveHead, .send("HTTP/1.1 500 No\r\n\r\n", by: 2, pause: .milliseconds(50))])
    let run = try probe(good.url(), bad.url())
    #expect(run.status == 1)
    #expect(run.out.hasPrefix("healthy \(good.url()): 200 OK"))
    #expect(run.err.hasPrefix("unhealthy \(bad.url()): status 500"))
  }

  @Test func anyNeedsOne() throws {
    let servers = [try Server(.ipv4, Self.bad), try Server(.ipv4, Self.bad)]
    let run = try probe(arguments: ["--any"] + servers.map { $0.url() })
    #expect(run.status == 1)
    #expect(run.err.split(separator: "\n").count == 2)
  }

  @Test func eachRetriesByItself() throws {
    let one = try Server(.ipv4, scripts: [Self.bad, .ok])
    let other = try Server(.ipv4, scripts: [Self.bad, Self.bad, .ok])
    let run = try probe(one.url(), other.url(), "-r5", "-i10ms")
    #expect(run.status == 0)
    #expect((one.finish().count, other.finish().count) == (2, 3))
    #expect(run.out.contains("2 attempts"))
    #expect(run.out.contains("3 attempts"))
  }

  @Test func malformedOneAmongThem() throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(server.url(), "tcp://db", server.url())
    #expect(run.status == 1)
    #expect(run.err.contains("'tcp://db'"))
    #expect(server.finish().isEmpty)
  }
}
