import Conformance
import Harness
import Testing

/// The conformance table against the shipped executable.
@Suite struct ConformanceTests {
  @Test(arguments: ResponseCase.all)
  func whole(_ row: ResponseCase) throws {
    let server = try Server(.ipv4, [.receiveHead, .sendBytes(row.response), row.lastStep])
    let run = try probe(arguments: row.options + ["-t15s", server.url()])
    row.expect(run, server.url())
    // Undecided until the deadline would be a verdict that comes too late.
    #expect(run.duration < .seconds(10))
  }

  /// Rows that can be asked for in one call: the same options, and the same verdict, since a call
  /// ends with the first verdict that decides it.
  struct Group: Sendable, CustomTestStringConvertible {
    var rows: [ResponseCase]

    var options: [String] { rows.first?.options ?? [] }
    var isHealthy: Bool { rows.first?.isHealthy ?? false }
    var testDescription: String {
      "\(rows.count) \(isHealthy ? "healthy" : "unhealthy") \(options.joined(separator: " "))"
    }

    func servers(_ script: (ResponseCase) -> [Step]) throws -> [Server] {
      try rows.map { try Server(.unix, script($0)) }
    }
  }

  static let groups: [Group] = {
    var groups: [Group] = []
    for row in ResponseCase.all where !row.response.isEmpty {
      let place = groups.firstIndex {
        $0.options == row.options && $0.isHealthy == row.isHealthy && $0.rows.count < 60
      }
      if let place { groups[place].rows.append(row) } else { groups.append(Group(rows: [row])) }
    }
    return groups
  }()

  /// A Unix socket hands on each byte as it was sent, where TCP might gather some.
  @Test(.serialized, arguments: groups)
  func byteByByte(_ group: Group) throws {
    let servers = try group.servers { row in
      [.receiveHead, row.drip(.milliseconds(1)), row.lastStep]
    }
    // A single healthy one would end a call that wants any, an unhealthy one a call that wants all.
    let mode = group.isHealthy ? [] : ["--any"]
    let run = try probe(
      arguments: mode + group.options + ["-t20s"] + servers.map { $0.url() })
    #expect(run.status == (group.isHealthy ? 0 : 1))
    #expect(run.duration < .seconds(15))
    let lines = run.all.split(separator: "\n")
    #expect(lines.count == group.rows.count)
    for (row, server) in zip(group.rows, servers) { row.expect(run, server.url()) }
  }

  @Test(.serialized, arguments: groups)
  func byteByBytePastTheDeadline(_ group: Group) throws {
    // The last piece comes long after the timeout, lest a busy machine make them meet.
    let servers = try group.servers { row in
      [.receiveHead, row.drip(.seconds(4) / row.pieces + .milliseconds(1)), row.lastStep]
    }
    let run = try probe(
      arguments: ["--any", "-t500ms"] + group.options + servers.map { $0.url() })
    #expect(run.status == 1)
    #expect(run.out == "")
    #expect(run.duration < .seconds(2))
    let lines = run.err.split(separator: "\n")
    #expect(lines.count == group.rows.count)
    guard group.isHealthy else { return }
    #expect(run.duration >= .milliseconds(490))
    for (row, line) in zip(group.rows, lines) {
      #expect(line.contains(": receive: timed out after "), "\(row.testDescription)")
    }
  }

  /// A server may answer before the request has come, or without reading it ever.
  @Test(arguments: ResponseCase.all.filter { $0.ending == .open })
  func early(_ row: ResponseCase) throws {
    let server = try Server(.ipv4, [.sendBytes(row.response), .hold])
    row.expect(try probe(arguments: row.options + ["-t15s", server.url()]), server.url())
  }
}

extension ResponseCase {
  fileprivate var lastStep: Step { ending == .open ? .hold : .close }

  // A long response comes in larger pieces.
  fileprivate var pieceSize: Int { response.count / 400 + 1 }
  fileprivate var pieces: Int { response.count / pieceSize }

  fileprivate func drip(_ pause: Duration) -> Step {
    .sendPieces(response, size: pieceSize, pause: pause)
  }

  fileprivate func expect(_ run: Run, _ url: String) {
    switch verdict {
    case .healthy(let start):
      #expect(run.out.contains("healthy \(url): \(start)"), "\(testDescription)\n\(run.all)")
      #expect(run.err == "")
    case .unhealthy(let start):
      #expect(run.err.contains("unhealthy \(url): \(start)"), "\(testDescription)\n\(run.all)")
      #expect(run.out == "")
    }
  }
}
