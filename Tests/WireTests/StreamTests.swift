import Bytes
import Testing
import Wire

/// What a stream comes to, by what happens on it one after the other.
@Suite struct StreamTests {
  enum Event: Sendable {
    case connected
    case sent
    case hears(String)
    case closes
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var sent: StaticBytes
    var expected: StaticBytes
    var events: [Event]
    /// The last step, and its report; all steps before it are nothing but waiting and sending.
    var step: String
    var report: String

    init(
      _ name: String, sending sent: StaticBytes = "", expecting expected: StaticBytes = "",
      _ events: [Event], _ step: String, _ report: String
    ) {
      testDescription = name
      (self.sent, self.expected, self.events) = (sent, expected, events)
      (self.step, self.report) = (step, report)
    }
  }

  static let rows = [
    Row("nothing asked", [.connected], "healthy", "connected"),
    Row("sent", sending: "hi", [.connected, .sent], "healthy", "connected and sent"),
    Row(
      "heard before all is sent", sending: "hi", [.connected, .hears("banner"), .sent], "healthy",
      "connected and sent"),
    Row(
      "closed before all is sent", sending: "hi", [.connected, .closes], "unhealthy(send)",
      "connection closed by peer"),
    Row(
      "heard and closed before all is sent", sending: "hi",
      [.connected, .hears("banner"), .closes], "unhealthy(send)", "connection closed by peer"),
    Row(
      "expected", expecting: "ok", [.connected, .hears("ok")], "healthy", "expected text received"),
    Row(
      "expected in pieces", expecting: "ok", [.connected, .hears("xo"), .hears("k")], "healthy",
      "expected text received"),
    Row(
      "expected before all is sent", sending: "hi", expecting: "ok", [.connected, .hears("ok")],
      "healthy", "expected text received"),
    Row(
      "expected around what is sent", sending: "hi", expecting: "ok",
      [.connected, .hears("o"), .sent, .hears("k")], "healthy", "expected text received"),
    Row(
      "closed without a byte", expecting: "ok", [.connected, .closes], "unhealthy(receive)",
      "connection closed without a byte"),
    Row(
      "closed without the text", sending: "hi", expecting: "ok",
      [.connected, .sent, .hears("o"), .hears("o"), .closes], "unhealthy(expect)",
      "'ok' not in the 2 bytes received"),
  ]

  @Test(arguments: rows)
  func judged(_ row: Row) throws {
    let demand = Demand(agent: "x")
    demand.sent = row.sent
    if !row.expected.isEmpty { demand.expect(row.expected) }
    let exchange = StreamExchange(demand)
    var steps: [String] = []
    for event in row.events {
      switch event {
      case .connected: steps.append("\(exchange.connected())")
      case .sent: steps.append("\(exchange.sent())")
      case .hears(let text): steps.append("\(exchange.receive(Array(text.utf8).span))")
      case .closes: steps.append("\(exchange.end())")
      }
    }
    #expect(steps.last?.replacing("Wire.Phase.", with: "") == row.step)
    #expect(steps.dropLast().allSatisfy { $0 == "more" || $0 == "send" }, "\(steps)")
    #expect(text(exchange.report) == row.report)
  }

  private func text(_ buffer: borrowing ByteBuffer) -> String {
    let span = buffer.span
    var bytes: [UInt8] = []
    for index in span.indices { bytes.append(span[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
