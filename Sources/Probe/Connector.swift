internal import Bytes
internal import Linux
internal import Wire

/// Connects to the first of several addresses that answers, RFC 8305 §5: the next one is tried at
/// once when one fails, and after a delay when one is silent.
final class Connector {
  // How long a silent address keeps the next one waiting, the Connection Attempt Delay: less than
  // usual where otherwise not all would have their turn, but never less than RFC 8305 §5 allows.
  private static var usualDelay: TimeAmount { .milliseconds(250) }
  private static var shortestDelay: TimeAmount { .milliseconds(10) }
  /// How long to wait for other checks to close a descriptor when none is left.
  static var shortagePause: TimeAmount { .milliseconds(20) }

  /// The addresses that were tried, in that order.
  private(set) var connections = List<Connection>()
  private var failed = 0
  // Those that were not: of IPv6, and others.
  private var waitingIPv6 = AddressQueue()
  private var waiting = AddressQueue()
  // The two take turns, RFC 8305 §4, from that of the first address on.
  private var prefersIPv6 = false
  // After so many failures in a row the clock is read, since there may be thousands.
  private static var failuresPerReading: Int { 16 }

  private let deadline: Instant
  private var nextStart: Instant
  /// Why none can be tried now, where that is for want of descriptors.
  private(set) var shortage: Errno?

  private let kind: Socket.Kind

  /// A connector for an attempt that ends at `deadline`.
  init(_ now: Instant, until deadline: Instant, _ kind: Socket.Kind = .stream) {
    nextStart = now
    self.deadline = deadline
    self.kind = kind
  }

  /// Adds an address to try.
  func add(_ address: SocketAddress) {
    if !hasAddresses { prefersIPv6 = address.family == .ipv6 }
    if address.family == .ipv6 { waitingIPv6.append(address) } else { waiting.append(address) }
  }

  /// How many addresses were not tried yet.
  var untried: Int { waiting.count + waitingIPv6.count }

  /// Whether there is an address to try, or was.
  var hasAddresses: Bool { connections.count + untried > 0 }

  /// Whether every address that is known has failed.
  var isExhausted: Bool { untried == 0 && isIdle }

  /// Whether every address that was tried has failed.
  var isIdle: Bool { failed == connections.count }

  func register(_ round: Round) {
    for index in 0..<connections.count { connections[index].register(round, for: .send) }
    if untried > 0 { round.wake(at: nextStart) }
  }

  /// Looks at the connections being made and begins the next where it is time.
  ///
  /// - Returns: The connection that won; the others are closed with the connector.
  func advance(_ round: Round) -> Connection? {
    for index in 0..<connections.count where connections[index].isOpen {
      let connection = connections[index]
      do throws(Errno) {
        if try connection.advance(round) { return connection }
      } catch {
        fail(connection, error, round)
      }
    }
    while untried > 0, round.now >= nextStart, round.now < deadline {
      let isIPv6 = waitingIPv6.count > 0 && (prefersIPv6 || waiting.count == 0)
      let connection = Connection(to: isIPv6 ? waitingIPv6.first : waiting.first, kind)
      do throws(Errno) {
        let isConnected = try connection.connect(round.now)
        pass(connection, isIPv6, round)
        if isConnected { return connection }
      } catch {
        if error.meansNoDescriptor {
          shortage = error
          nextStart = round.now + Self.shortagePause
        } else if connections.count + untried > 1, error.meansNoSuchNetwork(at: connection.address)
        {
          // It is no news where there is another address.
          removeFirst(isIPv6)
        } else {
          pass(connection, isIPv6, round)
          fail(connection, error, round)
          if failed % Self.failuresPerReading == 0 { round.readClock() }
        }
      }
    }
    return nil
  }

  private func removeFirst(_ isIPv6: Bool) {
    if isIPv6 { waitingIPv6.removeFirst() } else { waiting.removeFirst() }
  }

  /// Counts the address whose turn it was as tried, and gives it time before the next.
  private func pass(_ connection: Connection, _ isIPv6: Bool, _ round: Round) {
    connections.append(connection)
    removeFirst(isIPv6)
    prefersIPv6 = !isIPv6
    shortage = nil
    if untried == 0 { return }
    let share = (deadline - round.now).nanoseconds / Int64(untried + 1)
    let delay = min(TimeAmount(nanoseconds: share), Self.usualDelay)
    nextStart = round.now + max(Self.shortestDelay, delay)
  }

  /// Gives an address up; the next is tried at once.
  func fail(_ connection: Connection, _ error: Errno, _ round: Round) {
    connection.close(error)
    failed += 1
    nextStart = round.now
  }
}

/// Addresses of which the first is taken.
private struct AddressQueue: ~Copyable {
  private var addresses = List<SocketAddress>()
  private var taken = 0

  var count: Int { addresses.count - taken }

  /// The first; there is one.
  var first: SocketAddress { addresses[taken] }

  mutating func append(_ address: SocketAddress) { addresses.append(address) }

  mutating func removeFirst() { taken += 1 }
}

extension Errno {
  /// Whether the kernel has no route to an address, or no address of its family: EAFNOSUPPORT,
  /// ENETUNREACH, or EADDRNOTAVAIL, where it does not mean that every local port is in use.
  fileprivate func meansNoSuchNetwork(at address: SocketAddress) -> Bool {
    rawValue == 97 || rawValue == 101 || rawValue == 99 && !address.hasSource
  }
}

extension SocketAddress {
  /// Whether a datagram would have an address of this machine to come from; it has ports of its own.
  fileprivate var hasSource: Bool {
    do throws(Errno) {
      _ = try Socket(family, .datagram).connect(to: self)
      return true
    } catch {
      return false
    }
  }
}
