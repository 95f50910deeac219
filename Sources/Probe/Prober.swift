public import Bytes

/// Checks several targets at the same time, in one thread.
public enum Prober {
  /// Checks the targets until the result is certain.
  ///
  /// One loop owns every socket and every deadline: it waits for all of them together, and never
  /// longer than to the next deadline.
  ///
  /// - Parameters:
  ///   - targets: At least one.
  ///   - tell: Called for each attempt that ended, in that order, with its check.
  /// - Returns: The checks in the order of the targets; one has no verdict where the others had made
  ///   the result certain before.
  public static func check(
    _ targets: List<Target>, _ settings: Settings, telling tell: (Check) -> Void
  ) -> List<Check> {
    let round = Round()
    var checks = List<Check>()
    for index in 0..<targets.count { checks.push(Check(targets[index], settings, round.now)) }
    while true {
      for index in 0..<checks.count where checks[index].advance(round) { tell(checks[index]) }
      if isCertain(checks, settings) { return checks }
      round.clear()
      for index in 0..<checks.count { checks[index].register(round) }
      round.wait()
    }
  }

  /// Whether the verdicts make a healthy result.
  public static func isHealthy(_ checks: List<Check>, any: Bool) -> Bool {
    for index in 0..<checks.count where checks[index].isHealthy == any { return any }
    return !any
  }

  private static func isCertain(_ checks: List<Check>, _ settings: Settings) -> Bool {
    var isUndecided = false
    for index in 0..<checks.count {
      let check = checks[index]
      // One unhealthy target decides, or with `any` one healthy.
      if check.isDecided, check.isHealthy == settings.any { return true }
      if !check.isDecided { isUndecided = true }
    }
    return !isUndecided
  }
}
