internal import Bytes
internal import CLinux

/// The sockets to wait for, and what came of each, as in poll(2).
public struct PollSet: ~Copyable {
  /// What to wait for on a socket.
  public struct Interest: OptionSet, Sendable {
    /// The bits of `events` and `revents`.
    public let rawValue: Int16

    /// A combination of poll(2)'s bits.
    public init(rawValue: Int16) {
      self.rawValue = rawValue
    }

    /// Bytes, or the end of the stream, can be received.
    public static let receive = Interest(rawValue: 0x01)
    /// Bytes can be sent, or connecting has ended.
    public static let send = Interest(rawValue: 0x04)
  }

  /// What came of a socket in the last wait.
  public struct Readiness: Sendable {
    fileprivate let events: Int16

    /// Receiving will not block: there are bytes, an end or an error to be had.
    public var canReceive: Bool { events & ~Interest.send.rawValue != 0 }
    /// Sending will not block, or fails.
    public var canSend: Bool { events & ~Interest.receive.rawValue != 0 }
    /// Nothing happened.
    public var isEmpty: Bool { events == 0 }
    /// POLLERR, POLLHUP or POLLNVAL: a connecting socket has failed.
    public var hasFailed: Bool { events & 0x38 != 0 }
  }

  // `struct pollfd`.
  private struct Entry {
    var descriptor: Int32
    var wanted: Int16
    var happened: Int16
  }

  private var entries: [Entry] = []

  /// A set without sockets.
  public init() {}

  /// Takes every socket out and keeps the room.
  public mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
  }

  /// Puts a socket in.
  ///
  /// - Returns: Its place, for ``readiness(at:)`` after the wait.
  public mutating func add(_ socket: borrowing Socket, for interest: Interest) -> Int {
    entries.push(
      Entry(descriptor: socket.descriptor.rawValue, wanted: interest.rawValue, happened: 0)
    )
    return entries.count - 1
  }

  /// What came of the socket at `place`; nothing, for a place that the last wait did not have.
  public func readiness(at place: Int) -> Readiness {
    Readiness(events: place >= 0 && place < entries.count ? entries[place].happened : 0)
  }

  /// Waits until something happens on a socket, until `deadline`, or until a signal, ppoll(2).
  ///
  /// - Parameters:
  ///   - now: The present instant, as the caller just read it.
  ///   - deadline: When to come back at the latest; one that has passed only looks.
  public mutating func wait(from now: Instant, until deadline: Instant) {
    let left = max(0, (deadline - now).nanoseconds)
    var time = KernelTime(seconds: left / 1_000_000_000, nanoseconds: left % 1_000_000_000)
    let count = entries.count
    unsafe entries.withUnsafeMutableBufferPointer { entries in
      unsafe withUnsafeMutablePointer(to: &time) { time in
        // Its failures are EINTR, after which the caller's loop comes back, and a kernel without
        // memory, which the deadline ends.
        _ = clinux_syscall(
          SYS_ppoll,
          Int(bitPattern: entries.baseAddress),
          count,
          Int(bitPattern: time),
          0,
          8,
          0
        )
      }
    }
  }
}
