internal import Bytes
internal import Linux
internal import Wire

extension DNSLookup {
  /// Appends why no address of `host` was found, where that is because of the servers.
  ///
  /// - Parameter waited: How long they were asked.
  /// - Returns: Whether it is; otherwise no name of the search list exists.
  func appendFailure(
    of host: StaticBytes, after waited: TimeAmount, to report: inout ByteBuffer
  ) -> Bool {
    if let shortage {
      report.append(shortage)
      return true
    }
    guard let question else { return false }
    let start = report.count
    for server in 0..<servers.count { appendReply(of: server, question, start, to: &report) }
    appendSilence(question, waited, start, to: &report)
    if report.count == start { report.append(timedOutAfter: waited) }
    if !question.isNamed(host.span) {
      report.append(", asked for ")
      question.appendName(to: &report)
    }
    return true
  }

  /// Appends what a server said that did not help: what it failed at, or that it knows of no address.
  private func appendReply(
    of server: Int, _ question: DNSQuestion, _ start: Int, to report: inout ByteBuffer
  ) {
    guard let reply = question.word(of: server) else { return }
    if report.count > start { report.append(", ") }
    report.append(servers[server].address.ip)
    guard case .failed(let failure, let isStream) = reply else {
      return report.append(" knows no such host")
    }
    if isStream { report.append(" over TCP") }
    switch failure {
    case .code(let code):
      report.append(" answered ")
      report.append(responseCode: code)
    case .malformed:
      report.append(": ")
      report.append(Errno.protocolError)
    case .system(let reason):
      report.append(": ")
      report.append(Errno(rawValue: reason))
    }
  }

  /// Appends which servers did not answer within `waited`.
  private func appendSilence(
    _ question: DNSQuestion, _ waited: TimeAmount, _ start: Int, to report: inout ByteBuffer
  ) {
    var isFirst = true
    for server in 0..<servers.count where question.isSilent(server) {
      if isFirst, report.count > start { report.append(", ") }
      report.append(isFirst ? "no answer from " : ", ")
      isFirst = false
      report.append(servers[server].address.ip)
      if isStreaming(question, .a, server) || isStreaming(question, .aaaa, server) {
        report.append(" over TCP")
      }
    }
    if isFirst { return }
    report.append(" within ")
    report.append(waited)
  }
}
