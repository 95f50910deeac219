import Harness
import Testing

/// Peers on the port of a FastCGI target that are no PHP-FPM.
@Suite struct FastCGITargetTests {
  private func target(_ server: Server) -> String { "fastcgi://\(server.address)/ping" }

  // A record of the output, §3.3 of FastCGI 1.0, that holds a header and `pong`.
  static let output: [UInt8] = [1, 6, 0, 1, 0, 8, 0, 0] + Array("A: \n\npon".utf8)
  static let end: [UInt8] = [1, 3, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  static let overloaded: [UInt8] = end.dropLast(4) + [2, 0, 0, 0]

  static let peers: [(script: [Step], reason: String)] = [
    (
      [.receive(8), .send("HTTP/1.1 400 Bad Request\r\n\r\n"), .hold],
      "response: not FastCGI, looks like HTTP"
    ),
    ([.send("SSH-2.0-a\r\n"), .hold], "response: not FastCGI"),
    ([.receive(8), .close], "receive: connection "),
    ([.receive(8), .sendBytes(output), .close], "receive: connection "),
    (
      [.receive(8), .sendBytes(overloaded), .hold],
      "response: refused: the application is overloaded"
    ),
    ([.hold], "receive: timed out after "),
    (
      [.receive(8), .sendPieces(output + output, size: 1, pause: .milliseconds(100))],
      "receive: timed out after "
    ),
  ]

  @Test(arguments: peers)
  func unhealthy(_ script: [Step], _ reason: String) throws {
    let server = try Server(.ipv4, script)
    let run = try probe("-t500ms", target(server))
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("unhealthy \(target(server)): \(reason)"), "\(run)")
    #expect(run.duration < .seconds(3))
  }

  @Test(arguments: [1, 7, 100])
  func droppedPieceByPiece(_ size: Int) throws {
    let server = try Server(
      .ipv4, [.receive(8), .sendPieces(Self.output + Self.end, size: size, pause: .zero), .hold])
    #expect(try probe("-e", "pon", "-t10s", target(server)).status == 0)
  }

  static let endless: [(first: [UInt8], again: [UInt8])] = [
    ([], [1, 7, 0, 1, 0x10, 0, 0, 0] + [UInt8](repeating: 0x65, count: 4096)),
    ([], [1, 6, 0, 1, 0x10, 0, 0, 0] + [UInt8](repeating: 0x79, count: 4096)),
    ([], [1, 10, 0, 0, 0, 0, 0, 0]), (output, [1, 6, 0, 1, 0, 1, 0, 0, 0x78]),
  ]

  @Test(arguments: endless)
  func endlessInLittleMemory(_ first: [UInt8], _ again: [UInt8]) throws {
    let block = Array(repeating: again, count: max(1, 4096 / again.count)).flatMap { $0 }
    let server = try Server(
      .ipv4, [.receive(8), .sendBytes(first), .sendEndlessly(block, pause: .zero)])
    let run = try probe("-t10s", target(server), limits: [.addressSpace(4 << 20)])
    #expect(run.status == (first.isEmpty ? 1 : 0), "\(run)")
    #expect(!run.all.contains("timed out"), "\(run)")
  }

  @Test(arguments: ["fastcgi://a", "fastcgi://a/", "fastcgi://a:9000?b", "fastcgi+unix://%2Fa"])
  func pathIsWanted(_ target: String) throws {
    let run = try probe(target)
    #expect(
      run.err.hasPrefix("healthprobe: target '\(target)': missing path; wanted fastcgi://HOST"))
  }

  @Test func credentialsAreNotUsed() throws {
    let run = try probe("fastcgi://u:p@a/ping")
    #expect(run.err.contains("credentials where none are used; wanted fastcgi://HOST[:9000]/PATH"))
    #expect(!run.err.contains("u:p"))
  }
}
