internal import Bytes
internal import Linux
internal import Wire

/// How an attempt comes to its end, and what is said then.
extension Attempt {
  /// Whether it can't go on for want of descriptors.
  var isShort: Bool { connector?.shortage != nil || resolver?.isShort ?? false }

  /// Ends the attempt when time has run out, or when nothing more can come.
  func expire(_ round: Round) {
    if let connection, let step = exchange.cutShort() { return take(step, connection, round) }
    core.isInconclusive = isCut
    if phase == .connect, let connector { return failToConnect(connector, round) }
    giveUp("timed out after ", round)
  }

  /// Ends the attempt before its time, with what it was waiting in.
  func interrupt(_ round: Round) {
    if phase == .connect, let connector {
      // Of what it would say at the deadline only the addresses hold yet.
      var reason = ByteBuffer()
      connector.tell(after: round.now - phaseStart, &reason, &tried)
    }
    core.isInconclusive = true
    if let connection, let step = exchange.cutShort() { return take(step, connection, round) }
    giveUp("interrupted after ", round)
  }

  func giveUp(_ reason: StaticBytes, _ round: Round) {
    let waited = round.now - phaseStart
    if phase == .resolve, let resolver {
      core.isInconclusive = true
      resolver.appendFailure(after: waited, to: &exchange.report)
    } else {
      exchange.report.append(reason)
      exchange.report.append(waited)
    }
    if phase == .receive { appendProgress() }
    finish(phase, round)
  }

  @inline(never)
  func appendProgress() {
    exchange.report.append(", ")
    exchange.appendProgress(to: &exchange.report)
  }

  func failToConnect(_ connector: Connector, _ round: Round) {
    connector.tell(after: round.now - phaseStart, &exchange.report, &tried)
    if connector.isInconclusive { core.isInconclusive = true }
    finish(.connect, round)
  }

  /// Ends the attempt: with the phase that failed, or as healthy.
  @inline(never)
  func finish(_ failed: Phase?, _ round: Round) {
    sayFarewell()
    enter(phase, round)
    isOver = true
    isHealthy = (failed == nil) != inverts && !core.isInconclusive
    self.failed = failed
    resolver = nil
    connector = nil
    if let failed { hintAtBareConnection(failed) }
  }

  /// Says how to check a connection alone, where a target without a scheme was taken for HTTP and
  /// nothing there speaks it.
  func hintAtBareConnection(_ failed: Phase) {
    guard !target.namesScheme, exchange.status == nil, failed == .receive || failed == .response
    else { return }
    exchange.report.append("; tcp://")
    exchange.report.append(target.endpoint, defaultPort: nil)
    exchange.report.append(" checks the bare connection")
  }

  func sayFarewell() {
    guard !exchange.farewell.isEmpty else { return }
    exchange.outbox.append(exchange.farewell)
    do throws(Errno) { _ = try connection?.send(exchange.outbox, from: sent) } catch {}
  }

  /// Closes the connection, which an attempt that is over still holds: a run that ends with it
  /// leaves that to the kernel.
  func close() {
    connection?.close()
  }
}
