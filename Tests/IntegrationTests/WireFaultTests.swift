import Harness
import Testing

/// Connections that end, break or fall silent at each point of a response.
@Suite struct WireFaultTests {
  /// How much of a response came.
  enum Point: String, CaseIterable, Sendable {
    case nothing = ""
    case statusLine = "HTTP/1.1 20"
    case statusLineEnd = "HTTP/1.1 200 OK\r\n"
    case header = "HTTP/1.1 200 OK\r\nContent-Le"
    case headerEnd = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"
    case body = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok"
    case chunkSize = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5"
    case chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nok"
    case chunkEnd = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"
    case trailer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y"
    case interim = "HTTP/1.1 100 Continue\r\n\r\n"
    case untilClose = "HTTP/1.1 200 OK\r\n\r\nok"

    /// What a check says to the end of the connection here; nil where it is the proper end.
    var end: String? {
      switch self {
      case .nothing: "connection closed without a response"
      case .body: "connection closed within the body"
      case .chunkSize, .chunk, .chunkEnd, .trailer: "connection closed before the last chunk"
      case .untilClose: nil
      default: "connection closed within the headers"
      }
    }

    /// What a check says that it has seen so far.
    var progress: String {
      switch self {
      case .nothing: "no response"
      case .body, .chunk, .chunkEnd, .untilClose: "2 bytes of an unfinished body received"
      case .chunkSize, .trailer: "0 bytes of an unfinished body received"
      default: "headers unfinished"
      }
    }

    /// What it names to be tried where a connection ends here that did not have to.
    var hint: String {
      self == .nothing ? "; if the port speaks TLS, https:// checks it" : ""
    }

    func server(_ fault: Step) throws -> Server {
      try Server(.ipv4, [.receiveHead, .send(rawValue), fault])
    }
  }

  @Test(arguments: Point.allCases)
  func end(_ point: Point) throws {
    let server = try point.server(.close)
    let run = try probe(server.url(), "-t10s")
    #expect(run.duration < .seconds(5))
    guard let end = point.end else { return #expect(run.status == 0) }
    #expect(run.status == 1)
    let prefix = "unhealthy \(server.url()): receive: \(end)\(point.hint)"
    #expect(run.err.hasPrefix("\(prefix) (\(server.address), "))
  }

  @Test(arguments: Point.allCases)
  func reset(_ point: Point) throws {
    let server = try point.server(.reset)
    let run = try probe(server.url(), "-t10s")
    #expect(run.status == 1)
    #expect(run.duration < .seconds(5))
    #expect(run.err.hasPrefix("unhealthy \(server.url()): receive: connection reset by peer, "))
    #expect(run.err.contains(", \(point.progress)\(point.hint) ("))
  }

  @Test(arguments: Point.allCases)
  func silence(_ point: Point) throws {
    let server = try point.server(.hold)
    let run = try probe(server.url(), "-t300ms")
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("unhealthy \(server.url()): receive: timed out after "))
    #expect(run.err.contains(", \(point.progress) ("))
    #expect(run.duration >= .milliseconds(290))
    #expect(run.duration < .seconds(1.8))
  }

  @Test(arguments: [Family.ipv4, .ipv6])
  func resetOnAccept(_ family: Family) throws {
    let server = try Server(family, [.reset])
    for target in [server.url(), "tcp://\(server.address)"] {
      let run = try probe(target, "-t10s", "-ebanner")
      #expect(run.status == 1)
      #expect(run.duration < .seconds(5))
      // Which call meets the reset first is a race that the server may win.
      #expect(try Regex("(connect|send|receive): (connection reset|broken pipe)").isFound(run.err))
    }
  }

  @Test(arguments: [Family.ipv4, .ipv6, .unix])
  func closeOnAccept(_ family: Family) throws {
    let server = try Server(family, [.close])
    let run = try probe(server.url(), "-t10s")
    #expect(run.status == 1)
    #expect(run.duration < .seconds(5))
    #expect(try Regex("(send|receive): (connection (closed|reset)|broken pipe)").isFound(run.err))
  }

  @Test(arguments: [Family.ipv4, .ipv6, .unix])
  func refused(_ family: Family) throws {
    let place = try Place(family)
    let run = try probe(place.url(), "-t10s")
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("unhealthy \(place.url()): connect: connection refused ("))
    #expect(run.duration < .seconds(5))
  }

  /// A network namespace of its own has no way to anywhere while its loopback interface is down.
  @Test(arguments: ["127.0.0.1", "[::1]"])
  func unreachable(_ host: String) throws {
    let run = try probe(
      arguments: ["tcp://\(host):80", "-t10s"], launcher: ["unshare", "--map-root-user", "--net"])
    #expect(run.status == 1)
    #expect(
      try Regex("connect: (network unreachable|no free local port or address)").isFound(run.err),
      "\(run)")
    #expect(run.err.contains("(\(host):80, "))
    #expect(run.duration < .seconds(5))
  }
}

extension Regex {
  fileprivate func isFound(_ text: String) throws -> Bool { try firstMatch(in: text) != nil }
}
