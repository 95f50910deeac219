internal import Bytes
internal import Linux
internal import Probe

/// The lines that tell verdicts, each without a byte that could drive a terminal.
///
/// `docker inspect` keeps 4,096 bytes, so a line is short whatever went into it.
struct Report {
  // The most bytes of a target that a line shows.
  private static let targetLimit = 200

  let targets: [Target]
  /// Whether healthy targets are passed over.
  let isQuiet: Bool

  /// The lines of the healthy targets, in the order of the arguments.
  func healthy(_ verdicts: [Verdict?]) -> Text {
    isQuiet ? Text() : lines(verdicts, "healthy", true)
  }

  /// The lines of the unhealthy targets, in the order of the arguments.
  func unhealthy(_ verdicts: [Verdict?]) -> Text {
    lines(verdicts, "unhealthy", false)
  }

  /// The line that tells one attempt.
  func line(_ record: AttemptRecord) -> Text {
    let times = record.times
    var line: Text = "attempt \(record.number) \(target(record.target)): \(record.outcome.text) ("
    if !record.outcome.address.isEmpty { line += "\(record.outcome.address); " }
    line += "resolve \(times.resolve.text), connect \(times.connect.text), "
    line += "send \(times.send.text), receive \(times.receive.text))\n"
    return line
  }

  private func lines(_ verdicts: [Verdict?], _ word: StaticString, _ isHealthy: Bool) -> Text {
    var lines = Text()
    for index in 0..<verdicts.count {
      guard let verdict = verdicts[index], verdict.outcome.isHealthy == isHealthy else { continue }
      lines += "\(word) \(target(index)): \(verdict.outcome.text) ("
      if !verdict.outcome.address.isEmpty { lines += "\(verdict.outcome.address), " }
      if verdict.attempts > 1 { lines += "\(verdict.attempts) attempts, " }
      lines += "\(verdict.elapsed.text))\n"
    }
    return lines
  }

  private func target(_ index: Int) -> Text {
    "\(escaping: targets[index].text.bytes, limit: Self.targetLimit)"
  }
}
