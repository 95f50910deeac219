internal import Bytes
internal import Linux
internal import Wire

/// One name server while a name is looked up: its socket for datagrams, and what it failed to
/// answer.
final class DNSServer {
  let address: SocketAddress
  // Connected, so that the kernel passes on only what this server sent, and says that it refused.
  private var socket: DatagramSocket?
  /// Whether it was asked for the present name.
  private(set) var isAsked = false
  /// The records of the present name that it gave up on, by their marks.
  private(set) var failed: UInt8 = 0

  private static var port: UInt16 { 53 }

  /// A server whose zone stands in `text`.
  init(_ server: NameServer, in text: Span<UInt8>) {
    let zone = text.extracting(server.zone)
    let scope = zone.count == 0 ? nil : Interface.index(of: zone)
    address = SocketAddress(server.address, port: Self.port, scope: scope ?? 0)
  }

  /// Notes that it has no answer for a record of the present name.
  func fail(_ record: AddressRecord) { failed |= record.mark }

  /// Forgets the present name.
  func begin() {
    isAsked = false
    failed = 0
  }

  /// Sends a message.
  func send(_ message: borrowing ByteBuffer) throws(Errno) {
    isAsked = true
    if socket == nil { socket = try DatagramSocket(to: address) }
    // One that can't be sent now is as good as lost on the way.
    _ = try socket?.socket.send(message, from: 0)
  }

  func register(_ round: Round) {
    if let socket { socket.place = round.poll.add(socket.socket, for: .receive) }
  }

  /// Receives a message into the round's buffer.
  ///
  /// - Returns: Whether there was one.
  /// - Throws: The reason why the server can't be asked.
  func receive(_ round: Round) throws(Errno) -> Bool {
    guard let socket, round.poll.readiness(at: socket.place).canReceive else { return false }
    socket.place = -1
    let transfer = try socket.socket.receive(into: &round.buffer, atMost: Round.receiveLimit)
    return transfer != .wouldBlock
  }
}

/// A socket for datagrams to one address; its source port is random, as the kernel chooses it.
private final class DatagramSocket {
  let socket: Socket
  /// The socket's place in the poll set of the round.
  var place = -1

  init(to address: SocketAddress) throws(Errno) {
    socket = try Socket(address.family, .datagram)
    _ = try socket.connect(to: address)
  }
}

extension AddressRecord {
  /// The bit that stands for the record in a set of records.
  var mark: UInt8 { self == .a ? 1 : 2 }
}
