internal import Bytes
internal import Linux

/// One round of the loop: the instant it began, and what the wait before it brought.
final class Round {
  /// The instant at which the round began, or at which the clock was read after work that took long.
  private(set) var now: Instant
  /// The end of the wait before it, which ``now`` leaves behind where work takes long.
  private(set) var start: Instant
  /// The sockets that are waited for.
  var poll = PollSet()
  /// When to stop waiting, whatever the sockets do.
  var wake = Instant.distantFuture
  /// The hosts file, which is read for all names at once.
  let hosts = HostsFile()
  /// How many sockets the checks hold open.
  var openSockets = 0
  /// What one call received, at most ``receiveLimit`` bytes.
  var buffer = ByteBuffer()

  /// The most bytes that one call receives.
  ///
  /// With the allocator's header they make a block of 16 KiB.
  static var receiveLimit: Int { (16 << 10) - 16 }

  /// The signal that asked the run to end; nil before one did.
  private(set) var signal: Int?
  // When to look for one again.
  private var nextLook: Instant

  // No wait tells of a signal that is kept back, nor does one count the time for which the process
  // was stopped. Waits of this length are the most that either is late; a check that is answered
  // sooner does not pay for looking.
  private static var longestWait: TimeAmount { .milliseconds(100) }

  /// Whether each phase of an attempt is timed to the clock, and not to the round.
  let timesPhases: Bool

  init(timesPhases: Bool) {
    self.timesPhases = timesPhases
    now = Clock.now()
    start = now
    nextLook = now + Self.longestWait
  }

  /// Sees to it that the wait ends at `instant`.
  func wake(at instant: Instant) {
    if instant < wake { wake = instant }
  }

  /// Waits for the sockets and begins the next round.
  func wait() {
    poll.wait(for: min(wake - now, Self.longestWait))
    readClock()
    start = now
    guard now >= nextLook else { return }
    signal = Signals.next()
    nextLook = now + Self.longestWait
  }

  /// Reads the clock, after work that may take long.
  @inline(never)
  func readClock() {
    now = Clock.now()
  }

  /// Forgets what was waited for.
  func clear() {
    poll.removeAll()
    openSockets = 0
    wake = .distantFuture
  }
}
