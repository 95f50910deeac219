internal import Bytes
internal import CLinux

/// The two streams that a program writes to.
public enum Output: Int, Sendable {
  /// Descriptor 1.
  case standard = 1
  /// Descriptor 2.
  case error = 2

  // How often the run waits again for readers that are not reading: half a second in all, whatever
  // it has to say, so that they can't hold it.
  nonisolated(unsafe) private static var waits = 50
  private static var pause: TimeAmount { .milliseconds(10) }

  // A stream that is ready takes this much at once without blocking, and a pipe takes it whole or not
  // at all: PIPE_BUF of pipe(7).
  private static var pieceLimit: Int { 4096 }

  /// Writes lines, write(2): each one whole, or not at all where nobody reads.
  ///
  /// A stream that is closed, full or has lost its reader is no error: the exit status still tells
  /// the verdict.
  public func write(_ lines: Span<UInt8>) {
    var written = 0
    while written < lines.count, waitUntilReady() {
      let end = Self.pieceEnd(lines, from: written)
      do throws(Errno) {
        written += try systemCall(
          SYS_write, rawValue, lines.address + written, end - written)
      } catch {
        // It is full after all, where others write to it too.
        guard error == .wouldBlock, Self.mayWait() else { return }
      }
    }
  }

  /// Where the next write ends: as many whole lines as a piece holds, or a part of one that is
  /// longer.
  private static func pieceEnd(_ lines: Span<UInt8>, from start: Int) -> Int {
    guard lines.count - start > pieceLimit else { return lines.count }
    let limit = start + pieceLimit
    var end = limit
    while end > start, lines[end - 1] != UInt8(ascii: "\n") { end -= 1 }
    return end > start ? end : limit
  }

  /// Waits until a write will not block.
  ///
  /// A pipe in blocking mode that nobody reads would hold a write for ever, so it is asked first.
  /// - Returns: Whether to write: not to a stream that failed, nor when waiting is used up.
  private func waitUntilReady() -> Bool {
    while true {
      var poll = PollSet()
      poll.add(descriptor: rawValue, for: .send)
      do throws(Errno) {
        try poll.wait(atMost: unsafe Self.waits > 0 ? Self.pause : .zero)
      } catch {
        // Without poll, as in a process that may have no descriptor, all streams count as ready.
        return true
      }
      let readiness = poll.readiness(at: 0)
      if readiness.hasFailed { return false }
      if readiness.canSend { return true }
      guard Self.mayWait() else { return false }
    }
  }

  /// Counts a wait, where one is left.
  private static func mayWait() -> Bool {
    guard unsafe waits > 0 else { return false }
    unsafe waits -= 1
    return true
  }
}
