internal import Bytes
internal import CLinux

/// The sockets to wait for, and what came of each, as in poll(2).
public struct PollSet: ~Copyable {
  /// What to wait for on a socket, poll(2)'s `events`.
  public enum Interest: Int, Sendable {
    /// Bytes, or the end of the stream, can be received.
    case receive = 0x01
    /// Bytes can be sent, or connecting has ended.
    case send = 0x04
    /// Either.
    case both = 0x05
  }

  /// What came of a socket in the last wait, poll(2)'s `revents`.
  public struct Readiness: Sendable {
    fileprivate let events: Int

    /// Receiving will not block: there are bytes, an end or an error to be had.
    public var canReceive: Bool { events & ~Interest.send.rawValue != 0 }
    /// Sending will not block, or fails.
    public var canSend: Bool { events & ~Interest.receive.rawValue != 0 }
    /// POLLERR, POLLHUP or POLLNVAL: a connecting socket has failed.
    public var hasFailed: Bool { events & 0x38 != 0 }
  }

  // Each a `struct pollfd` of a little-endian CPU: the descriptor in the low 32 bits, the events
  // that are wanted in the next 16, those that happened in the last.
  private var entries = List<Int>()

  /// A set without sockets.
  public init() {}

  /// How many sockets are in.
  public var count: Int { entries.count }

  /// Takes every socket out.
  public mutating func removeAll() {
    entries.removeAll()
  }

  /// Puts a descriptor in.
  mutating func add(descriptor: Int, for interest: Interest) {
    entries.append(descriptor | interest.rawValue << 32)
  }

  /// What came of the socket at `place`; nothing, for a place that the last wait did not have.
  public func readiness(at place: Int) -> Readiness {
    Readiness(events: place >= 0 && place < entries.count ? entries[place] >> 48 : 0)
  }

  /// Waits until something happens on a socket, until `deadline`, or until a signal, ppoll(2).
  ///
  /// - Parameters:
  ///   - now: The present instant, as the caller just read it.
  ///   - deadline: When to come back at the latest; one that has passed only looks.
  /// - Returns: The instant at which the wait ended: ppoll(2) writes back what was left of its time,
  ///   which saves a call to the clock.
  public mutating func wait(from now: Instant, until deadline: Instant) -> Instant {
    let time = max(0, (deadline - now).nanoseconds)
    return now + TimeAmount(nanoseconds: time - wait(for: time))
  }

  /// Waits for at most `nanoseconds`.
  ///
  /// - Returns: How many of them are left.
  @discardableResult
  mutating func wait(for nanoseconds: Int64) -> Int64 {
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    var time = KernelTime(seconds: seconds, nanoseconds: rest)
    let count = entries.count
    entries.withAddress { entries in
      unsafe withUnsafeMutablePointer(to: &time) { time in
        // Its failures are EINTR, after which the caller's loop comes back, and a kernel without
        // memory, which the deadline ends.
        _ = clinux_syscall(SYS_ppoll, entries, count, Int(bitPattern: time), 0, 8, 0)
      }
    }
    return time.seconds * 1_000_000_000 + time.nanoseconds
  }
}
