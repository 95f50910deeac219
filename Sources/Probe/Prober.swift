public import Bytes
internal import Linux
internal import Wire

/// Checks several targets at the same time, in one thread.
///
/// One loop owns every socket and every deadline: it waits for all of them together, and never
/// longer than to the next deadline.
public final class Prober {
  /// The checks in the order of the targets; after ``run(telling:)``, one has no verdict where the
  /// others had made the result certain before.
  public private(set) var checks = List<Check>()
  private let needsAny: Bool
  private let round: Round
  // Since when no check holds a socket; nil while one does.
  private var idleSince: Instant?

  /// Prepares a run of the checks that will be added.
  ///
  /// - Parameters:
  ///   - any: Whether one healthy target is enough.
  ///   - timesPhases: Whether each phase is timed to the clock, and not to the round, which costs
  ///     nothing.
  public init(any: Bool, timesPhases: Bool) {
    needsAny = any
    round = Round(timesPhases: timesPhases)
  }

  /// Adds the check of a target, behind those there are.
  public func add(_ target: Target, _ settings: Settings) {
    checks.append(Check(target, settings, round.now))
    if let name = target.endpoint.nameToLookUp { round.hosts.expect(name) }
  }

  /// Checks until the result is certain, or until a signal ends the run, which is unhealthy then.
  ///
  /// At least one check was added.
  ///
  /// - Parameter tell: Called for each attempt that ended, in that order, with its check.
  /// - Returns: Whether the result is healthy.
  public func run(telling tell: (Check) -> Void) -> Bool {
    while true {
      for index in 0..<checks.count where checks[index].advance(round) { tell(checks[index]) }
      if let verdict { return verdict }
      round.clear()
      for index in 0..<checks.count { checks[index].register(round) }
      if endShortages(tell) { continue }
      round.wait()
      if let signal = round.signal {
        for index in 0..<checks.count { checks[index].end(by: signal, round) }
        return false
      }
    }
  }

  /// Ends the attempts that wait for a descriptor, once they have tried again while no check held one.
  ///
  /// - Returns: Whether there was one.
  private func endShortages(_ tell: (Check) -> Void) -> Bool {
    guard round.openSockets == 0 else {
      idleSince = nil
      return false
    }
    let idleSince = idleSince ?? round.now
    self.idleSince = idleSince
    if round.now - idleSince < Connector.shortagePause { return false }
    var ended = false
    for index in 0..<checks.count where checks[index].endShortage(round) {
      tell(checks[index])
      ended = true
    }
    return ended
  }

  /// Whether the result is healthy; nil while that is not certain.
  private var verdict: Bool? {
    var isCertain = true
    for index in 0..<checks.count {
      let check = checks[index]
      // One unhealthy target decides, or with `any` one healthy.
      if check.isDecided, check.isHealthy == needsAny { return needsAny }
      if !check.isDecided { isCertain = false }
    }
    return isCertain ? !needsAny : nil
  }
}
