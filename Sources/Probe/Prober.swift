internal import Bytes
internal import Linux

/// Checks several targets at the same time, in one thread.
public enum Prober {
  /// Checks the targets until the result is certain.
  ///
  /// One loop owns every socket and every deadline: it waits for all of them together, and never
  /// longer than to the next deadline.
  ///
  /// - Parameters:
  ///   - targets: At least one.
  ///   - tell: Called for each attempt that ended, in that order.
  /// - Returns: The verdicts in the order of the targets; nil for a target that was undecided when
  ///   the others had made the result certain.
  public static func check(
    _ targets: [Target],
    _ settings: Settings,
    telling tell: (AttemptRecord) -> Void
  ) -> [Verdict?] {
    var now = Clock.now()
    var checks: [Check] = []
    checks.reserveCapacity(targets.count)
    for target in targets { checks.push(Check(target, settings, now)) }
    var poll = PollSet()
    var buffer = ReceiveBuffer()
    while true {
      for index in 0..<checks.count {
        if let ended = checks[index].advance(now, poll, &buffer) {
          tell(
            AttemptRecord(
              target: index,
              number: ended.number,
              outcome: ended.outcome,
              times: ended.times
            )
          )
        }
      }
      if isCertain(checks, settings) { break }
      poll.removeAll()
      var wake = Instant.distantFuture
      for check in checks { check.register(in: &poll, waking: &wake) }
      poll.wait(from: now, until: wake)
      now = Clock.now()
    }
    var verdicts: [Verdict?] = []
    for check in checks { verdicts.push(check.verdict) }
    return verdicts
  }

  /// Whether a target's verdicts make a healthy result.
  public static func isHealthy(_ verdicts: [Verdict?], any: Bool) -> Bool {
    for verdict in verdicts {
      let isHealthy = verdict?.outcome.isHealthy ?? false
      if isHealthy == any { return any }
    }
    return !any
  }

  private static func isCertain(_ checks: [Check], _ settings: Settings) -> Bool {
    var undecided = false
    for check in checks {
      guard let verdict = check.verdict else {
        undecided = true
        continue
      }
      // One unhealthy target decides, or with `any` one healthy.
      if verdict.outcome.isHealthy == settings.any { return true }
    }
    return !undecided
  }
}
