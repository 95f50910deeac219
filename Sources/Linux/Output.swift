public import Bytes
internal import CLinux

/// The two streams that a program writes to.
public enum Output: Int, Sendable {
  /// Descriptor 1.
  case standard = 1
  /// Descriptor 2.
  case error = 2

  /// Writes all the bytes, write(2), in as few calls as the kernel allows.
  ///
  /// A stream that is closed, full or has lost its reader is no error: the exit status still tells
  /// the verdict. One that would block is waited for, at most a second in all.
  public func write(_ text: Text) {
    let bytes = text.bytes
    var written = 0
    var waits = 0
    while written < bytes.count {
      do throws(Errno) {
        written += try bytes.withAddress { address throws(Errno) in
          try systemCall(SYS_write, rawValue, address + written, bytes.count - written)
        }
      } catch {
        guard error == .wouldBlock, waits < 100 else { return }
        waits += 1
        var pause = PollSet()
        pause.wait(from: Instant(nanoseconds: 0), until: Instant(nanoseconds: 10_000_000))
      }
    }
  }
}
