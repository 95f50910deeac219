internal import Bytes
internal import Linux
internal import Wire

/// One attempt at one target, from the name to the verdict, under one deadline.
///
/// Its states are which of `resolver`, `connector` and `connection` there are: names come first, a
/// connector begins with the first address, and the connection that wins ends both.
final class Attempt {
  private let deadline: Instant
  private let readsClock: Bool
  private var exchange: Exchange
  private var resolver: Resolver?
  private var connector: Connector?
  private var connection: Connection?
  private var outbox = Outbox()

  private var phase = Phase.resolve
  private var phaseStart: Instant
  /// How long each phase took so far.
  private(set) var times = PhaseTimes()

  /// Prepares an attempt that ends at `deadline`.
  ///
  /// - Parameter readsClock: Whether phases are timed to the moment, not to the round of polling.
  init(_ exchange: Exchange, from now: Instant, until deadline: Instant, readsClock: Bool) {
    self.exchange = exchange
    self.deadline = deadline
    self.readsClock = readsClock
    phaseStart = now
  }

  /// Begins to resolve and to connect.
  ///
  /// - Returns: The outcome, where it is certain at once.
  func start(_ endpoint: Endpoint, _ now: Instant, _ poll: borrowing PollSet) -> Outcome? {
    enter(.resolve, now)
    if endpoint.isUnix { return connect(to: [SocketAddress(unix: endpoint.socketPath)], now, poll) }
    let resolver = Resolver(endpoint.host, port: endpoint.port)
    if let failure = resolver.failure { return Outcome(failure, address: Text()) }
    return connect(to: resolver.takeFound(), now, poll)
  }

  func register(in poll: inout PollSet, waking wake: inout Instant) {
    wake = min(wake, deadline)
    connector?.register(in: &poll, waking: &wake)
    connection?.place = -1
    if let connection {
      connection.place = poll.add(
        connection.socket,
        for: outbox.isEmpty ? .receive : [.receive, .send]
      )
    }
  }

  /// Does what the last wait made possible.
  ///
  /// - Returns: The outcome, once it is certain; the attempt is not called again then.
  func advance(
    _ now: Instant,
    _ poll: borrowing PollSet,
    _ buffer: inout ReceiveBuffer
  ) -> Outcome? {
    if let outcome = progress(now, poll, &buffer) { return outcome }
    return now >= deadline ? expire(now) : nil
  }

  private func progress(
    _ now: Instant,
    _ poll: borrowing PollSet,
    _ buffer: inout ReceiveBuffer
  ) -> Outcome? {
    if connector != nil { return race(now, poll) }
    guard let connection else { return nil }
    let readiness = poll.readiness(at: connection.place)
    if !outbox.isEmpty, readiness.canSend, let outcome = send(now, poll) { return outcome }
    return readiness.canReceive ? receive(now, poll, &buffer) : nil
  }

  private func connect(
    to addresses: [SocketAddress],
    _ now: Instant,
    _ poll: borrowing PollSet
  ) -> Outcome? {
    enter(.connect, now)
    connector = Connector(addresses, now)
    return race(now, poll)
  }

  private func race(_ now: Instant, _ poll: borrowing PollSet) -> Outcome? {
    guard let connector else { return nil }
    if let winner = connector.advance(now, poll) {
      self.connector = nil
      connection = winner
      outbox = Outbox()
      enter(.send, now)
      return take(exchange.connected(), now, poll)
    }
    return connector.isExhausted ? connector.failure(after: nil) : nil
  }

  private func take(_ step: Step, _ now: Instant, _ poll: borrowing PollSet) -> Outcome? {
    switch step {
    case .more:
      if outbox.isEmpty { enter(.receive, now) }
      return nil
    case .send(let bytes):
      outbox = Outbox(bytes)
      return send(now, poll)
    case .reconnect(let endpoint):
      guard let address = connection?.address else { return start(endpoint, now, poll) }
      // A redirect is followed on the same host only, so its address is known.
      connection = nil
      return connect(to: [address.with(port: endpoint.port)], now, poll)
    case .healthy(let text):
      if exchange.trustsEcho, let connection,
        connection.socket.isConnectedToItself(at: connection.address)
      {
        return finish(Failure(.connect, "connected to itself, since nothing listens there"), now)
      }
      enter(.receive, now)
      return Outcome(healthy: text, address: addressText)
    case .unhealthy(let failure): return finish(failure, now)
    }
  }

  private func send(_ now: Instant, _ poll: borrowing PollSet) -> Outcome? {
    guard let connection else { return nil }
    outbox.send(on: connection.socket)
    return outbox.isEmpty ? take(exchange.sent(), now, poll) : nil
  }

  private func receive(
    _ now: Instant,
    _ poll: borrowing PollSet,
    _ buffer: inout ReceiveBuffer
  ) -> Outcome? {
    guard let connection else { return nil }
    do throws(Errno) {
      switch try connection.socket.receive(into: &buffer) {
      case .wouldBlock: return nil
      case .bytes(0):
        let step = exchange.end()
        if case .unhealthy = step, let reason = outbox.failure {
          return finish(Failure(.send, reason.text), now)
        }
        return take(step, now, poll)
      case .bytes(let count):
        return take(exchange.receive(buffer.storage.span.extracting(0..<count)), now, poll)
      }
    } catch {
      if let reason = outbox.failure { return finish(Failure(.send, reason.text), now) }
      return finish(Failure(.receive, "\(error.text), \(exchange.progress)"), now)
    }
  }

  /// The outcome when time has run out.
  private func expire(_ now: Instant) -> Outcome {
    let waited = now - phaseStart
    if let connector {
      times.add(waited, to: phase)
      return connector.failure(after: waited)
    }
    let detail: Text = phase == .receive ? ", \(exchange.progress)" : ""
    return finish(Failure(phase, "timed out after \(waited.text)\(detail)"), now)
  }

  private func finish(_ failure: Failure, _ now: Instant) -> Outcome {
    enter(phase, now)
    return Outcome(failure, address: addressText)
  }

  private var addressText: Text { connection?.address.text ?? Text() }

  private func enter(_ next: Phase, _ now: Instant) {
    let now = readsClock ? Clock.now() : now
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

  /// Whether nothing is left to send, or nothing more can be.
  var isEmpty: Bool { sent == bytes.count || failure != nil }

  mutating func send(on socket: borrowing Socket) {
    do throws(Errno) {
      guard case .bytes(let count) = try socket.send(bytes, from: sent) else { return }
      sent += count
    } catch {
      failure = error
    }
  }
}
