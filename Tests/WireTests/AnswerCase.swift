import Oracles
import Testing
import Wire

/// What a server of some protocol sends, and the verdict that follows.
struct AnswerCase: Sendable, CustomTestStringConvertible {
  /// The target whose server answers.
  let target: String
  /// All that the server sends before it closes.
  let answer: [UInt8]
  /// What is told of a healthy target behind `healthy: `, or the phase and the reason.
  let verdict: String

  init(_ target: String, _ answer: [UInt8], _ verdict: String) {
    self.target = target
    self.answer = answer
    self.verdict = verdict
  }

  init(_ target: String, _ answer: String, _ verdict: String) {
    self.init(target, Array(answer.utf8), verdict)
  }

  var testDescription: String { "\(target): \(verdict)" }

  /// Expects the verdict, and the same one however the network cuts the answer.
  func check() {
    let heard = Conversation(exchange(), whole: answer)
    #expect((heard.isHealthy ? "healthy: " : "") + heard.report == verdict)
    #expect(Conversation.violation(answer, exchange) == nil)
    let cuts = answer.count < 2048 ? Array(1..<max(1, answer.count)) : [1, 4, 5, 600, 9000]
    #expect(Conversation.splitViolation(answer, at: cuts, exchange) == nil)
  }

  /// Expects that nothing is certain before the answer is whole, where its last byte decides.
  func checkPrefixes() {
    guard Conversation(exchange(), whole: answer).isEarly,
      !Conversation(exchange(), whole: Array(answer.dropLast())).isEarly
    else { return }
    var prefix: [UInt8] = []
    for byte in answer.dropLast() {
      prefix.append(byte)
      let heard = Conversation(exchange(), whole: prefix)
      #expect(!heard.isHealthy && !heard.isEarly, "the first \(prefix.count) bytes: \(heard)")
    }
  }

  /// What the exchange sends until it has a verdict, and with it.
  var sent: (bytes: [UInt8], farewell: [UInt8]) {
    let exchange = exchange()
    let heard = Conversation(exchange, whole: answer)
    return (heard.sent, exchange.farewell.span.array)
  }

  private func exchange() -> Exchange { Conversation.exchange(with: target) }
}

/// Expects a verdict on a server that says `first` and then `again` without an end, long before all
/// of it was heard.
func expectEnd(of target: String, _ first: [UInt8], _ again: [UInt8], _ verdict: String) {
  var bytes = first
  while bytes.count < 3 * 65536 { bytes += again }
  let exchange = { Conversation.exchange(with: target) }
  let heard = Conversation(exchange(), whole: bytes)
  #expect(heard.isEarly && !heard.isHealthy, "\(heard)")
  #expect(heard.report == verdict)
  // Nor does it answer without an end.
  #expect(heard.sent.count < 16 << 10)
  let pieces = stride(from: 0, to: bytes.count, by: 1000).map {
    bytes[$0..<min($0 + 1000, bytes.count)]
  }
  #expect(Conversation(exchange(), pieces) == heard)
}

extension AnswerCase {
  /// Bytes as a line shows them.
  static func shown(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      if (0x20..<0x7f).contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return #"\x"# + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
