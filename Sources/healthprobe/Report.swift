internal import Bytes
internal import Linux
internal import Probe

/// The lines that tell verdicts, each without a byte that could drive a terminal.
///
/// `docker inspect` keeps 4,096 bytes, so a line is short whatever went into it.
enum Report {
  // The most bytes of a target that a line shows.
  private static var targetLimit: Int { 200 }

  /// The lines of the targets that are healthy, or of those that are not, in the order of the
  /// arguments.
  static func lines(_ checks: List<Check>, isHealthy: Bool) -> Text {
    var lines = Text()
    for index in 0..<checks.count {
      let check = checks[index]
      guard check.isDecided, check.isHealthy == isHealthy, let outcome = check.outcome else {
        continue
      }
      lines.append(isHealthy ? "healthy " : "unhealthy ")
      lines += "\(target(check)): \(outcome.text) ("
      if !outcome.address.isEmpty { lines += "\(outcome.address), " }
      if check.attempts > 1 { lines += "\(check.attempts) attempts, " }
      lines += "\(check.elapsed.text))\n"
    }
    return lines
  }

  /// The line that tells the last attempt.
  static func attempt(_ check: Check) -> Text {
    guard let outcome = check.outcome else { return Text() }
    let separator: StaticString = outcome.address.isEmpty ? "" : "; "
    return """
      attempt \(check.attempts) \(target(check)): \(outcome.text) \
      (\(outcome.address)\(separator)\(check.times.text))

      """
  }

  private static func target(_ check: Check) -> Text {
    "\(escaping: check.target.text.bytes, limit: targetLimit)"
  }
}
