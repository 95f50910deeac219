internal import Bytes
internal import Linux
internal import Wire

/// One name server while a name is looked up: its socket for datagrams, and what it failed to
/// answer.
final class DNSServer {
  // Connected, so that the kernel passes on only what this server sent, and says that it refused;
  // its source port is random, as the kernel chooses it.
  private let connection: Connection
  /// Whether it was asked for the present name.
  private(set) var isAsked = false
  /// The records of the present name that it gave up on, by their marks.
  private(set) var failed: UInt8 = 0

  private static var port: UInt16 { 53 }

  /// A server whose zone stands in `text`.
  init(_ server: NameServer, in text: Span<UInt8>) {
    let zone = text.extracting(server.zone)
    let scope = zone.count == 0 ? nil : Interface.index(of: zone)
    connection = Connection(
      to: SocketAddress(server.address, port: Self.port, scope: scope ?? 0), .datagram)
  }

  var address: SocketAddress { connection.address }

  /// Notes that it has no answer for a record of the present name.
  func fail(_ record: AddressRecord) { failed |= record.mark }

  /// Forgets the present name.
  func begin() {
    isAsked = false
    failed = 0
  }

  /// Sends a message.
  func send(_ message: borrowing ByteBuffer, _ now: Instant) throws(Errno) {
    isAsked = true
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
}

extension AddressRecord {
  /// The bit that stands for the record in a set of records.
  var mark: UInt8 { self == .a ? 1 : 2 }
}
