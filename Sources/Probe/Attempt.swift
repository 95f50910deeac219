internal import Bytes
internal import Linux
internal import Wire

/// One attempt at one target, from the name to the verdict, under one deadline.
///
/// Its states are which of `resolver`, `connector` and `connection` there are: the name's addresses
/// race while more of them are found, and the connection that wins carries the exchange.
final class Attempt {
  let deadline: Instant
  let target: Target
  let inverts: Bool
  /// Whether there was less time than the user gave an attempt: silence then says nothing.
  let isCut: Bool
  /// From the start to the deadline, in nanoseconds.
  let span: Int64
  let demand: Demand
  /// The protocol's exchange, and the outermost of the layers that carry it.
  let core: Exchange
  var exchange: Exchange
  var isSecure: Bool
  var resolver: Resolver?
  var connector: Connector?
  var connection: Connection?
  /// How much of the exchange's outbox is sent, and why the peer takes no more; it may have answered
  /// all the same.
  var sent = 0
  var refusal: Errno?
  /// Whether what it said first is sent.
  var hasAsked = false
  /// The addresses that are left where ours refuses a datagram: to connect there has told nothing.
  var others: Connector?
  /// When the peer's silence is an answer; nil where it never is.
  var silenceEnd: Instant?

  var phase = Phase.resolve
  var phaseStart: Instant
  var times = PhaseTimes()

  /// Whether the attempt has come to an end.
  var isOver = false
  /// Whether it found the target healthy.
  var isHealthy = false
  /// The phase that failed, where one did.
  var failed: Phase?
  /// The addresses that were tried, where none answered.
  var tried = ByteBuffer()

  /// Prepares an attempt that ends at `deadline`.
  ///
  /// - Parameters:
  ///   - start: When its time began to run.
  ///   - isCut: Whether the deadline is earlier than the user would have an attempt end.
  init(
    _ target: Target, _ settings: Settings, _ round: Round, from start: Instant,
    until deadline: Instant, isCut: Bool
  ) {
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
  func resolve(_ resolver: Resolver, _ connector: Connector, _ round: Round) {
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

  func race(_ connector: Connector, _ round: Round) {
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

  @inline(never)
  func enter(_ next: Phase, _ round: Round) {
    let now = round.timesPhases ? Clock.now() : round.now
    times.add(now - phaseStart, to: phase)
    phase = next
    phaseStart = now
  }
}
