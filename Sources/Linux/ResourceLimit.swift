internal import CLinux

/// The limits of this process, getrlimit(2).
enum ResourceLimit {
  private struct Limit {
    var soft: UInt64
    var hard: UInt64
  }

  /// Allows as many open descriptors as the hard limit does.
  ///
  /// - Returns: Whether that is more than before.
  static func raiseOpenFiles() -> Bool {
    let openFiles = 7
    var limit = Limit(soft: 0, hard: 0)
    return unsafe withUnsafeMutablePointer(to: &limit) { limit in
      let address = Int(bitPattern: limit)
      guard clinux_syscall(SYS_prlimit64, 0, openFiles, 0, address, 0, 0) == 0,
        unsafe limit.pointee.soft < limit.pointee.hard
      else { return false }
      unsafe limit.pointee.soft = limit.pointee.hard
      return clinux_syscall(SYS_prlimit64, 0, openFiles, address, 0, 0, 0) == 0
    }
  }
}

extension Errno {
  /// Whether no further descriptor could be opened, EMFILE or ENFILE: others must be closed before.
  public var meansNoDescriptor: Bool {
    self == .tooManyOpenFiles || self == .tooManyOpenFilesInSystem
  }
}
