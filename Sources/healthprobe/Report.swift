internal import Bytes
internal import Linux
internal import Probe

/// The lines that tell verdicts, each without a byte that could drive a terminal.
///
/// `docker inspect` keeps 4,096 bytes, so a line is short whatever went into it.
enum Report {
  // The most bytes of a target that a line shows.
  private static var targetLimit: Int { 200 }

  /// Writes the lines of the targets that are healthy, or of those that are not, in the order of
  /// the arguments.
  static func write(_ prober: Prober, isHealthy: Bool, to output: Output) {
    var lines = ByteBuffer()
    for index in 0..<prober.checks.count {
      let check = prober.checks[index]
      guard check.isDecided, check.isHealthy == isHealthy else { continue }
      lines.append(isHealthy ? "healthy " : "unhealthy ")
      append(check, to: &lines)
      check.appendVerdict(to: &lines)
      lines.append(UInt8(ascii: "\n"))
    }
    output.write(lines.span)
  }

  /// Writes a JSON object for each target that has a verdict, in the order of the arguments.
  ///
  /// - Parameter isQuiet: Whether healthy ones are passed over.
  static func writeJSON(_ prober: Prober, isQuiet: Bool) {
    var lines = ByteBuffer()
    for index in 0..<prober.checks.count {
      let check = prober.checks[index]
      guard check.isDecided, !isQuiet || !check.isHealthy else { continue }
      check.appendJSON(to: &lines)
      lines.append(UInt8(ascii: "\n"))
    }
    Output.standard.write(lines.span)
  }

  /// Writes the line that tells the last attempt.
  static func writeAttempt(_ check: Check) {
    var line = ByteBuffer()
    line.append("attempt ")
    line.append(decimal: check.attempts)
    line.append(UInt8(ascii: " "))
    append(check, to: &line)
    check.appendAttempt(to: &line)
    line.append(UInt8(ascii: "\n"))
    Output.error.write(line.span)
  }

  private static func append(_ check: Check, to line: inout ByteBuffer) {
    let end = line.count + targetLimit
    // A target is known to hold no control byte.
    check.target.append(to: &line)
    if line.count > end {
      line.truncate(to: end)
      line.append("...")
    }
    line.append(": ")
  }
}
