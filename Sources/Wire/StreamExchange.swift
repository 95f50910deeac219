public import Bytes

/// A stream that is healthy once it is connected, or once it has sent every expected text.
public final class StreamExchange: Exchange {
  /// The most bytes in which the expected texts are looked for.
  public static var limit: Int { 64 << 10 }

  private let demand: Demand
  private let search: TextSearches
  private var received = 0

  /// An exchange that asks what `demand` asks of a stream.
  public init(_ demand: Demand) {
    self.demand = demand
    search = TextSearches(for: demand.expected)
  }

  public override func connected() -> Step {
    if demand.sent.isEmpty { return search.found ? healthy("connected") : .more }
    outbox.append(demand.sent)
    return .send
  }

  public override func sent() -> Step {
    search.found ? healthy("connected and sent") : .more
  }

  public override func receive(_ bytes: Span<UInt8>) -> Step {
    // What comes before all is sent says nothing where no text is expected.
    if search.found { return .more }
    let taken = min(bytes.count, Self.limit - received)
    search.search(bytes.extracting(0..<taken))
    received += taken
    guard let text = search.missing else { return healthy("expected text received") }
    return received < Self.limit ? .more : missing(text)
  }

  public override func end() -> Step {
    guard let text = search.missing else {
      return unhealthy(.send, "connection closed by peer")
    }
    if received == 0 { return unhealthy(.receive, "connection closed without a byte") }
    return missing(text)
  }

  public override func appendProgress(to line: inout ByteBuffer) {
    if received == 0 { return line.append("no byte received") }
    line.append("expected text not in the ")
    line.append(decimal: received)
    line.append(" bytes received")
  }

  private func missing(_ text: StaticBytes) -> Step {
    report.append(missing: text, received: Int64(received))
    return unhealthy(.expect, " bytes received")
  }
}
