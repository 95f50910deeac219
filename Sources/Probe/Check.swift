public import Bytes
public import Linux

/// The check of one target: its attempts, the pauses between them, and its verdict.
public final class Check {
  /// What is checked.
  public let target: Target
  /// How many attempts were begun.
  public private(set) var attempts = 0
  /// Whether the last attempt gave the verdict, and no further one is made.
  public private(set) var isDecided = false
  /// The time from the start of the run to the end of the last attempt that ended.
  public private(set) var elapsed = TimeAmount.zero

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
  public var isHealthy: Bool { isDecided && attempt?.isHealthy ?? false }

  func register(_ round: Round) {
    if let attempt, !attempt.isOver { return attempt.register(round) }
    attempt?.close()
    if !isDecided { round.wake(at: resume) }
  }

  /// Goes on with the attempt, or begins the next where it is time.
  ///
  /// - Returns: Whether an attempt ended.
  @inline(never)
  func advance(_ round: Round) -> Bool {
    if isDecided { return false }
    if attempt?.isOver ?? true {
      if round.now < resume { return false }
      attempts += 1
      let deadline = min(round.now + settings.timeout, lastDeadline)
      attempt = Attempt(target, settings, round, until: deadline)
    }
    guard let attempt, attempt.advance(round) else { return false }
    round.readClock()
    elapsed = round.now - started
    resume = round.now + settings.interval
    // An attempt that could only begin when waiting has ended is none.
    let goesOn = settings.wait == nil ? attempts <= settings.retries : resume < lastDeadline
    isDecided = attempt.isHealthy || !goesOn
    return true
  }

  /// Appends what the last attempt came to, as a verdict prints it: the reason, and in parentheses
  /// the address, the attempts and the time.
  public func appendVerdict(to line: inout ByteBuffer) {
    attempt?.appendOutcome(to: &line, ", ")
    if attempts > 1 {
      line.append(decimal: attempts)
      line.append(" attempts, ")
    }
    line.append(elapsed)
    line.append(")")
  }

  /// Appends what the last attempt came to and the time of each of its phases.
  public func appendAttempt(to line: inout ByteBuffer) {
    attempt?.appendOutcome(to: &line, "; ")
    attempt?.appendTimes(to: &line)
    line.append(")")
  }
}
