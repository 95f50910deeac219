import Harness
import Testing

/// Standard streams that are closed, full, or read by nobody: the status still tells the verdict.
@Suite struct StandardStreamTests {
  @Test(arguments: [Stream.closed, .full, .brokenPipe], [true, false])
  func output(_ stream: Stream, _ isHealthy: Bool) throws {
    let server = try Server(.ipv4, .answer(status: isHealthy ? "200 OK" : "500 No"))
    let run = try probe(server.url(), output: stream)
    #expect(run.end == .exited(isHealthy ? 0 : 1))
    #expect(run.err.isEmpty == isHealthy)
    let silent = try probe(server.url(), output: stream, errors: stream)
    #expect(silent.end == .exited(isHealthy ? 0 : 1))
  }

  @Test(arguments: [Stream.closed, .null])
  func everyStream(_ stream: Stream) throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(server.url(), input: stream, output: stream, errors: stream)
    #expect(run.end == .exited(0))
    // A socket in the place of a closed stream must not get the verdict.
    let requests = server.finish().map { Request($0) }
    #expect(requests.count == 1)
    #expect(requests.first?.rest == "")
  }

  @Test(arguments: [
    [true, false, false], [false, true, false], [false, false, true], [true, true, true],
  ])
  func closed(_ isClosed: [Bool]) throws {
    let server = try Server(.ipv4, .answer(status: "500 No"))
    let run = try probe(
      server.url(), "-v", "--retries=1", "-i1ms", input: isClosed[0] ? .closed : .null,
      output: isClosed[1] ? .closed : .captured, errors: isClosed[2] ? .closed : .captured)
    #expect(run.end == .exited(1))
    #expect(run.err.isEmpty == isClosed[2])
    #expect(server.finish().map { Request($0).rest } == ["", ""])
  }

  @Test(arguments: [Stream.closed, .full, .brokenPipe])
  func helpAndUsage(_ stream: Stream) throws {
    #expect(try probe("--help", output: stream).end == .exited(0))
    #expect(try probe("--version", output: stream).end == .exited(0))
    #expect(try probe("--nonsense", errors: stream).end == .exited(1))
  }

  /// However much there is to say, a reader that does not read costs the run half a second in all.
  @Test(arguments: [
    ["-t300ms"], ["-v", "-t300ms"], ["-v", "-t300ms", "-r9", "-i10ms"],
    ["-v", "--wait=1s", "-i10ms"], ["-v", "--any", "-t300ms"],
  ])
  func fullPipeCostsOneBudget(_ options: [String]) throws {
    let place = try Place(.ipv4)
    let arguments = options + (0..<10).map { place.url("/\($0)") }
    let run = try probe(
      arguments: arguments, output: .fullPipe(isBlocking: true),
      errors: .fullPipe(isBlocking: true), limit: .seconds(10))
    #expect(run.end == .exited(1))
    #expect(run.duration < .seconds(3))
  }

  /// What fits is written, in whole lines, and the rest is given up.
  @Test(arguments: [true, false], [1, 2])
  func nearlyFullPipe(_ isBlocking: Bool, _ room: Int) throws {
    let place = try Place(.ipv4)
    let urls = (0..<400).map { place.url("/\($0)") }
    let run = try probe(
      arguments: urls + ["-t5s"], errors: .fullPipe(isBlocking: isBlocking, room: room),
      limit: .seconds(10))
    #expect(run.end == .exited(1))
    // Each has a page of its own in the pipe, filled but for the line that found no room.
    #expect(run.errors.count > room * 3900, "\(run.errors.count)")
    #expect(run.errors.count <= room * 4096)
    #expect(run.err.hasSuffix(")\n"))
    for (line, url) in zip(run.err.split(separator: "\n"), urls) {
      #expect(line.hasPrefix("unhealthy \(url): connect: connection refused ("))
    }
  }

  @Test(arguments: [true, false])
  func fullPipe(_ isBlocking: Bool) throws {
    // A reader that does not read must not hold the run past its bounds.
    let server = try Server(.ipv4, .ok)
    let run = try probe(
      server.url(), output: .fullPipe(isBlocking: isBlocking), limit: .seconds(5))
    #expect(run.end == .exited(0))
  }
}
