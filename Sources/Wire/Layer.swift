public import Bytes

/// What lies between an exchange and its connection, and is an exchange itself: whoever drives it
/// need not know, nor does the exchange inside.
open class Layer: Exchange {
  /// The exchange that it carries.
  public final let inner: Exchange

  /// A layer around an exchange that has not begun.
  public init(_ inner: Exchange) {
    self.inner = inner
  }

  public final override var status: Int? { inner.status }

  open override var isHandshaking: Bool { inner.isHandshaking }

  /// Takes over what the inner exchange wants: with a verdict its report, and its farewell.
  ///
  /// What it wants to send is left to the layer.
  public final func pass(_ step: Step) -> Step {
    switch step {
    case .healthy, .unhealthy:
      report.append(inner.report)
      farewell.append(inner.farewell)
    case .more, .send, .reconnect: break
    }
    return step
  }

  open override func appendProgress(to line: inout ByteBuffer) {
    inner.appendProgress(to: &line)
  }

  open override func appendHint(to line: inout ByteBuffer) {
    inner.appendHint(to: &line)
  }

  open override func cutShort() -> Step? {
    inner.cutShort().map { pass($0) }
  }
}
