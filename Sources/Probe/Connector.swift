internal import Bytes
internal import Linux
internal import Wire

/// Connects to the first of several addresses that answers, RFC 8305 §5: the next one is tried at
/// once when one fails, and after a delay when one is silent.
final class Connector {
  /// How long a silent address keeps the next one waiting: the Connection Attempt Delay.
  static var delay: TimeAmount { .milliseconds(250) }
  // How long to wait for other checks to close a descriptor when none is left.
  private static var shortagePause: TimeAmount { .milliseconds(20) }

  // In the order in which they are tried.
  private(set) var connections = List<Connection>()
  private var tried = 0
  private var failed = 0
  private var nextStart: Instant
  /// Why none can be tried now, where that is for want of descriptors.
  private(set) var shortage: Errno?

  init(_ now: Instant) {
    nextStart = now
  }

  /// Adds an address to try, so that the two families take turns, RFC 8305 §4.
  func add(_ address: SocketAddress) {
    var place = max(1, tried)
    while place < connections.count, !separates(address, before: place) { place += 1 }
    connections.insert(Connection(to: address), at: min(place, connections.count))
  }

  /// Whether an address would come between two of the other family.
  private func separates(_ address: SocketAddress, before place: Int) -> Bool {
    let family = connections[place].address.family
    return family != address.family && family == connections[place - 1].address.family
  }

  /// Whether there is an address to try, or was.
  var hasAddresses: Bool { connections.count > 0 }

  /// Whether every address that is known has failed.
  var isExhausted: Bool { failed == connections.count }

  /// Whether every address that was tried has failed.
  var isIdle: Bool { failed == tried }

  func register(_ round: Round) {
    for index in 0..<tried { connections[index].register(round, for: .send) }
    if tried < connections.count { round.wake(at: nextStart) }
  }

  /// Looks at the connections being made and begins the next where it is time.
  ///
  /// - Returns: The connection that won; the others are closed with the connector.
  func advance(_ round: Round) -> Connection? {
    for index in 0..<tried where connections[index].isOpen {
      let connection = connections[index]
      do throws(Errno) {
        if try connection.advance(round) { return connection }
      } catch {
        fail(connection, error, round)
      }
    }
    while tried < connections.count, round.now >= nextStart {
      let connection = connections[tried]
      do throws(Errno) {
        let isConnected = try connection.connect(round.now)
        pass(round)
        if isConnected { return connection }
      } catch {
        if error.meansNoDescriptor {
          // A limit that can be raised needs no waiting.
          if shortage == nil, ResourceLimit.raiseOpenFiles() { continue }
          shortage = error
          nextStart = round.now + Self.shortagePause
        } else if error.meansNoSuchNetwork, connections.count > 1 {
          // It is no news where there is another address.
          connections.remove(at: tried)
        } else {
          pass(round)
          fail(connection, error, round)
        }
      }
    }
    return nil
  }

  /// Counts the address whose turn it was as tried, and gives it time before the next.
  private func pass(_ round: Round) {
    tried += 1
    shortage = nil
    nextStart = round.now + Self.delay
  }

  /// Gives an address up; the next is tried at once.
  private func fail(_ connection: Connection, _ error: Errno, _ round: Round) {
    connection.close(error)
    failed += 1
    nextStart = round.now
  }
}

extension Errno {
  /// Whether the kernel has no route or no address of the family: EAFNOSUPPORT, EADDRNOTAVAIL or
  /// ENETUNREACH.
  fileprivate var meansNoSuchNetwork: Bool { rawValue == 97 || rawValue == 99 || rawValue == 101 }

  /// Whether no further descriptor could be opened: EMFILE or ENFILE.
  fileprivate var meansNoDescriptor: Bool {
    self == .tooManyOpenFiles || self == .tooManyOpenFilesInSystem
  }
}
