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

  private var addresses = List<SocketAddress>()
  private var tried = 0
  private var racing = List<Connection>()
  private var report = ConnectReport()
  private var nextStart: Instant
  private var shortage: Errno?

  init(_ now: Instant) {
    nextStart = now
  }

  /// Adds an address to try.
  func add(_ address: SocketAddress) {
    addresses.append(address)
  }

  /// Whether every address that is known has failed.
  var isExhausted: Bool { tried == addresses.count && racing.count == 0 }

  func register(_ round: Round) {
    for index in 0..<racing.count { racing[index].register(round) }
    if tried < addresses.count { round.wake(at: nextStart) }
  }

  /// Looks at the connections being made and begins the next where it is time.
  ///
  /// - Returns: The connection that won; the others are closed with the connector.
  func advance(_ round: Round) -> Connection? {
    var winner: Connection?
    var index = 0
    while index < racing.count {
      let connection = racing[index]
      do throws(Errno) {
        if try connection.advance(round) { winner = connection }
        index += 1
      } catch {
        report.add(connection.address, error)
        racing.remove(at: index)
        nextStart = round.now
      }
    }
    while winner == nil, tried < addresses.count,
      round.now >= nextStart || racing.count == 0 && shortage == nil
    {
      let address = addresses[tried]
      do throws(Errno) {
        winner = try start(address, round.now)
        tried += 1
      } catch {
        if error.meansNoDescriptor {
          // A limit that can be raised needs no waiting.
          if shortage == nil, ResourceLimit.raiseOpenFiles() { continue }
          shortage = error
          nextStart = round.now + Self.shortagePause
          break
        }
        report.add(address, error)
        tried += 1
      }
    }
    return winner
  }

  /// Begins to connect.
  ///
  /// - Returns: The connection, where it stands at once.
  private func start(_ address: SocketAddress, _ now: Instant) throws(Errno) -> Connection? {
    let connection = try Connection(to: address)
    shortage = nil
    if try connection.connect(now) { return connection }
    racing.append(connection)
    nextStart = now + Self.delay
    return nil
  }

  /// Tells what failed, once every address has, or at the deadline.
  ///
  /// - Parameters:
  ///   - waited: How long connecting took.
  ///   - reason: Gets why it failed.
  ///   - places: Gets the addresses that were tried.
  func tell(after waited: TimeAmount, _ reason: inout ByteBuffer, _ places: inout ByteBuffer) {
    if let shortage, racing.count == 0 { return reason.append(shortage) }
    for index in 0..<racing.count { report.add(racing[index].address, after: waited) }
    for index in tried..<addresses.count { report.add(addresses[index], after: waited) }
    report.tell(&reason, &places)
  }
}

extension Errno {
  /// Whether no further descriptor could be opened: EMFILE or ENFILE.
  fileprivate var meansNoDescriptor: Bool {
    self == .tooManyOpenFiles || self == .tooManyOpenFilesInSystem
  }
}
