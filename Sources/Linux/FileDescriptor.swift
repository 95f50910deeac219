internal import CLinux

/// The owner of an open descriptor, which is closed when the owner goes.
public struct FileDescriptor: ~Copyable {
  private let rawValue: Int32

  /// The descriptor's number, for a system call.
  var number: Int { Int(rawValue) }

  /// Takes over a descriptor that was just opened.
  ///
  /// A caller may have started the program with descriptors 0 to 2 closed. The kernel then hands
  /// those numbers out, and the verdict would be written to a server: such a descriptor is moved up.
  ///
  /// - Throws: fcntl(2)'s reason when the descriptor can't be moved; it is closed then.
  init(adopting rawValue: Int) throws(Errno) {
    let opened = Int32(truncatingIfNeeded: rawValue)
    guard opened <= 2 else {
      self.rawValue = opened
      return
    }
    defer { _ = clinux_syscall(SYS_close, rawValue, 0, 0, 0, 0, 0) }
    let duplicateCloseOnExec = 1030
    let moved = try systemCall(SYS_fcntl, rawValue, duplicateCloseOnExec, 3)
    self.rawValue = Int32(truncatingIfNeeded: moved)
  }

  // EINTR from close(2) still closes on Linux, so it must not be tried again.
  deinit { _ = clinux_syscall(SYS_close, number, 0, 0, 0, 0, 0) }
}
