import Harness
import Testing

/// A target without a scheme is HTTP; where nothing there speaks that, the line says what to write.
@Suite struct BareTargetHintTests {
  static let hinted: [[Step]] = [
    [.send("SSH-2.0-OpenSSH\r\n"), .hold], [.receiveHead, .send("-ERR unknown\r\n"), .hold],
    [.hold], [.receiveHead, .close], [.receiveHead, .reset], [.receiveHead, .send("\0\0\0\0\n\n")],
    [.receiveHead, .send("HTT")],
  ]

  @Test(arguments: hinted)
  func isGiven(_ script: [Step]) throws {
    let server = try Server(.ipv4, script)
    let hint = "; tcp://\(server.address) checks the bare connection (\(server.address), "
    let run = try probe("-t500ms", server.address)
    #expect(run.end == .exited(1))
    #expect(run.err.contains(hint), "\(run)")
    #expect(run.err.components(of: "checks the bare").count == 2)
    // Whoever wrote the scheme meant it.
    let named = try probe("-t500ms", "http://\(server.address)")
    #expect(named.end == .exited(1))
    #expect(!named.err.contains("bare connection"), "\(named)")
  }

  @Test(arguments: [
    [Step].answer(status: "500 No"), .answer(status: "200 OK", body: "x"),
    [.receiveHead, .send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort")],
    [.receiveHead, .send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"), .hold],
    .redirect(to: "http:///"),
  ])
  func isNotGivenToHTTP(_ script: [Step]) throws {
    let server = try Server(.ipv4, script)
    let run = try probe("-t500ms", "-enone", server.address)
    #expect(run.end == .exited(1))
    #expect(!run.err.contains("bare connection"), "\(run)")
  }

  @Test func isNotGivenWhereNothingListens() throws {
    let place = try Place(.ipv4)
    let run = try probe(place.address)
    #expect(run.err.contains(": connect: connection refused (\(place.address), "))
    let hole = try Blackhole(.ipv4)
    #expect(!(try probe("-t300ms", hole.address).err.contains("bare connection")))
  }

  /// It holds a target that works.
  @Test(arguments: [
    "127.0.0.1:", ":", "[::1]:", "localhost:", "127.0.0.1:@/path?q", "LOCALHOST:@/",
  ])
  func canBeFollowed(_ form: String) throws {
    let family: Family = form.contains("::") ? .ipv6 : .ipv4
    let server = try Server(family, [.send("SSH-2.0-x\r\n"), .hold])
    let target =
      form.contains("@") ? form.replacing("@", with: "\(server.port)") : "\(form)\(server.port)"
    let run = try probe(target)
    let hint = try #require(run.err.firstMatch(of: /; (tcp:\/\/[^ ]+) checks the bare connection/))
    #expect(hint.1.hasSuffix(":\(server.port)"))
    #expect(try probe(String(hint.1)).status == 0)
  }
}

extension String {
  /// The parts between occurrences of a text.
  fileprivate func components(of text: String) -> [Substring] {
    split(separator: text, omittingEmptySubsequences: false)
  }
}
