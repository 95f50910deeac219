internal import Linux

/// A connection that stands or is being made, and where it leads.
final class Connection {
  let socket: Socket
  let address: SocketAddress
  /// The socket's place in the poll set of the round.
  var place = -1
  /// When to try again, where a Unix socket's backlog was full.
  private(set) var retry: Instant?

  // Short, since a server that takes one connection makes room at once; a healthy one is not late.
  private static let backlogPause = TimeAmount.milliseconds(10)

  /// Begins to connect.
  ///
  /// - Throws: The reason why no connection can be made.
  init(to address: SocketAddress) throws(Errno) {
    socket = try Socket(for: address)
    self.address = address
  }

  /// Begins to connect, or tries again.
  ///
  /// - Returns: Whether the connection stands.
  func connect(_ now: Instant) throws(Errno) -> Bool {
    retry = nil
    switch try socket.connect(to: address) {
    case .connected: return true
    case .inProgress: return false
    case .backlogFull:
      retry = now + Self.backlogPause
      return false
    }
  }

  func register(in poll: inout PollSet, waking wake: inout Instant) {
    if let retry {
      place = -1
      wake = min(wake, retry)
    } else {
      place = poll.add(socket, for: .send)
    }
  }

  /// Looks whether the connection stands now.
  ///
  /// - Throws: The reason why it can't be made.
  func advance(_ now: Instant, _ poll: borrowing PollSet) throws(Errno) -> Bool {
    if let retry { return now >= retry ? try connect(now) : false }
    let readiness = poll.readiness(at: place)
    if readiness.hasFailed, let reason = socket.pendingError() { throw reason }
    return readiness.canSend
  }
}
