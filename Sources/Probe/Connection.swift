internal import Bytes
internal import Linux

/// A way to one address: not opened yet, being connected, standing or failed.
final class Connection {
  let address: SocketAddress
  let kind: Socket.Kind
  private var socket: Socket?
  // The socket's place in the poll set of the round.
  private var place = -1
  // When to try again, where a Unix socket's backlog was full.
  private var retry: Instant?
  /// Why it can't be made, once that is known.
  private(set) var failure: Errno?

  // Short, since a server that takes one connection makes room at once; a healthy one is not late.
  private static var backlogPause: TimeAmount { .milliseconds(10) }

  init(to address: SocketAddress, _ kind: Socket.Kind = .stream) {
    self.address = address
    self.kind = kind
  }

  /// Whether it was opened and not closed again.
  var isOpen: Bool { socket != nil }

  /// Opens a socket and begins to connect, or tries again.
  ///
  /// - Returns: Whether the connection stands.
  /// - Throws: The reason why there is no socket, or why it can't be connected and is closed again.
  func connect(_ now: Instant) throws(Errno) -> Bool {
    if socket == nil { socket = try Socket(address.family, kind) }
    do throws(Errno) {
      var progress = try socket?.connect(to: address)
      // On loopback the peer's answer is there when the call returns: to ask again saves a wait.
      if progress == .inProgress { progress = try socket?.connect(to: address) }
      retry = progress == .backlogFull ? now + Self.backlogPause : nil
      guard progress == .connected else { return false }
      try refuseItself()
      return true
    } catch {
      close(error)
      throw error
    }
  }

  /// Takes a connection that met itself for one that is refused: nothing listens there.
  private func refuseItself() throws(Errno) {
    guard address.family != .unix,
      try socket?.isConnectedToItself(at: address.port) ?? false
    else { return }
    socket?.reset()
    throw .connectionRefused
  }

  /// Closes the socket.
  ///
  /// - Parameter failure: Why, where it could not be connected.
  func close(_ failure: Errno? = nil) {
    socket = nil
    retry = nil
    self.failure = failure
  }

  /// Sees to it that the next wait ends when `interest` can be done; nothing where it is not open.
  func register(_ round: Round, for interest: PollSet.Interest) {
    if isOpen { round.openSockets += 1 }
    if let retry { return round.wake(at: retry) }
    place = socket?.join(&round.poll, for: interest) ?? -1
  }

  /// Looks whether the connection stands now.
  ///
  /// - Throws: The reason why it can't be made.
  func advance(_ round: Round) throws(Errno) -> Bool {
    if let retry { return round.now >= retry ? try connect(round.now) : false }
    return readiness(round).canSend ? try connect(round.now) : false
  }

  /// What the last wait brought; nothing where it was not registered before.
  func readiness(_ round: Round) -> PollSet.Readiness {
    round.poll.readiness(at: place)
  }

  /// Sends the bytes from `start` on.
  ///
  /// - Returns: How many the kernel took; none where it has no room now.
  /// - Throws: The reason why the peer takes no more.
  func send(_ bytes: borrowing ByteBuffer, from start: Int) throws(Errno) -> Int {
    try socket?.send(bytes, from: start) ?? 0
  }

  /// Receives into the round's buffer.
  ///
  /// - Returns: How many bytes; 0 at the end of a stream, nil where there is nothing yet.
  /// - Throws: The reason why nothing more can come.
  func receive(_ round: Round) throws(Errno) -> Int? {
    // What is left is news of the next wait.
    place = -1
    return try socket?.receive(into: &round.buffer, atMost: Round.receiveLimit) ?? nil
  }

  /// Sees to it that sending or receiving fails once a datagram can't be delivered.
  func hearErrors() {
    socket?.hearErrors(address.family)
  }
}
