internal import Bytes
internal import Linux

extension Connector {
  /// Whether not every address was tried for which this machine had the means, so that no service is
  /// known to be gone.
  var isInconclusive: Bool {
    if shortage != nil || connections.count == 0 { return true }
    for index in 0..<connections.count {
      if let failure = connections[index].failure, !failure.tellsOfPeer { return true }
    }
    return false
  }

  // The most addresses that are named.
  private static var named: Int { 3 }

  /// Tells in few words what failed, once every address has, or at the deadline.
  ///
  /// - Parameters:
  ///   - waited: How long connecting took.
  ///   - reason: Gets why it failed.
  ///   - places: Gets the addresses that were tried.
  func tell(after waited: TimeAmount, _ reason: inout ByteBuffer, _ places: inout ByteBuffer) {
    if let shortage, isIdle { return reason.append(shortage) }
    guard connections.count > 0 else { return reason.append(timedOutAfter: waited) }
    let first = connections[0].failure
    var differ = false
    for index in 0..<connections.count where connections[index].failure != first { differ = true }
    var list = ByteBuffer()
    for index in 0..<min(connections.count, Self.named) {
      if index > 0 { list.append(", ") }
      list.append(connections[index].address)
      if differ { connections[index].tell(" ", after: waited, &list) }
    }
    if differ {
      reason.append(list)
      places.append(decimal: connections.count)
      places.append(" addresses")
    } else {
      connections[0].tell("", after: waited, &reason)
      places.append(list)
      if connections.count > Self.named {
        places.append(" and ")
        places.append(decimal: connections.count - Self.named)
        places.append(" more")
      }
    }
    if untried > 0 {
      places.append(", ")
      places.append(decimal: untried)
      places.append(" untried")
    }
  }
}

extension Connection {
  /// Appends a separator and why there is no connection.
  @inline(never)
  fileprivate func tell(
    _ separator: StaticBytes, after waited: TimeAmount, _ line: inout ByteBuffer
  ) {
    line.append(separator)
    if let failure { line.append(failure) } else { line.append(timedOutAfter: waited) }
  }
}
