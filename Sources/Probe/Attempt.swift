internal import Bytes
internal import Linux
internal import Wire

/// One attempt at one target, from the name to the verdict, under one deadline.
///
/// Its states are which of `resolver`, `connector` and `connection` there are: the name's addresses
/// race while more of them are found, and the connection that wins carries the exchange.
final class Attempt {
  private let deadline: Instant
  private let target: Target
  private let inverts: Bool
  // Whether there was less time than the user gave an attempt: silence then says nothing.
  private let isCut: Bool
  // From the start to the deadline, in nanoseconds.
  private let span: Int64
  private let demand: Demand
  // The protocol's exchange, and the outermost of the layers that carry it.
  private let core: Exchange
  private var exchange: Exchange
  private var isSecure: Bool
  private var resolver: Resolver?
  private var connector: Connector?
  private var connection: Connection?
  // How much of the exchange's outbox is sent, and why the peer takes no more; it may have answered
  // all the same.
  private var sent = 0
  private var refusal: Errno?
  // Whether what it said first is sent.
  private var hasAsked = false
  // The addresses that are left where ours refuses a datagram: to connect there has told nothing.
  private var others: Connector?
  // When the peer's silence is an answer; nil where it never is.
  private var silenceEnd: Instant?

  private var phase = Phase.resolve
  private var phaseStart: Instant
  private var times = PhaseTimes()

  /// Whether the attempt has come to an end.
  private(set) var isOver = false
  /// Whether it found the target healthy.
  private(set) var isHealthy = false
  // The phase that failed, where one did.
  private var failed: Phase?
  // The addresses that were tried, where none answered.
  private var tried = ByteBuffer()

  /// Prepares an attempt that ends at `deadline`.
  ///
  /// - Parameter isCut: Whether that is earlier than the user would have an attempt end.
  init(
    _ target: Target, _ settings: Settings, _ round: Round, until deadline: Instant, isCut: Bool
  ) {
    let start = round.now
    self.target = target
    inverts = settings.inverts
    self.isCut = isCut
    demand = settings.demand
    core = target.exchange(demand)
    isSecure = target.isSecure
    exchange = target.layered(core, demand, isSecure: isSecure)
    if target.transport != .nothing {
      let kind: Socket.Kind = target.transport == .datagram ? .datagram : .stream
      let connector = Connector(start, until: deadline, kind)
      self.connector = connector
      resolver = Resolver(target, for: connector, round, until: deadline)
    }
    self.deadline = deadline
    phaseStart = start
    span = (deadline - start).nanoseconds
  }

  func register(_ round: Round) {
    round.wake(at: deadline)
    resolver?.register(round)
    connector?.register(round)
    connection?.register(round, for: isSending ? .both : .receive)
    if let silenceEnd { round.wake(at: silenceEnd) }
  }

  /// Does what the last wait made possible.
  ///
  /// - Returns: Whether the attempt is over; it is not called again then.
  func advance(_ round: Round) -> Bool {
    if let connector {
      if let resolver { resolve(resolver, connector, round) }
      if !isOver { race(connector, round) }
    } else if let connection {
      let readiness = connection.readiness(round)
      if isSending, readiness.canSend { send(connection, round) }
      if !isOver, readiness.canReceive { receive(connection, round) }
      if !isOver, let silenceEnd, round.now >= silenceEnd { hearSilence(connection, round) }
    } else {
      conclude(exchange.connected(), round)
    }
    if !isOver, round.now >= deadline { expire(round) }
    return isOver
  }

  /// Finds more of the addresses that race.
  private func resolve(_ resolver: Resolver, _ connector: Connector, _ round: Round) {
    resolver.advance(round)
    if phase == .resolve, connector.hasAddresses { enter(.connect, round) }
    guard resolver.isDone else { return }
    self.resolver = nil
    if phase == .resolve {
      core.isInconclusive = !resolver.isAbsent
      resolver.appendFailure(after: round.now - phaseStart, to: &exchange.report)
      finish(.resolve, round)
    }
  }

  private func race(_ connector: Connector, _ round: Round) {
    guard let winner = connector.advance(round) else {
      if connector.isExhausted, resolver == nil { failToConnect(connector, round) }
      return
    }
    self.connector = nil
    resolver = nil
    if winner.kind == .datagram {
      others = connector
      winner.hearErrors()
    }
    begin(winner, round)
  }

  private func begin(_ connection: Connection, _ round: Round) {
    self.connection = connection
    emptyOutbox()
    refusal = nil
    hasAsked = false
    let step = exchange.connected()
    enter(exchange.isHandshaking ? .tls : .send, round)
    take(step, connection, round)
  }

  private func take(_ step: Step, _ connection: Connection, _ round: Round) {
    if phase == .tls, !exchange.isHandshaking { enter(.send, round) }
    switch step {
    case .more:
      if !isSending, phase == .send { enter(.receive, round) }
    case .send:
      // A datagram may be empty.
      if isSending || connection.kind == .datagram { send(connection, round) }
    case .reconnect(let port, let isSecure):
      if isSecure != self.isSecure {
        self.isSecure = isSecure
        exchange = target.layered(core, demand, isSecure: isSecure)
      }
      // A redirect is followed on the same host only, so its address is known.
      let address = SocketAddress(connection.address, port: port)
      self.connection = nil
      enter(.connect, round)
      let connector = Connector(round.now, until: deadline)
      connector.add(address)
      self.connector = connector
      race(connector, round)
    case .healthy:
      conclude(step, round)
    case .unhealthy: conclude(step, round)
    }
  }

  /// Ends the attempt with the exchange's last step.
  private func conclude(_ step: Step, _ round: Round) {
    if case .unhealthy(let phase) = step { return finish(phase, round) }
    finish(nil, round)
  }

  // How many milliseconds of silence are an answer; nil where none are.
  private var patience: Int64? { exchange.patience.map { min(Int64($0), span / 2_000_000) } }

  private func hearSilence(_ connection: Connection, _ round: Round) {
    silenceEnd = nil
    take(exchange.silence(Int(patience ?? 0)), connection, round)
  }

  // Whether bytes of the outbox are left that the peer may take.
  private var isSending: Bool { sent < exchange.outbox.count && refusal == nil }

  private func send(_ connection: Connection, _ round: Round) {
    do throws(Errno) {
      sent += try connection.send(exchange.outbox, from: sent)
      guard sent == exchange.outbox.count else { return }
      hasAsked = true
      emptyOutbox()
      silenceEnd = patience.map { round.now + .milliseconds($0) }
      take(exchange.sent(), connection, round)
    } catch {
      if let others { return pass(to: others, from: connection, error, round) }
      refusal = error
      // Any other reason is the kernel's, and no answer is to be had.
      if error == .brokenPipe || error == .connectionReset { return }
      exchange.report.removeAll()
      exchange.report.append(error)
      core.isInconclusive = !error.tellsOfPeer
      finish(.send, round)
    }
  }

  private func emptyOutbox() {
    exchange.outbox.removeAll()
    sent = 0
  }

  private func receive(_ connection: Connection, _ round: Round) {
    var step: Step
    do throws(Errno) {
      guard let count = try connection.receive(round) else { return }
      if count > 0 || connection.kind == .datagram {
        return take(exchange.receive(round.buffer.span), connection, round)
      }
      step = exchange.end()
    } catch {
      if let others { return pass(to: others, from: connection, error, round) }
      if let step = exchange.cutShort() { return take(step, connection, round) }
      exchange.report.append(error)
      core.isInconclusive = !error.tellsOfPeer
      if phase != .tls { appendProgress() }
      step = .unhealthy(phase == .tls ? .tls : .receive)
    }
    // What kept us from asking comes first in time, and tells more.
    if case .unhealthy = step, let refusal, !hasAsked {
      exchange.report.removeAll()
      exchange.report.append(refusal)
      step = .unhealthy(.send)
    }
    take(step, connection, round)
  }

  /// Goes on with the next address after one that refused a datagram.
  private func pass(
    to others: Connector, from connection: Connection, _ error: Errno, _ round: Round
  ) {
    self.connection = nil
    silenceEnd = nil
    enter(.connect, round)
    connector = others
    others.fail(connection, error, round)
    race(others, round)
  }

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

  private func giveUp(_ reason: StaticBytes, _ round: Round) {
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
  private func appendProgress() {
    exchange.report.append(", ")
    exchange.appendProgress(to: &exchange.report)
  }

  private func failToConnect(_ connector: Connector, _ round: Round) {
    connector.tell(after: round.now - phaseStart, &exchange.report, &tried)
    if connector.isInconclusive { core.isInconclusive = true }
    finish(.connect, round)
  }

  /// Ends the attempt: with the phase that failed, or as healthy.
  @inline(never)
  private func finish(_ failed: Phase?, _ round: Round) {
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
  private func hintAtBareConnection(_ failed: Phase) {
    guard !target.namesScheme, exchange.status == nil, failed == .receive || failed == .response
    else { return }
    exchange.report.append("; tcp://")
    exchange.report.append(target.endpoint, defaultPort: nil)
    exchange.report.append(" checks the bare connection")
  }

  private func sayFarewell() {
    guard !exchange.farewell.isEmpty else { return }
    exchange.outbox.append(exchange.farewell)
    do throws(Errno) { _ = try connection?.send(exchange.outbox, from: sent) } catch {}
  }

  /// Closes the connection, which an attempt that is over still holds: a run that ends with it
  /// leaves that to the kernel.
  func close() {
    connection?.close()
  }

  @inline(never)
  private func enter(_ next: Phase, _ round: Round) {
    let now = round.timesPhases ? Clock.now() : round.now
    times.add(now - phaseStart, to: phase)
    phase = next
    phaseStart = now
  }

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
