public import Bytes
public import Linux
internal import Wire

/// What one attempt came to.
public final class Outcome: Sendable {
  /// Whether the target is healthy.
  public let isHealthy: Bool
  /// What happened, as a verdict prints it.
  public let text: Text
  /// The address that answered, or those that were tried; empty where it did not come so far.
  public let address: Text

  init(healthy text: Text, address: Text) {
    isHealthy = true
    self.text = text
    self.address = address
  }

  init(_ failure: Failure, address: Text) {
    isHealthy = false
    text = failure.text
    self.address = address
  }
}

/// What a run says of one target.
public final class Verdict: Sendable {
  /// What its last attempt came to.
  public let outcome: Outcome
  /// How many attempts it took, at least 1.
  public let attempts: Int
  /// The time from the start of the run.
  public let elapsed: TimeAmount

  init(_ outcome: Outcome, attempts: Int, elapsed: TimeAmount) {
    self.outcome = outcome
    self.attempts = attempts
    self.elapsed = elapsed
  }
}

/// One attempt, as `--verbose` tells it.
public struct AttemptRecord {
  /// The place of the target among the arguments, from 0.
  public let target: Int
  /// The number of the attempt at it, from 1.
  public let number: Int
  /// What it came to.
  public let outcome: Outcome
  /// How long each phase took.
  public let times: PhaseTimes
}

/// How long an attempt spent in each phase, redirects included.
public struct PhaseTimes: Sendable {
  /// Resolving the name.
  public private(set) var resolve = TimeAmount.zero
  /// Connecting.
  public private(set) var connect = TimeAmount.zero
  /// Sending.
  public private(set) var send = TimeAmount.zero
  /// Waiting for the answer and receiving it.
  public private(set) var receive = TimeAmount.zero

  mutating func add(_ amount: TimeAmount, to phase: Phase) {
    switch phase {
    case .resolve: resolve = resolve + amount
    case .connect: connect = connect + amount
    case .send: send = send + amount
    default: receive = receive + amount
    }
  }
}
