import Bytes
import Oracles
import Testing
import Wire

/// The header before all else on a connection, whatever the exchange inside it does.
@Suite struct ProxyHeaderTests {
  static let headers: [[UInt8]] = [
    Array("PROXY UNKNOWN\r\n".utf8),
    // The signature, version 2 and LOCAL, UNSPEC, a length of 0.
    [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a, 0x20, 0, 0, 0],
  ]

  /// A target, and what its peer says.
  static let conversations: [(target: String, answer: String)] = [
    ("http://db/", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
    ("http://db/", "HTTP/1.1 503 No\r\n\r\n"), ("http://db/", "HTTP/1.1 200 OK\r\nContent-Le"),
    ("http://db/", "SSH-2.0-x\r\n"), ("http://db/", ""), ("tcp://db:1", ""),
    ("redis://:p@db", "+OK\r\n+PONG\r\n"), ("redis://db", "-NOAUTH no\r\n"),
    ("redis://db", "-ERR unknown command 'PROXY'\r\n"),
    ("postgres://db", "R\0\0\0\u{8}\0\0\0\0"), ("mysql://db", "\u{5}\0\0\0\nabc\0"),
    ("grpc://db:1", "HTTP/1.1 400 Bad Request\r\n\r\n"), ("fastcgi://db/p", "HTTP/1.1 400 No\r\n"),
  ]

  /// The same verdict as without it, in every split, and the same bytes behind it.
  @Test(arguments: conversations, [UInt8(1), 2])
  func changesNothingElse(_ row: (target: String, answer: String), _ version: UInt8) {
    let bytes = Array(row.answer.utf8)
    let plain = { Conversation.exchange(with: row.target) }
    let headed = { ProxyHeader(version: version, plain()) }
    let without = Conversation(plain(), whole: bytes)
    let with = Conversation(headed(), whole: bytes)
    #expect(with.step == without.step)
    #expect(with.report == without.report)
    #expect(with.progress == without.progress)
    #expect(with.farewell == without.farewell)
    #expect(with.sent == Self.headers[Int(version) - 1] + without.sent)
    #expect(Conversation.violation(bytes, headed) == nil)
    #expect(Conversation.splitViolation(bytes, at: 0...bytes.count, headed) == nil)
  }

  @Test(arguments: [UInt8(1), 2])
  func everyConnectionOfARedirect(_ version: UInt8) {
    let demand = Demand(agent: "a")
    demand.proxyVersion = version
    let exchange = ProxyHeader(version: version, Conversation.exchange(with: "http://db/"))
    let redirect = Array("HTTP/1.1 302 Found\r\nLocation: http://db:81/x\r\n\r\n".utf8)
    let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
    let heard = Conversation(exchange, connections: [Pieces.whole(redirect), Pieces.whole(answer)])
    #expect(heard.isHealthy)
    #expect(heard.report == "200 OK after 1 redirect")
    let header = Self.headers[Int(version) - 1]
    #expect(heard.requests.count == 2)
    #expect(heard.requests.allSatisfy { $0.starts(with: header + Array("GET /".utf8)) })
  }

  enum Event: Sendable { case connected, sent, hears, closes }

  /// What it answers one after the other, around exchanges that begin in each way.
  static let orders: [(inner: Talk, events: [Event], steps: [String])] = [
    (.certain, [.connected, .sent], ["send", "healthy"]),
    // The peer may speak, or close, before the header is sent.
    (.certain, [.connected, .hears, .sent], ["send", "more", "healthy"]),
    (.certain, [.connected, .closes], ["send", "unhealthy(send)"]),
    (.asking, [.connected, .sent, .hears], ["send", "more", "healthy"]),
    (.asking, [.connected, .hears], ["send", "healthy"]),
    (.asking, [.connected, .sent, .closes], ["send", "more", "unhealthy(receive)"]),
    (.listening, [.connected, .sent, .hears, .sent], ["send", "more", "send", "healthy"]),
    (.listening, [.connected, .hears, .sent], ["send", "send", "healthy"]),
    (.listening, [.connected, .closes], ["send", "unhealthy(receive)"]),
  ]

  @Test(arguments: orders)
  func answers(_ inner: Talk, _ events: [Event], _ steps: [String]) {
    let header = ProxyHeader(version: 1, Talker(inner))
    let answers = events.map { event in
      switch event {
      case .connected: "\(header.connected())"
      case .sent: "\(header.sent())"
      case .hears: "\(header.receive([0x61].span))"
      case .closes: "\(header.end())"
      }
    }
    #expect(answers.map { $0.replacing("Wire.Phase.", with: "") } == steps)
  }

  /// How an exchange begins.
  enum Talk: Sendable {
    /// It is healthy once connected.
    case certain
    /// It asks, and is healthy once it hears anything.
    case asking
    /// It answers what it hears, and is healthy once that is sent.
    case listening
  }
}

/// An exchange that does as little as there is to do.
private final class Talker: Exchange {
  private let talk: ProxyHeaderTests.Talk
  private var hasHeard = false

  init(_ talk: ProxyHeaderTests.Talk) { self.talk = talk }

  override func connected() -> Step {
    switch talk {
    case .certain: return .healthy
    case .listening: return .more
    case .asking:
      outbox.append("ask")
      return .send
    }
  }

  override func sent() -> Step { hasHeard ? .healthy : .more }

  override func receive(_ bytes: Span<UInt8>) -> Step {
    hasHeard = true
    guard talk == .listening else { return .healthy }
    outbox.append("answer")
    return .send
  }
}
