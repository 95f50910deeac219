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

  @Test(arguments: [true, false])
  func fullPipe(_ isBlocking: Bool) throws {
    // A reader that does not read must not hold the run past its bounds.
    let server = try Server(.ipv4, .ok)
    let run = try probe(
      server.url(), output: .fullPipe(isBlocking: isBlocking), limit: .seconds(5))
    #expect(run.end == .exited(0))
  }
}
