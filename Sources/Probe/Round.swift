internal import Bytes
internal import Linux

/// One round of the loop: the instant it began, and what the wait before it brought.
final class Round {
  /// The instant at which the round began.
  var now = Clock.now()
  /// The sockets that are waited for.
  var poll = PollSet()
  /// When to stop waiting, whatever the sockets do.
  var wake = Instant.distantFuture
  /// What one call received, at most ``receiveLimit`` bytes.
  var buffer = ByteBuffer()

  /// The most bytes that one call receives.
  ///
  /// With the allocator's header they make a block of 16 KiB.
  static var receiveLimit: Int { (16 << 10) - 16 }

  // Rounds since the clock was read. Waiting tells how long it took, so a few short rounds are off
  // by microseconds only; a plain check needs no reading between its start and its end.
  private var unread = 0
  private static var mostUnread: Int { 4 }
  private static var mostSockets: Int { 16 }

  /// Sees to it that the wait ends at `instant`.
  func wake(at instant: Instant) {
    if instant < wake { wake = instant }
  }

  /// Waits for the sockets and begins the next round.
  func wait() {
    now = poll.wait(from: now, until: wake)
    unread += 1
    if unread > Self.mostUnread || poll.count > Self.mostSockets || now >= wake { readClock() }
  }

  /// Reads the clock, after work that may take long.
  func readClock() {
    now = Clock.now()
    unread = 0
  }

  /// Forgets what was waited for.
  func clear() {
    poll.removeAll()
    wake = .distantFuture
  }
}
