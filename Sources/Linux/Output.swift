internal import CLinux

/// The two streams that a program writes to.
public enum Output: Int, Sendable {
  /// Descriptor 1.
  case standard = 1
  /// Descriptor 2.
  case error = 2

  /// Writes all the bytes, write(2), a page at a time, each once the stream is ready for it.
  ///
  /// A stream that is closed, full or has lost its reader is no error: the exit status still tells
  /// the verdict. One that would block is waited for, at most a second in all.
  public func write(_ bytes: Span<UInt8>) {
    var written = 0
    var waits = 0
    while written < bytes.count {
      // A pipe in blocking mode that nobody reads would hold a write for ever, so it is asked first.
      var poll = PollSet()
      poll.add(descriptor: rawValue, for: .send)
      poll.wait(for: 10_000_000)
      do throws(Errno) {
        guard poll.readiness(at: 0).canSend else { throw .wouldBlock }
        // What is ready takes this much without blocking, PIPE_BUF of pipe(7).
        let size = min(bytes.count - written, 4096)
        written += try systemCall(SYS_write, rawValue, bytes.address + written, size)
      } catch {
        guard error == .wouldBlock, waits < 100 else { return }
        waits += 1
      }
    }
  }
}
