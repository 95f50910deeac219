import Bytes
import Wire

/// What an exchange came to with a peer that sent some bytes and then closed.
public struct Judgement: Equatable, Sendable {
  /// The last step, in words.
  public let step: String
  /// What the verdict tells; of a redirect, the request that follows.
  public let report: String
  /// What the verdict would have told, had the peer fallen silent instead of closing; nil where it
  /// was certain before.
  public let progress: String?

  /// Whether the verdict was certain before the peer closed.
  public var isEarly: Bool { progress == nil }
  /// Whether the target is healthy.
  public var isHealthy: Bool { step == "healthy" }

  /// Judges what arrives in pieces on a new connection.
  public init(_ exchange: Exchange, _ pieces: [ArraySlice<UInt8>]) {
    var progress: String?
    var step = exchange.connected()
    if case .send = step { step = exchange.sent() }
    for piece in pieces where step.goesOn { step = exchange.receive(piece.span) }
    if step.goesOn {
      progress = ByteBuffer.text { exchange.appendProgress(to: &$0) }
      step = exchange.end()
    }
    self.progress = progress
    self.step = "\(step)"
    if case .reconnect = step {
      _ = exchange.connected()
      report = exchange.outboxText
    } else {
      report = exchange.report.span.text
    }
  }

  /// What is wrong with how an exchange judges these bytes: that it depends on how they were cut, or
  /// that there is no verdict at the end; nil when all is right.
  public static func violation(_ bytes: [UInt8], _ exchange: () -> Exchange) -> String? {
    var random = Random(seed: bytes)
    let whole = Judgement(exchange(), Pieces.whole(bytes))
    if whole.step == "more" || whole.step == "send" { return "no verdict: \(whole)" }
    if whole.report.utf8.contains(where: { $0 < 0x20 && !whole.step.hasPrefix("reconnect") }) {
      return "control byte in \(whole)"
    }
    for pieces in [Pieces.single(bytes), Pieces.random(bytes, &random)] {
      let other = Judgement(exchange(), pieces)
      if other != whole { return "\(whole) becomes \(other) in pieces of \(pieces.map(\.count))" }
    }
    return nil
  }
}

extension Exchange {
  /// What is to be sent, as text.
  public var outboxText: String { ByteBuffer.text { $0.append(outbox) } }
}

extension Step {
  fileprivate var goesOn: Bool {
    if case .more = self { true } else { false }
  }
}
