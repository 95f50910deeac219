internal import Bytes
internal import Linux
internal import Wire

/// Connects to the first of several addresses that answers, RFC 8305 §5: the next one is tried at
/// once when one fails, and after a delay when one is silent.
final class Connector {
  /// How long a silent address keeps the next one waiting: the Connection Attempt Delay.
  static let delay = TimeAmount.milliseconds(250)
  // How long to wait for other checks to close a descriptor when none is left.
  private static let shortagePause = TimeAmount.milliseconds(20)

  private var addresses: [SocketAddress]
  private var tried = 0
  private var racing: [Connection] = []
  private var report = ConnectReport()
  private var nextStart: Instant
  private var shortage: Errno?

  init(_ addresses: [SocketAddress], _ now: Instant) {
    self.addresses = addresses
    nextStart = now
  }

  /// Adds addresses that were found since.
  func add(_ addresses: [SocketAddress]) {
    for address in addresses { self.addresses.push(address) }
  }

  /// Whether every address that is known has failed.
  var isExhausted: Bool { tried == addresses.count && racing.isEmpty }

  func register(in poll: inout PollSet, waking wake: inout Instant) {
    for connection in racing { connection.register(in: &poll, waking: &wake) }
    if tried < addresses.count { wake = min(wake, nextStart) }
  }

  /// Looks at the connections being made and begins the next where it is time.
  ///
  /// - Returns: The connection that won; the others are closed with the connector.
  func advance(_ now: Instant, _ poll: borrowing PollSet) -> Connection? {
    var silent: [Connection] = []
    for connection in racing {
      do throws(Errno) {
        if try connection.advance(now, poll) { return connection }
        silent.push(connection)
      } catch {
        report.add(connection.address, error)
        nextStart = now
      }
    }
    racing = silent
    while tried < addresses.count, now >= nextStart || racing.isEmpty && shortage == nil {
      let address = addresses[tried]
      do throws(Errno) {
        if let connection = try start(address, now) { return connection }
      } catch {
        // A limit that can be raised needs no waiting.
        if error.meansNoDescriptor, shortage == nil, ResourceLimit.raiseOpenFiles() { continue }
        shortage = error.meansNoDescriptor ? error : nil
        if shortage != nil {
          nextStart = now + Self.shortagePause
          break
        }
        report.add(address, error)
      }
      tried += 1
    }
    return nil
  }

  /// Begins to connect.
  ///
  /// - Returns: The connection, where it stands at once.
  private func start(_ address: SocketAddress, _ now: Instant) throws(Errno) -> Connection? {
    let connection = try Connection(to: address)
    shortage = nil
    if try connection.connect(now) { return connection }
    racing.push(connection)
    nextStart = now + Self.delay
    return nil
  }

  /// What failed, once every address has, or at the deadline.
  ///
  /// - Parameter waited: How long connecting took, where the deadline ended it.
  func failure(after waited: TimeAmount?) -> Outcome {
    if let waited {
      if let shortage, racing.isEmpty {
        return Outcome(Failure(.connect, shortage.text), address: Text())
      }
      for connection in racing { report.add(connection.address, nil) }
      for index in tried..<addresses.count { report.add(addresses[index], nil) }
      return report.outcome(after: waited)
    }
    return report.outcome(after: .zero)
  }
}

extension Errno {
  /// Whether no further descriptor could be opened: EMFILE or ENFILE.
  fileprivate var meansNoDescriptor: Bool {
    self == .tooManyOpenFiles || self == .tooManyOpenFilesInSystem
  }
}
