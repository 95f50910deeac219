import Bytes
import Conformance
import Wire

/// What an exchange said in the end.
struct Heard: Equatable {
  var isHealthy: Bool
  /// The report, behind the phase where one failed.
  var text: String
  /// Whether it took the end of the connection to decide.
  var awaitedClose: Bool
}

/// One exchange with a row's server, which is no server but bytes.
struct Conversation {
  private let exchange: HTTPExchange

  init(_ row: ResponseCase) {
    let demand = Demand(agent: "healthprobe/test")
    demand.method = row.method == "HEAD" ? "HEAD" : row.method == "OPTIONS" ? "OPTIONS" : "GET"
    demand.expected = Self.kept(row.expected ?? "")
    do throws(TargetError) {
      exchange = HTTPExchange(try HTTPURL("localhost/health"), demand)
    } catch {
      fatalError("the URL of the tests is malformed")
    }
    _ = exchange.connected()
  }

  /// Bytes that lie in memory for as long as the tests run.
  private static func kept(_ text: String) -> StaticBytes {
    var bytes = ByteBuffer()
    for byte in text.utf8 { bytes.append(byte) }
    return bytes.keep()
  }

  /// Hears the bytes in pieces, and then the end of the connection unless it was decided before.
  func hear(_ bytes: [UInt8], cutAt cuts: [Int]) -> Heard {
    var start = 0
    for end in cuts + [bytes.count] where end > start {
      let step = exchange.receive(bytes.span.extracting(start..<end))
      if let heard = heard(step, awaitedClose: false) { return heard }
      start = end
    }
    let heard = heard(exchange.end(), awaitedClose: true)
    return heard ?? Heard(isHealthy: false, text: "undecided at the end", awaitedClose: true)
  }

  private func heard(_ step: Wire.Step, awaitedClose: Bool) -> Heard? {
    switch step {
    case .more, .send, .reconnect: return nil
    case .healthy:
      return Heard(isHealthy: true, text: text(exchange.report), awaitedClose: awaitedClose)
    case .unhealthy(let phase):
      var reason = ByteBuffer()
      reason.append(phase.prefix)
      reason.append(exchange.report)
      return Heard(isHealthy: false, text: text(reason), awaitedClose: awaitedClose)
    }
  }

  private func text(_ buffer: borrowing ByteBuffer) -> String {
    let span = buffer.span
    var bytes: [UInt8] = []
    for index in span.indices { bytes.append(span[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
