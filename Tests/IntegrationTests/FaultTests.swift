import Glibc
import Harness
import Testing

/// Failures of the machine and of the program itself: a verdict or a line, and 0 or 1, always.
@Suite struct FaultTests {
  static let fourMebibytes = Limit.addressSpace(4 << 20)
  static let block = String(repeating: "x", count: 4096)

  @Test func endlessBodyInLittleMemory() throws {
    let server = try Server(
      .ipv4, [.receiveHead, .send("HTTP/1.1 200 OK\r\n\r\n"), .repeating(Self.block)])
    let run = try probe(server.url(), "-t5s", limits: [Self.fourMebibytes])
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy \(server.url()): 200 OK ("))
    let text = try probe(server.url(), "-t5s", "-e", "none", limits: [Self.fourMebibytes])
    #expect(text.status == 1)
    #expect(text.err.contains(": expect: "))
  }

  @Test(arguments: ["X: \(block)\r\n", "HTTP/1.1 100 Continue\r\n\r\n", block, "1\r\nx\r\n"])
  func endlessHeadInLittleMemory(_ text: String) throws {
    let server = try Server(
      .ipv4,
      [.receiveHead, .send(text.hasPrefix("HTTP") ? "" : "HTTP/1.1 200 OK\r\n"), .repeating(text)])
    let run = try probe(server.url(), "-t5s", limits: [Self.fourMebibytes])
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("unhealthy \(server.url()): response: "))
  }

  @Test func endlessChunksInLittleMemory() throws {
    let server = try Server(
      .ipv4,
      [
        .receiveHead, .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        .repeating("1\r\nx\r\n"),
      ])
    let run = try probe(server.url(), "-t5s", limits: [Self.fourMebibytes])
    #expect(run.status == 0)
  }

  @Test(arguments: [400, 600, 1000, 2000])
  func everyAmountOfMemory(_ kibibytes: Int) throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(
      arguments: (0..<200).map { server.url("/\($0)") },
      limits: [.addressSpace(kibibytes << 10)])
    if run.status == 0 {
      #expect(run.out.split(separator: "\n").count == 200)
    } else {
      #expect(run.end == .exited(1))
      #expect(run.err.contains("memory"))
    }
  }

  @Test func outOfMemory() throws {
    let place = try Place(.ipv4)
    let run = try probe(
      arguments: (0..<5000).map { place.url("/\($0)") }, limits: [.addressSpace(1 << 20)])
    #expect(run.end == .exited(1))
    #expect(run.out == "")
    #expect(run.err.contains("out of memory"))
    #expect(run.err.split(separator: "\n").count == 1)
  }

  @Test(arguments: [3, 4, 5, 8])
  func fewDescriptors(_ count: Int) throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(
      arguments: (0..<10).map { server.url("/\($0)") }, limits: [.openFiles(count)])
    if count == 3 {
      #expect(run.status == 1)
      #expect(run.err.contains(": connect: too many open files ("))
    } else {
      #expect(run.status == 0)
      #expect(run.out.split(separator: "\n").count == 10)
    }
  }

  @Test func emptyEnvironmentAndNoArguments() throws {
    let run = try probe("--timeout=200ms", directory: "/proc")
    #expect(run.status == 0 || run.status == 1)
    #expect(run.all.contains("healthy http://localhost:8080/health: "))
  }

  @Test func serverThatAnswersBeforeItReads() throws {
    let server = try Server(
      .ipv4, [.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"), .hold])
    let run = try probe(server.url())
    #expect(run.err.contains(": status 503, wanted 200-399 ("))
  }
}
