public import Bytes

/// The part of a check in which something went wrong.
public enum Phase: UInt8, Sendable {
  /// Turning a name into addresses.
  case resolve
  /// Making a connection.
  case connect
  /// Sending what the protocol says first.
  case send
  /// Waiting for, or receiving, what the peer says.
  case receive
  /// Understanding what the peer said.
  case response
  /// The answer's status.
  case status
  /// Finding the expected text.
  case expect

  /// The word that begins a reason.
  public var name: StaticString {
    switch self {
    case .resolve: "resolve"
    case .connect: "connect"
    case .send: "send"
    case .receive: "receive"
    case .response: "response"
    case .status: "status"
    case .expect: "expect"
    }
  }
}

/// Why a check found its target unhealthy.
public final class Failure: Error, Sendable {
  /// The part of the check that failed.
  public let phase: Phase
  /// What happened, in words; the phase's name is not among them.
  public let reason: Text

  /// A failure in `phase`.
  @inline(never)
  public init(_ phase: Phase, _ reason: Text) {
    self.phase = phase
    self.reason = reason
  }

  /// A failure to understand what the peer said.
  @inline(never)
  convenience init(response reason: StaticString) {
    self.init(.response, "\(reason)")
  }

  /// A failure to receive all that was announced.
  @inline(never)
  convenience init(receive reason: StaticString) {
    self.init(.receive, "\(reason)")
  }

  /// The whole reason as a verdict prints it: `connect: connection refused`, `status 503, …`.
  public var text: Text {
    phase == .status ? "status \(reason)" : "\(phase.name): \(reason)"
  }
}
