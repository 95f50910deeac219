import Bytes
import Wire

/// What an exchange of any protocol came to with a peer that sent some bytes and then closed.
public struct Conversation: Equatable, Sendable {
  /// The last step, in words.
  public let step: String
  /// What the verdict tells, behind the phase that failed; of a redirect, the request that follows.
  public let report: String
  /// What the verdict would have told, had the peer fallen silent instead of closing; nil where it
  /// was certain before.
  public let progress: String?
  /// All that the exchange sent on each connection, or left to be sent, but for its farewell.
  public let requests: [[UInt8]]

  /// What it said with its verdict.
  public let farewell: [UInt8]

  /// All that it sent, on every connection.
  public var sent: [UInt8] { Array(requests.joined()) }

  /// Whether the verdict was certain before the peer closed.
  public var isEarly: Bool { progress == nil }
  /// Whether the target is healthy.
  public var isHealthy: Bool { step == "healthy" }

  /// Hears what arrives in pieces on a new connection.
  public init(_ exchange: Exchange, _ pieces: [ArraySlice<UInt8>]) {
    self.init(exchange, connections: [pieces])
  }

  /// Hears what arrives in pieces on one connection after the other, as long as the exchange wants
  /// another one.
  public init(_ exchange: Exchange, connections: [[ArraySlice<UInt8>]]) {
    var progress: String?
    var sent: [[UInt8]] = []
    var step = Step.more
    for pieces in connections {
      sent.append([])
      step = exchange.sendAll(exchange.connected(), &sent[sent.count - 1])
      for piece in pieces where step.goesOn {
        step = exchange.sendAll(exchange.receive(piece.span), &sent[sent.count - 1])
      }
      if step.goesOn {
        progress = ByteBuffer.text { exchange.appendProgress(to: &$0) }
        step = exchange.sendAll(exchange.end(), &sent[sent.count - 1])
      }
      guard case .reconnect = step else { break }
    }
    if !sent.isEmpty {
      sent[sent.count - 1] += exchange.outbox.span.array
    }
    exchange.outbox.removeAll()
    self.progress = progress
    self.step = "\(step)"
    switch step {
    case .reconnect:
      _ = exchange.connected()
      report = exchange.outboxText
    case .unhealthy(let phase): report = phase.prefix.text + exchange.report.span.text
    default: report = exchange.report.span.text
    }
    requests = sent
    farewell = exchange.farewell.span.array
  }

  /// Hears all the bytes at once.
  public init(_ exchange: Exchange, whole bytes: [UInt8]) {
    self.init(exchange, Pieces.whole(bytes))
  }

  /// What is wrong with how an exchange judges these bytes: that it depends on how they were cut, or
  /// that there is no verdict at the end; nil when all is right.
  public static func violation(_ bytes: [UInt8], _ exchange: () -> Exchange) -> String? {
    var random = Random(seed: bytes)
    let whole = Conversation(exchange(), whole: bytes)
    if whole.step == "more" || whole.step == "send" { return "no verdict: \(whole)" }
    if whole.report.utf8.contains(where: { $0 < 0x20 && !whole.step.hasPrefix("reconnect") }) {
      return "control byte in \(whole)"
    }
    for pieces in [Pieces.single(bytes), Pieces.random(bytes, &random)] {
      let other = Conversation(exchange(), pieces)
      if other != whole { return "\(whole) becomes \(other) in pieces of \(pieces.map(\.count))" }
    }
    return nil
  }

  /// What is wrong with how an exchange judges these bytes when they are cut in two, at any place;
  /// nil when all is right.
  public static func splitViolation(
    _ bytes: [UInt8], at cuts: some Sequence<Int>, _ exchange: () -> Exchange
  ) -> String? {
    let whole = Conversation(exchange(), whole: bytes)
    for cut in cuts {
      let other = Conversation(exchange(), [bytes[..<cut], bytes[cut...]])
      if other != whole { return "\(whole) becomes \(other) when cut at \(cut)" }
    }
    return nil
  }
}

extension Exchange {
  /// What is to be sent, as text.
  public var outboxText: String { ByteBuffer.text { $0.append(outbox) } }

  /// Notes what the exchange wants to send until it wants something else.
  fileprivate func sendAll(_ first: Step, _ sent: inout [UInt8]) -> Step {
    var step = first
    while case .send = step {
      sent += outbox.span.array
      outbox.removeAll()
      step = self.sent()
    }
    return step
  }
}

extension Step {
  fileprivate var goesOn: Bool {
    if case .more = self { true } else { false }
  }
}
