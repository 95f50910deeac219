internal import Bytes
internal import Linux
internal import Wire

/// What an attempt and its exchange do for each other while a connection stands.
extension Attempt {
  func begin(_ connection: Connection, _ round: Round) {
    self.connection = connection
    emptyOutbox()
    refusal = nil
    hasAsked = false
    let step = exchange.connected()
    enter(exchange.isHandshaking ? .tls : .send, round)
    take(step, connection, round)
  }

  func take(_ step: Step, _ connection: Connection, _ round: Round) {
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
  func conclude(_ step: Step, _ round: Round) {
    if case .unhealthy(let phase) = step { return finish(phase, round) }
    finish(nil, round)
  }

  /// How many milliseconds of silence are an answer; nil where none are.
  var patience: Int64? { exchange.patience.map { min(Int64($0), span / 2_000_000) } }

  func hearSilence(_ connection: Connection, _ round: Round) {
    silenceEnd = nil
    take(exchange.silence(Int(patience ?? 0)), connection, round)
  }

  /// Whether bytes of the outbox are left that the peer may take.
  var isSending: Bool { sent < exchange.outbox.count && refusal == nil }

  func send(_ connection: Connection, _ round: Round) {
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

  func emptyOutbox() {
    exchange.outbox.removeAll()
    sent = 0
  }

  func receive(_ connection: Connection, _ round: Round) {
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
      if phase != .tls {
        appendProgress()
        if error == .connectionReset { exchange.appendHint(to: &exchange.report) }
      }
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
  func pass(
    to others: Connector, from connection: Connection, _ error: Errno, _ round: Round
  ) {
    self.connection = nil
    silenceEnd = nil
    enter(.connect, round)
    connector = others
    others.fail(connection, error, round)
    race(others, round)
  }
}
