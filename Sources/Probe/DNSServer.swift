internal import Bytes
internal import Linux
internal import Wire

/// One name server while a name is looked up, with its socket for datagrams.
final class DNSServer {
  // Connected, so that the kernel passes on only what this server sent, and says that it refused;
  // its source port is random, as the kernel chooses it.
  private let connection: Connection

  private static var port: UInt16 { 53 }

  /// A server whose zone stands in `text`.
  ///
  /// - Throws: The reason why the zone's interface can't be looked for.
  init(_ server: NameServer, in text: Span<UInt8>) throws(Errno) {
    let zone = text.extracting(server.zone)
    let scope = zone.count == 0 ? nil : try Interface.index(of: zone)
    connection = Connection(
      to: SocketAddress(server.address, port: Self.port, scope: scope ?? 0), .datagram)
  }

  var address: SocketAddress { connection.address }

  /// Sends a message.
  func send(_ message: borrowing ByteBuffer, _ now: Instant) throws(Errno) {
    if !connection.isOpen { _ = try connection.connect(now) }
    // One that can't be sent now is as good as lost on the way.
    _ = try connection.send(message, from: 0)
  }

  func register(_ round: Round) {
    connection.register(round, for: .receive)
  }

  /// Receives a message into the round's buffer.
  ///
  /// - Returns: Whether there was one.
  /// - Throws: The reason why the server can't be asked.
  @inline(never)
  func receive(_ round: Round) throws(Errno) -> Bool {
    guard connection.readiness(round).canReceive else { return false }
    return try connection.receive(round) != nil
  }

  /// Closes the socket; the next message opens another.
  func close() { connection.close() }
}
