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
  private var entries = List<Int64>()

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
    entries.append(Int64(descriptor) | Int64(interest.rawValue) << 32)
  }

  /// What came of the socket at `place`; nothing, for a place that the last wait did not have.
  public func readiness(at place: Int) -> Readiness {
    let entry = place >= 0 && place < entries.count ? entries[place] : 0
    return Readiness(events: Int(truncatingIfNeeded: entry >> 48))
  }

  /// Waits until something happens on a socket, but no longer than `time`, ppoll(2).
  ///
  /// It may come back earlier. In a process that is stopped meanwhile the kernel counts no time, so
  /// only the clock tells how long it took. A kernel that refuses the call ends the run.
  public mutating func wait(for time: TimeAmount) {
    do throws(Errno) {
      try wait(atMost: time)
    } catch {
      Process.end(refused: pollName, error)
    }
  }

  /// Waits as ``wait(for:)`` does.
  ///
  /// - Throws: The reason why the kernel does not wait; a signal is none.
  mutating func wait(atMost time: TimeAmount) throws(Errno) {
    let (seconds, rest) = max(0, time.nanoseconds).quotientAndRemainder(dividingBy: 1_000_000_000)
    var time = KernelTime(seconds: seconds, nanoseconds: rest)
    let count = entries.count
    let result = entries.withAddress { entries in
      unsafe withUnsafeMutablePointer(to: &time) { time in
        clinux_syscall(SYS_ppoll, entries, count, Int(bitPattern: time), 0, 8, 0)
      }
    }
    guard result < 0 else { return }
    let reason = Errno(rawValue: Int32(truncatingIfNeeded: -result))
    if reason != .interrupted { throw reason }
  }
}
