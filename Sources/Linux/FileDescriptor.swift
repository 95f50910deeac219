internal import CLinux

/// The owner of an open descriptor, which is closed when the owner goes.
public struct FileDescriptor: ~Copyable {
  private let rawValue: Int32

  /// The descriptor's number, for a system call.
  var number: Int { Int(rawValue) }

  /// Opens a descriptor with a system call of up to three arguments.
  ///
  /// Where the soft limit allows no further one, RLIMIT_NOFILE of getrlimit(2), it is raised as far
  /// as it can be, for all that come after too.
  ///
  /// A caller may have started the program with descriptors 0 to 2 closed. The kernel then hands
  /// those numbers out, and the verdict would be written to a server: such a descriptor is moved up.
  ///
  /// - Throws: The kernel's reason, EMFILE where the hard limit allows no further descriptor.
  init(opening call: Int, _ a: Int, _ b: Int, _ c: Int = 0) throws(Errno) {
    let opened = try Self.opening(call, a, b, c)
    guard opened <= 2 else {
      rawValue = Int32(truncatingIfNeeded: opened)
      return
    }
    defer { _ = clinux_syscall(SYS_close, opened, 0, 0, 0, 0, 0) }
    let duplicateCloseOnExec = 1030
    let moved = try Self.opening(SYS_fcntl, opened, duplicateCloseOnExec, 3)
    rawValue = Int32(truncatingIfNeeded: moved)
  }

  @inline(never)
  private static func opening(_ call: Int, _ a: Int, _ b: Int, _ c: Int) throws(Errno) -> Int {
    do throws(Errno) {
      return try systemCall(call, a, b, c)
    } catch {
      // fcntl(2) says EINVAL where the limit is no higher than the number wanted.
      let isLimit = error == .tooManyOpenFiles || call == SYS_fcntl && error == .invalidArgument
      guard isLimit else { throw error }
      guard ResourceLimit.raiseOpenFiles() else { throw .tooManyOpenFiles }
      return try systemCall(call, a, b, c)
    }
  }

  // EINTR from close(2) still closes on Linux, so it must not be tried again.
  deinit { _ = clinux_syscall(SYS_close, number, 0, 0, 0, 0, 0) }
}
