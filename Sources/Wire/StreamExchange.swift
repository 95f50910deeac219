public import Bytes

/// A stream that is healthy once it is connected, or once it has sent an expected text.
public final class StreamExchange: Exchange {
  /// The most bytes in which the expected text is looked for.
  public static let limit = 64 << 10

  private let demand: Demand
  private var search: TextSearch
  private var received = 0

  /// An exchange that asks what `demand` asks of a stream.
  public init(_ demand: Demand) {
    self.demand = demand
    search = TextSearch(for: demand.expected)
  }

  public override func connected() -> Step {
    if let bytes = demand.sent { return .send(bytes) }
    return search.found ? .healthy("connected") : .more
  }

  public override func sent() -> Step {
    search.found ? .healthy("connected and sent") : .more
  }

  public override func receive(_ bytes: Span<UInt8>) -> Step {
    // What comes before all is sent says nothing where no text is expected.
    if search.found { return .more }
    let taken = min(bytes.count, Self.limit - received)
    search.search(bytes.extracting(0..<taken))
    received += taken
    if search.found { return .healthy("expected text received") }
    return received < Self.limit ? .more : missing
  }

  public override func end() -> Step {
    if search.found { return .unhealthy(Failure(.send, "connection closed by peer")) }
    if received == 0 { return .unhealthy(Failure(receive: "connection closed without a byte")) }
    return missing
  }

  public override var progress: Text {
    received == 0 ? "no byte received" : "expected text not in the \(received) bytes received"
  }

  private var missing: Step {
    .unhealthy(
      Failure(.expect, "\(quoting: demand.expected ?? []) not in the \(received) bytes received")
    )
  }
}
