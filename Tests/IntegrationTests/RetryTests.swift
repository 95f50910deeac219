import Glibc
import Harness
import Testing

/// Further attempts, the pauses between them, and waiting.
@Suite struct RetryTests {
  static let bad = [Step].answer(status: "500 No")

  @Test func noneByDefault() throws {
    let server = try Server(.ipv4, scripts: [Self.bad, .ok])
    let run = try probe(server.url())
    #expect(run.status == 1)
    #expect(!run.err.contains("attempt"))
    #expect(server.finish().count == 1)
  }

  @Test func untilHealthy() throws {
    let server = try Server(.ipv4, scripts: [Self.bad, [.reset], .ok])
    let run = try probe(server.url(), "--retries=5", "--interval=10ms")
    #expect(run.status == 0)
    #expect(run.out.contains(": 200 OK (\(server.address), 3 attempts, "))
    #expect(server.finish().count == 3)
  }

  @Test func untilNoneIsLeft() throws {
    let server = try Server(.ipv4, Self.bad)
    let run = try probe(server.url(), "--retries=9", "--interval=30ms")
    #expect(run.status == 1)
    #expect(run.err.contains(": status 500, wanted 200-399 (\(server.address), 10 attempts, "))
    // The time is that of all attempts.
    let time = try #require(run.err.firstMatch(of: /10 attempts, ([0-9]+)\.[0-9] ms/))
    #expect(try #require(Int(time.1)) >= 265)
    #expect(server.finish().count == 10)
    #expect(run.duration >= .milliseconds(265))
    #expect(run.duration < .seconds(3))
  }

  @Test func intervalByDefault() throws {
    let place = try Place(.ipv4)
    let run = try probe(place.url(), "--retries=1")
    #expect(run.duration >= .milliseconds(490))
    #expect(run.duration < .seconds(2.5))
  }

  @Test func eachAttemptHasItsTimeout() throws {
    let server = try Server(.ipv4, [.hold])
    let run = try probe(server.url(), "-t200ms", "-r2", "-i100ms")
    #expect(run.status == 1)
    #expect(server.finish().count == 3)
    #expect(run.duration >= .milliseconds(790))
    #expect(run.duration < .milliseconds(2800))
  }

  @Test func waitEndsWithHealth() throws {
    let server = try Server(.ipv4, scripts: Array(repeating: Self.bad, count: 4) + [.ok])
    let run = try probe(server.url(), "--wait=20s", "-i20ms")
    #expect(run.status == 0)
    #expect(run.out.contains(", 5 attempts, "))
    #expect(run.duration < .seconds(5))
  }

  @Test func waitForServerThatStarts() throws {
    let place = try Place(.ipv4)
    var server: Server?
    let run = try probe(place.url(), "-w20s", "-i20ms") { _ in
      usleep(100_000)
      server = try Server(place, scripts: [.ok])
    }
    #expect(run.status == 0)
    #expect(run.out.contains(" attempts, "))
    #expect(server?.finish().count == 1)
  }

  @Test(arguments: [[.hold], RetryTests.bad])
  func waitEnds(_ script: [Step]) throws {
    let server = try Server(.ipv4, script)
    let run = try probe(server.url(), "--wait=600ms", "--timeout=10s", "-i50ms")
    #expect(run.status == 1)
    #expect(run.duration >= .milliseconds(500))
    #expect(run.duration < .seconds(3))
  }

  @Test func waitCutsTheLastAttempt() throws {
    let server = try Server(.ipv4, [.hold])
    let run = try probe(server.url(), "--wait=700ms", "-t300ms", "-i1ms")
    #expect(run.status == 1)
    #expect(server.finish().count == 3)
    #expect(run.duration < .seconds(3))
  }

  /// Waiting uses its time to the end, however long the pause between attempts is.
  @Test(arguments: [
    ("300ms", "500ms", Duration.milliseconds(300)), ("300ms", "24h", .milliseconds(300)),
    ("700ms", "500ms", .milliseconds(700)), ("1s", "500ms", .seconds(1)),
    ("1.2s", "400ms", .seconds(1.2)), ("100ms", "1ms", .milliseconds(100)),
    ("5ms", "500ms", .milliseconds(5)),
  ])
  func waitIsUsedToItsEnd(_ wait: String, _ interval: String, _ time: Duration) throws {
    let place = try Place(.ipv4)
    let run = try probe(place.url(), "--wait=\(wait)", "--interval=\(interval)")
    #expect(run.status == 1)
    #expect(run.err.contains(": connect: connection refused (\(place.address), "))
    #expect(run.duration >= time)
    #expect(run.duration < time + .seconds(1.5))
  }

  /// A server that comes up in what a whole interval would leave unused.
  @Test(arguments: ["24h", "700ms"])
  func waitFindsALateServer(_ interval: String) throws {
    let place = try Place(.ipv4)
    var server: Server?
    let run = try probe(place.url(), "--wait=1s", "--interval=\(interval)") { _ in
      usleep(750_000)
      server = try Server(place, scripts: [.ok])
    }
    #expect(run.status == 0, "\(run)")
    server?.finish()
  }
}
