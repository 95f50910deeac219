public import Bytes

/// The part of a check in which something went wrong.
public enum Phase: UInt8, Sendable {
  /// Turning a name into addresses.
  case resolve
  /// Making a connection.
  case connect
  /// Agreeing on keys.
  case tls
  /// Sending what the protocol says first.
  case send
  /// Waiting for, or receiving, what the peer says.
  case receive
  /// Understanding what the peer said.
  case response
  /// The answer's status.
  case status
  /// Finding every expected text.
  case expect

  /// The phase's name.
  public var name: StaticBytes {
    let prefix = prefix
    return prefix[0..<prefix.span.firstIndex(ofAny: ": ")]
  }

  /// What begins a reason: the phase's name, and how it is set apart.
  public var prefix: StaticBytes {
    switch self {
    case .resolve: "resolve: "
    case .connect: "connect: "
    case .tls: "tls: "
    case .send: "send: "
    case .receive: "receive: "
    case .response: "response: "
    case .status: "status "
    case .expect: "expect: "
    }
  }
}

/// What a parser found wrong with a peer's bytes.
struct Flaw: Error {
  let phase: Phase
  /// In words, without the phase's name.
  let reason: StaticBytes

  /// A flaw of what the peer said.
  init(_ reason: StaticBytes) {
    self.init(.response, reason)
  }

  init(_ phase: Phase, _ reason: StaticBytes) {
    self.phase = phase
    self.reason = reason
  }
}
