public import Bytes

/// What a protocol wants next.
public enum Step {
  /// To be told what arrives, or that the peer has closed.
  case more
  /// To send these bytes, and be told what arrives meanwhile.
  case send([UInt8])
  /// To begin again on a new connection: the answer was a redirect.
  case reconnect(Endpoint)
  /// Nothing more: the target is healthy, and this is what was seen.
  case healthy(Text)
  /// Nothing more: the target is unhealthy.
  case unhealthy(Failure)
}
