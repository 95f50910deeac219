internal import Bytes
internal import Linux

/// A connection that stands or is being made, and where it leads.
final class Connection {
  let socket: Socket
  let address: SocketAddress
  /// The socket's place in the poll set of the round.
  var place = -1
  // When to try again, where a Unix socket's backlog was full.
  private var retry: Instant?

  // Short, since a server that takes one connection makes room at once; a healthy one is not late.
  private static var backlogPause: TimeAmount { .milliseconds(10) }

  /// Opens a socket that can reach `address`.
  init(to address: SocketAddress) throws(Errno) {
    self.address = address
    socket = try Socket(address.family)
  }

  /// Begins to connect, or tries again.
  ///
  /// - Returns: Whether the connection stands.
  func connect(_ now: Instant) throws(Errno) -> Bool {
    let progress = try socket.connect(to: address)
    retry = progress == .backlogFull ? now + Self.backlogPause : nil
    return progress == .connected
  }

  func register(_ round: Round) {
    place = -1
    if let retry {
      round.wake(at: retry)
    } else {
      place = round.poll.add(socket, for: .send)
    }
  }

  /// Looks whether the connection stands now.
  ///
  /// - Throws: The reason why it can't be made.
  func advance(_ round: Round) throws(Errno) -> Bool {
    if let retry { return round.now >= retry ? try connect(round.now) : false }
    let readiness = round.poll.readiness(at: place)
    if readiness.hasFailed, let reason = socket.pendingError() { throw reason }
    return readiness.canSend
  }
}
