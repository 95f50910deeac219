internal import Bytes

/// The header of the PROXY protocol before all else on a connection, as a proxy's own health checks
/// send it: it names no client, `UNKNOWN` in version 1 and `LOCAL` in version 2.
///
/// The protocol's specification, of HAProxy, is in its sections 2.1 and 2.2.
public final class ProxyHeader: Layer {
  private let version: UInt8
  // What the inner exchange wanted when the header was put before it.
  private var withheld: Step?

  /// Puts the header of `version`, 1 or 2, before an exchange.
  public init(version: UInt8, _ inner: Exchange) {
    self.version = version
    super.init(inner)
  }

  public override func connected() -> Step {
    inner.outbox.removeAll()
    // The signature; then version 2 and LOCAL, no family of addresses, no bytes of them.
    outbox.append(
      version == 1 ? "PROXY UNKNOWN\r\n" : "\r\n\r\n\0\r\nQUIT\n\u{20}\0\0\0")
    let step = inner.connected()
    takeOutbox()
    withheld = step
    return .send
  }

  public override func sent() -> Step {
    guard let step = withheld else { return forward(inner.sent()) }
    withheld = nil
    if case .send = step { return forward(inner.sent()) }
    return forward(step)
  }

  public override func receive(_ bytes: Span<UInt8>) -> Step {
    // A verdict that only waits for the header to be sent stands.
    if case .healthy = withheld { return .more }
    let step = inner.receive(bytes)
    // What it answers goes out behind the header, and it is told when both are gone.
    if case .send = step, withheld != nil { withheld = step }
    return forward(step)
  }

  public override func end() -> Step {
    if case .healthy = withheld { return unhealthy(.send, "connection closed by peer") }
    return forward(inner.end())
  }

  private func forward(_ step: Step) -> Step {
    takeOutbox()
    return pass(step)
  }

  private func takeOutbox() {
    outbox.append(inner.outbox)
    inner.outbox.removeAll()
  }
}
