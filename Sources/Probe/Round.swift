internal import Linux

/// One round of the loop: the instant it began, and what the wait before it brought.
final class Round {
  /// The instant, read once a round.
  var now = Clock.now()
  /// The sockets that are waited for.
  var poll = PollSet()
  /// When to stop waiting, whatever the sockets do.
  var wake = Instant.distantFuture
  /// Room for what one call receives.
  var buffer = ReceiveBuffer()

  /// Sees to it that the wait ends at `instant`.
  func wake(at instant: Instant) {
    if instant < wake { wake = instant }
  }

  /// Waits for the sockets and begins the next round.
  func wait() {
    poll.wait(from: now, until: wake)
    now = Clock.now()
  }

  /// Forgets what was waited for.
  func clear() {
    poll.removeAll()
    wake = .distantFuture
  }
}
