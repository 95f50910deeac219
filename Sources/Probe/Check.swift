internal import Bytes
internal import Linux
internal import Wire

/// The check of one target: its attempts, the pauses between them, and its verdict.
final class Check {
  private let target: Target
  private let settings: Settings
  private let started: Instant
  /// When the whole check ends at the latest, with `--wait`.
  private let lastDeadline: Instant
  private var attempt: Attempt?
  private var attempts = 0
  private var resume: Instant

  /// The verdict, once it is certain.
  private(set) var verdict: Verdict?

  init(_ target: Target, _ settings: Settings, _ now: Instant) {
    self.target = target
    self.settings = settings
    started = now
    resume = now
    lastDeadline = settings.wait.map { now + $0 } ?? .distantFuture
  }

  func register(in poll: inout PollSet, waking wake: inout Instant) {
    if let attempt {
      attempt.register(in: &poll, waking: &wake)
    } else if verdict == nil {
      wake = min(wake, resume)
    }
  }

  /// Goes on with the attempt, or begins the next where it is time.
  ///
  /// - Returns: The attempt that ended, if one did; its target's place is left to the caller.
  func advance(
    _ now: Instant,
    _ poll: borrowing PollSet,
    _ buffer: inout ReceiveBuffer
  ) -> (outcome: Outcome, number: Int, times: PhaseTimes)? {
    guard verdict == nil else { return nil }
    var outcome: Outcome?
    if let attempt {
      outcome = attempt.advance(now, poll, &buffer)
    } else if now >= resume {
      let next = Attempt(
        target.exchange(settings.demand),
        from: now,
        until: min(now + settings.timeout, lastDeadline),
        readsClock: settings.verbose
      )
      attempts += 1
      attempt = next
      outcome = next.start(target.endpoint, now, poll)
    }
    guard let outcome, let ended = attempt else { return nil }
    attempt = nil
    judge(outcome, now)
    return (outcome, attempts, ended.times)
  }

  /// Makes the outcome the verdict, unless another attempt is due.
  private func judge(_ outcome: Outcome, _ now: Instant) {
    resume = now + settings.interval
    // An attempt that could only begin when waiting has ended is none.
    let goesOn = settings.wait == nil ? attempts <= settings.retries : resume < lastDeadline
    if outcome.isHealthy || !goesOn {
      verdict = Verdict(outcome, attempts: attempts, elapsed: now - started)
    }
  }
}
