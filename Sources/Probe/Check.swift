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
  /// The time from the start of the run to the end of the last attempt that ended, or to the signal.
  public private(set) var elapsed = TimeAmount.zero

  private let settings: Settings
  private let started: Instant
  // When the whole check ends at the latest, with `--wait`.
  private let lastDeadline: Instant
  private var attempt: Attempt?
  // The attempt before, which tells more than one that a signal cuts short.
  private var previous: Attempt?
  private var resume: Instant
  // What ended the run before the check was decided.
  private var signal: Int?

  // What is left of `--wait` is too short for a further attempt then.
  private static var shortestAttempt: TimeAmount { .milliseconds(10) }

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
    let begins = attempt?.isOver ?? true
    if begins {
      if round.now < resume { return false }
      if resume == lastDeadline {
        isDecided = true
        return false
      }
      attempts += 1
      previous = attempt
      // What others did since the round began, such as to read a long hosts file, gives this one no
      // later deadline.
      let start = max(round.start, resume)
      let end = start + settings.timeout
      attempt = Attempt(
        target, settings, round, from: start, until: min(end, lastDeadline),
        isCut: attempts > 1 && end > lastDeadline)
    }
    guard let attempt, attempt.advance(round) else { return false }
    // The round's time holds all waits; an attempt that took none took time as well.
    if begins { round.readClock() }
    conclude(attempt, round)
    return true
  }

  /// Ends an attempt that waits for a descriptor, since no check holds one that it could give back.
  ///
  /// - Returns: Whether there was one.
  func endShortage(_ round: Round) -> Bool {
    guard let attempt, !attempt.isOver, attempt.isShort else { return false }
    attempt.expire(round)
    conclude(attempt, round)
    return true
  }

  private func conclude(_ attempt: Attempt, _ round: Round) {
    elapsed = round.now - started
    let goesOn = settings.wait == nil ? attempts <= settings.retries : round.now < lastDeadline
    isDecided = attempt.isHealthy || !goesOn
    if !isDecided { resume = nextAttempt(after: round.now) }
  }

  /// When to begin the attempt after one that failed at `now`; the end of waiting for none.
  ///
  /// While waiting, a pause takes half of the time that is left at most: so that time is used to its
  /// end, however long the interval is.
  private func nextAttempt(after now: Instant) -> Instant {
    if settings.wait == nil { return now + settings.interval }
    let left = lastDeadline - now
    if left < Self.shortestAttempt { return lastDeadline }
    return now + min(settings.interval, TimeAmount(nanoseconds: left.nanoseconds / 2))
  }

  /// Ends the check, unless it is decided, since a signal ends the run.
  func end(by signal: Int, _ round: Round) {
    if isDecided { return }
    isDecided = true
    self.signal = signal
    elapsed = round.now - started
    guard let attempt, !attempt.isOver else { return }
    if let previous { self.attempt = previous } else { attempt.interrupt(round) }
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
    if let signal {
      line.append(", ended by signal ")
      line.append(decimal: signal)
    }
    line.append(")")
  }

  /// Appends what the last attempt came to, as members of a JSON object.
  func appendLastAttempt(to line: inout ByteBuffer) {
    attempt?.appendJSON(elapsed, to: &line)
  }

  /// Appends what the last attempt came to and the time of each of its phases.
  public func appendAttempt(to line: inout ByteBuffer) {
    attempt?.appendOutcome(to: &line, "; ")
    attempt?.appendTimes(to: &line)
    line.append(")")
  }
}
