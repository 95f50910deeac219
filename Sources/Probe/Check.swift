public import Bytes
public import Linux
internal import Wire

/// The check of one target: its attempts, the pauses between them, and its verdict.
public final class Check: ListItem {
  /// What is checked.
  public let target: Target
  /// How many attempts were begun.
  public private(set) var attempts = 0
  /// What the last attempt that ended came to; nil before the first ended.
  public private(set) var outcome: Outcome?
  /// Whether that is the verdict, and no further attempt is made.
  public private(set) var isDecided = false
  /// The time from the start of the run to that outcome.
  public private(set) var elapsed = TimeAmount.zero
  /// How long that attempt spent in each phase.
  public private(set) var times = PhaseTimes()

  private let settings: Settings
  private let started: Instant
  // When the whole check ends at the latest, with `--wait`.
  private let lastDeadline: Instant
  private var attempt: Attempt?
  private var resume: Instant

  init(_ target: Target, _ settings: Settings, _ now: Instant) {
    self.target = target
    self.settings = settings
    started = now
    resume = now
    lastDeadline = settings.wait.map { now + $0 } ?? .distantFuture
  }

  /// Whether the verdict is that the target is healthy.
  public var isHealthy: Bool { isDecided && outcome?.isHealthy ?? false }

  func register(_ round: Round) {
    if let attempt {
      attempt.register(round)
    } else if !isDecided {
      round.wake(at: resume)
    }
  }

  /// Goes on with the attempt, or begins the next where it is time.
  ///
  /// - Returns: Whether an attempt ended.
  func advance(_ round: Round) -> Bool {
    if attempt == nil {
      if isDecided || round.now < resume { return false }
      attempts += 1
      let deadline = min(round.now + settings.timeout, lastDeadline)
      attempt = Attempt(target, settings, from: round.now, until: deadline)
    }
    guard let attempt, let outcome = attempt.advance(round) else { return false }
    self.attempt = nil
    times = attempt.times
    judge(outcome, round.now)
    return true
  }

  /// Makes the outcome the verdict, unless another attempt is due.
  private func judge(_ outcome: Outcome, _ now: Instant) {
    self.outcome = outcome
    elapsed = now - started
    resume = now + settings.interval
    // An attempt that could only begin when waiting has ended is none.
    let goesOn = settings.wait == nil ? attempts <= settings.retries : resume < lastDeadline
    isDecided = outcome.isHealthy || !goesOn
  }
}
