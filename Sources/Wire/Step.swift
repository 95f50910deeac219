/// What a protocol wants next.
public enum Step: Sendable {
  /// To be told what arrives, or that the peer has closed.
  case more
  /// To send what was appended to the exchange's ``Exchange/outbox``, behind what is still unsent,
  /// and be told what arrives meanwhile.
  case send
  /// To begin again on a new connection to this port of the same host, over TLS or without, or to
  /// the same Unix socket: the answer was a redirect.
  case reconnect(port: UInt16, isSecure: Bool)
  /// Nothing more: the target is healthy, and ``Exchange/report`` tells what was seen.
  case healthy
  /// Nothing more: the target is unhealthy, and ``Exchange/report`` tells why.
  case unhealthy(Phase)
}
