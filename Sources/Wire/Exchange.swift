public import Bytes

/// One conversation of one attempt, whatever its protocol: bytes in, steps out.
///
/// It holds no socket and reads no clock. How the network cut the bytes can't change its answer,
/// and once it has answered ``Step/healthy(_:)`` or ``Step/unhealthy(_:)`` it is not called again.
/// A protocol is a subclass: an enum of values, the other way to have several, costs the executable
/// 6 KB of copying and makes each new protocol touch every switch.
open class Exchange {
  init() {}

  /// The connection stands.
  open func connected() -> Step { .more }

  /// All bytes of the last ``Step/send(_:)`` are with the kernel.
  open func sent() -> Step { .more }

  /// The peer sent `bytes`, at least one.
  open func receive(_ bytes: Span<UInt8>) -> Step { .more }

  /// The peer has sent its last byte.
  ///
  /// The answer is never ``Step/more``.
  open func end() -> Step { .unhealthy(Failure(receive: "connection closed")) }

  /// What was seen so far, for the verdict on a peer that then fell silent.
  open var progress: Text { "" }

  /// Whether a socket that heard nothing but itself could be found healthy.
  open var trustsEcho: Bool { true }
}
