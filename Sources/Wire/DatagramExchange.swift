public import Bytes

/// A port for datagrams that is healthy once one came back, or where none is wanted once nothing
/// refused ours for a while.
///
/// Each datagram is judged for itself: one that does not hold every expected text ends nothing, since
/// the next one may.
public final class DatagramExchange: Exchange {
  private let demand: Demand
  private var received: Int64 = 0

  /// An exchange that asks what `demand` asks of datagrams.
  public init(_ demand: Demand) {
    self.demand = demand
  }

  /// Sends a datagram, an empty one where nothing is to be sent: only an answer to one, be it the
  /// kernel's, can tell anything.
  public override func connected() -> Step {
    outbox.append(demand.sent)
    return .send
  }

  public override func receive(_ bytes: Span<UInt8>) -> Step {
    received += 1
    let search = TextSearches(for: demand.expected)
    search.search(bytes)
    guard search.found else { return .more }
    if demand.expected.count > 0 { return healthy("expected text received") }
    report.append("datagram of ")
    report.append(decimal: bytes.count)
    return healthy(" bytes received")
  }

  public override var patience: Int? {
    demand.sent.isEmpty && demand.expected.count == 0 ? 500 : nil
  }

  public override func silence(_ milliseconds: Int) -> Step {
    report.append("no refusal within ")
    report.append(decimal: milliseconds)
    return healthy(" ms; UDP can't tell more without --send")
  }

  public override func appendProgress(to line: inout ByteBuffer) {
    if received == 0 { return line.append("no datagram received") }
    line.append("expected text not in the ")
    line.append(decimal: received)
    line.append(received == 1 ? " datagram received" : " datagrams received")
  }
}
