internal import Bytes
internal import Linux
internal import Wire

/// One attempt at one target, from the name to the verdict, under one deadline.
///
/// Its states are which of `endpoint`, `connector` and `connection` there are: the name comes first,
/// its addresses race, and the connection that wins carries the exchange.
final class Attempt {
  private let deadline: Instant
  private let readsClock: Bool
  private let exchange: Exchange
  // Where to begin; nil once it has.
  private var endpoint: Endpoint?
  private var connector: Connector?
  private var connection: Connection?
  private var outbox = Outbox()

  private var phase = Phase.resolve
  private var phaseStart: Instant
  /// How long each phase took so far.
  private(set) var times = PhaseTimes()

  /// Prepares an attempt that ends at `deadline`.
  init(_ target: Target, _ settings: Settings, from now: Instant, until deadline: Instant) {
    exchange = target.exchange(settings.demand)
    endpoint = target.endpoint
    self.deadline = deadline
    // Phases are timed to the round, which costs nothing, unless somebody wants to know.
    readsClock = settings.verbose
    phaseStart = now
  }

  func register(_ round: Round) {
    round.wake(at: deadline)
    connector?.register(round)
    if let connection {
      connection.place = round.poll.add(
        connection.socket, for: outbox.isEmpty ? .receive : .both)
    }
  }

  /// Does what the last wait made possible.
  ///
  /// - Returns: The outcome, once it is certain; the attempt is not called again then.
  func advance(_ round: Round) -> Outcome? {
    var outcome: Outcome?
    if let endpoint {
      outcome = start(endpoint, round)
    } else if let connector {
      outcome = race(connector, round)
    } else if let connection {
      let readiness = round.poll.readiness(at: connection.place)
      if !outbox.isEmpty, readiness.canSend { outcome = send(connection, round) }
      if outcome == nil, readiness.canReceive { outcome = receive(connection, round) }
    }
    return outcome ?? (round.now >= deadline ? expire(round) : nil)
  }

  /// Begins to resolve and to connect.
  private func start(_ endpoint: Endpoint, _ round: Round) -> Outcome? {
    self.endpoint = nil
    if endpoint.isUnix { return connect(to: SocketAddress(unix: endpoint.socketPath), round) }
    let resolver = Resolver(endpoint.host, port: endpoint.port)
    if let failure = resolver.failure { return finish(failure, round) }
    return connect(to: resolver.found, round)
  }

  private func connect(to address: SocketAddress, _ round: Round) -> Outcome? {
    var addresses = List<SocketAddress>()
    addresses.push(address)
    return connect(to: addresses, round)
  }

  private func connect(to addresses: List<SocketAddress>, _ round: Round) -> Outcome? {
    enter(.connect, round)
    let connector = Connector(addresses, round.now)
    self.connector = connector
    return race(connector, round)
  }

  private func race(_ connector: Connector, _ round: Round) -> Outcome? {
    guard let winner = connector.advance(round) else {
      return connector.isExhausted ? connector.failure(after: .zero) : nil
    }
    self.connector = nil
    connection = winner
    outbox = Outbox()
    enter(.send, round)
    return take(exchange.connected(), winner, round)
  }

  private func take(_ step: Step, _ connection: Connection, _ round: Round) -> Outcome? {
    switch step {
    case .more:
      if outbox.isEmpty { enter(.receive, round) }
    case .send(let bytes):
      outbox = Outbox(bytes)
      return send(connection, round)
    case .reconnect(let endpoint):
      // A redirect is followed on the same host only, so its address is known.
      self.connection = nil
      return connect(to: SocketAddress(connection.address, port: endpoint.port), round)
    case .healthy(let text):
      if exchange.trustsEcho, connection.socket.isConnectedToItself(at: connection.address) {
        return finish(Failure(.connect, "connected to itself, nothing listens there"), round)
      }
      enter(.receive, round)
      return Outcome(isHealthy: true, text, address: connection.address.text)
    case .unhealthy(let failure): return finish(failure, round)
    }
    return nil
  }

  private func send(_ connection: Connection, _ round: Round) -> Outcome? {
    outbox.send(on: connection.socket)
    return outbox.isSent ? take(exchange.sent(), connection, round) : nil
  }

  private func receive(_ connection: Connection, _ round: Round) -> Outcome? {
    var step: Step
    do throws(Errno) {
      guard case .bytes(let count) = try connection.socket.receive(into: &round.buffer) else {
        return nil
      }
      if count > 0 {
        let bytes = round.buffer.storage
        return take(exchange.receive(bytes.span.extracting(0..<count)), connection, round)
      }
      step = exchange.end()
    } catch {
      step = .unhealthy(Failure(.receive, "\(error.text), \(exchange.progress)"))
    }
    // What kept us from sending comes first in time, and tells more.
    if case .unhealthy = step, let reason = outbox.failure {
      step = .unhealthy(Failure(.send, reason.text))
    }
    return take(step, connection, round)
  }

  /// The outcome when time has run out.
  private func expire(_ round: Round) -> Outcome {
    let waited = round.now - phaseStart
    if let connector {
      enter(phase, round)
      return connector.failure(after: waited)
    }
    var reason: Text = "timed out after \(waited.text)"
    if phase == .receive { reason += ", \(exchange.progress)" }
    return finish(Failure(phase, reason), round)
  }

  @inline(never)
  private func finish(_ failure: Failure, _ round: Round) -> Outcome {
    enter(phase, round)
    return Outcome(failure, address: connection?.address.text ?? Text())
  }

  @inline(never)
  private func enter(_ next: Phase, _ round: Round) {
    let now = readsClock ? Clock.now() : round.now
    times.add(now - phaseStart, to: phase)
    phase = next
    phaseStart = now
  }
}

/// Bytes on their way out.
private struct Outbox {
  private var bytes: [UInt8] = []
  private var sent = 0
  /// Why the peer takes no more; it may have answered all the same.
  private(set) var failure: Errno?

  init(_ bytes: [UInt8] = []) {
    self.bytes = bytes
  }

  /// Whether nothing is left to send.
  var isSent: Bool { sent == bytes.count }
  /// Whether nothing is left to send, or nothing more can be.
  var isEmpty: Bool { isSent || failure != nil }

  mutating func send(on socket: borrowing Socket) {
    do throws(Errno) {
      guard case .bytes(let count) = try socket.send(bytes, from: sent) else { return }
      sent += count
    } catch {
      failure = error
    }
  }
}
