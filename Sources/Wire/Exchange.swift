public import Bytes

/// One conversation of one attempt, whatever its protocol: bytes in, steps out.
///
/// It holds no socket and reads no clock. How the network cut the bytes can't change its answer,
/// and once it has answered ``Step/healthy`` or ``Step/unhealthy(_:)`` it is not called again.
/// A protocol is a subclass: an enum of values, the other way to have several, costs the executable
/// 6 KB of copying and makes each new protocol touch every switch.
open class Exchange {
  /// What is to be sent and not known to be: an exchange only appends, and answers ``Step/send``;
  /// whoever drives it empties the outbox once all is sent, and before a new connection.
  public final var outbox = ByteBuffer()
  /// What is said last, with the verdict and behind what is left of ``outbox``: sent as far as the
  /// kernel takes it at once, since nothing hangs on it.
  public final var farewell = ByteBuffer()
  /// What was seen, or why the target is unhealthy, in words; the phase's name is not among them.
  public final var report = ByteBuffer()

  /// Whether what ended the attempt says nothing of the target: this machine failed, or time was cut.
  public final var isInconclusive = false

  /// An exchange that has not begun.
  public init() {}

  /// The connection stands.
  open func connected() -> Step { .more }

  /// All bytes of ``outbox`` are with the kernel, and it is empty.
  open func sent() -> Step { .more }

  /// The peer sent `bytes`, at least one, or a datagram that holds these.
  open func receive(_ bytes: Span<UInt8>) -> Step { .more }

  /// The peer has sent its last byte.
  ///
  /// The answer is never ``Step/more``.
  open func end() -> Step { unhealthy(.receive, "connection closed") }

  /// Nothing more comes: time has run out, the connection failed, or a signal ends the run.
  ///
  /// - Returns: The verdict, where it was certain before and only more to tell was waited for.
  open func cutShort() -> Step? { nil }

  /// Whether a layer has yet to agree with its peer before the protocol may speak.
  open var isHandshaking: Bool { false }

  /// The status of the answer, once it is known and where the protocol has one.
  open var status: Int? { nil }
  /// How many milliseconds of silence are an answer, once all is sent; nil where only the deadline
  /// of the attempt ends them.
  open var patience: Int? { nil }

  /// The peer was silent for `milliseconds`: for ``patience``, or for half of the attempt where that
  /// is less.
  open func silence(_ milliseconds: Int) -> Step { .more }

  /// Appends what was seen so far, for the verdict on a peer that then fell silent.
  open func appendProgress(to line: inout ByteBuffer) {}

  /// Appends what to try next, behind the progress, where the peer reset the connection.
  open func appendHint(to line: inout ByteBuffer) {}

  /// The step for a target found healthy, with what was seen.
  @inline(never)
  public final func healthy(_ seen: StaticBytes) -> Step {
    report.append(seen)
    return .healthy
  }

  /// The step for a target found unhealthy, with the reason, or the rest of one, for ``report``.
  @inline(never)
  public final func unhealthy(_ phase: Phase, _ reason: StaticBytes) -> Step {
    report.append(reason)
    return .unhealthy(phase)
  }
}
