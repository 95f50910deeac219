internal import Bytes
internal import Linux
internal import Wire

/// What an attempt came to, for a reader or a program.
extension Attempt {
  /// Appends what happened, the phase that failed and why or what was seen, and in a parenthesis
  /// that stays open the address that answered or those that were tried.
  ///
  /// - Parameter separator: What follows the addresses, where it came so far.
  func appendOutcome(to line: inout ByteBuffer, _ separator: StaticBytes) {
    if inverts, !core.isInconclusive {
      line.append(isHealthy ? "not healthy, as wanted: " : "wanted not healthy: ")
    }
    if let failed { line.append(failed.prefix) }
    line.append(exchange.report)
    line.append(" (")
    if let connection {
      line.append(connection.address)
    } else {
      if tried.isEmpty { return }
      line.append(tried)
    }
    line.append(separator)
  }

  /// Appends what happened as members of a JSON object.
  ///
  /// - Parameter elapsed: The time of the whole check.
  func appendJSON(_ elapsed: TimeAmount, to line: inout ByteBuffer) {
    var phase = ByteBuffer()
    if let failed { phase.append(failed.name) }
    line.append(jsonMember: "phase", phase)
    line.append(jsonMember: "reason", exchange.report)
    line.append(",\"status\":")
    if let status = exchange.status { line.append(decimal: status) } else { line.append("null") }
    var places = ByteBuffer()
    if let connection { places.append(connection.address) } else { places.append(tried) }
    line.append(jsonMember: "address", places)
    line.append(",\"milliseconds\":{")
    times.appendJSON(to: &line)
    line.append(",\"total\":")
    line.append(jsonMilliseconds: elapsed)
    line.append("}")
  }

  /// Appends the time of each phase.
  func appendTimes(to line: inout ByteBuffer) {
    times.append(to: &line)
  }
}
