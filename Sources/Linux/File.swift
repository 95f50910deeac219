public import Bytes
internal import CLinux

/// Files that are read once, from their start.
public struct File: ~Copyable {
  private let descriptor: FileDescriptor

  /// The most bytes of one read.
  public static var readLimit: Int { (16 << 10) - 16 }

  /// Opens a file for reading, openat(2).
  ///
  /// - Parameter path: Without NUL bytes; one would end it early, so it is refused as ENOENT.
  public init(path: StaticBytes) throws(Errno) {
    try self.init(path: path.span)
  }

  /// Opens a file for reading, whose path lies in a buffer.
  public init(path: Span<UInt8>) throws(Errno) {
    let name = try Self.name(path)
    let (workingDirectory, nonBlockingCloseOnExec) = (-100, 0o2004000)
    descriptor = try FileDescriptor(
      opening: SYS_openat, workingDirectory, name.span.address,
      nonBlockingCloseOnExec | Self.largeFile)
  }

  // O_LARGEFILE, without which CPUs of 32 bits refuse a file of 2 GiB.
  #if arch(i386)
    private static var largeFile: Int { 0o100000 }
  #elseif arch(arm)
    private static var largeFile: Int { 0o400000 }
  #else
    private static var largeFile: Int { 0 }
  #endif

  /// The path as the kernel wants it, with a NUL at its end.
  private static func name(_ path: Span<UInt8>) throws(Errno) -> ByteBuffer {
    guard !path.contains(0) else { throw .noSuchFile }
    var name = ByteBuffer()
    name.append(path)
    name.append(0)
    return name
  }

  /// When a file was changed last, as the time since the first second of 1970, newfstatat(2) or
  /// statx(2).
  ///
  /// What stands there may be of any kind, and needs no permission to be read.
  ///
  /// - Parameter follow: Whether a symbolic link stands for what it names, and not for itself.
  /// - Returns: A date more than 136 years away from 1970 is brought as near as that.
  public static func changed(_ path: StaticBytes, follow: Bool = true) throws(Errno) -> TimeAmount {
    let name = try name(path.span)
    let (workingDirectory, noFollow) = (-100, follow ? 0 : 0x100)
    #if _pointerBitWidth(_32)
      // `struct statx` with `stx_mtime`, for `struct stat` has no room for dates past 2106.
      let (modified, place) = (0x40, 14)
      var status = InlineArray<32, Int64>(repeating: 0)
      try unsafe withUnsafeMutablePointer(to: &status) { status throws(Errno) in
        _ = try systemCall(
          SYS_statx, workingDirectory, name.span.address, noFollow, modified,
          Int(bitPattern: status))
      }
    #else
      // `struct stat`, of which all 64-bit CPUs have `st_mtim` at the same place.
      let place = 11
      var status = InlineArray<18, Int64>(repeating: 0)
      try unsafe withUnsafeMutablePointer(to: &status) { status throws(Errno) in
        _ = try systemCall(
          SYS_newfstatat, workingDirectory, name.span.address, Int(bitPattern: status), noFollow)
      }
    #endif
    let limit: Int64 = 1 << 32
    return TimeAmount.seconds(min(max(status[place], -limit), limit))
      + TimeAmount(nanoseconds: status[place + 1])
  }

  /// Reads the next bytes into `buffer`, in place of what it held, read(2).
  ///
  /// - Returns: Whether they are the last. A regular file gives as much as is asked for, at most
  ///   ``readLimit`` bytes, up to its end; that saves the call that would only tell the end.
  public func read(into buffer: inout ByteBuffer) throws(Errno) -> Bool {
    let source = descriptor.number
    let count = try buffer.fill(atMost: Self.readLimit) { address, capacity throws(Errno) in
      try systemCall(SYS_read, source, address, capacity)
    }
    return count < Self.readLimit
  }

  /// Reads a whole file, which may be a pipe, and keeps it for the run.
  ///
  /// - Parameters:
  ///   - limit: The most bytes to read; a longer file is refused as EFBIG.
  ///   - patience: How long the writer of a pipe may take to its end; past it, ETIMEDOUT.
  public static func contents(
    of path: StaticBytes, atMost limit: Int, within patience: TimeAmount
  ) throws(Errno) -> StaticBytes {
    let file = try File(path: path)
    let deadline = Clock.now() + patience
    var polled = PollSet()
    polled.add(descriptor: file.descriptor.number, for: .receive)
    var buffer = ByteBuffer()
    var contents = ByteBuffer()
    while true {
      // A FIFO that nobody has opened for writing yet would read as one at its end.
      polled.wait(for: deadline - Clock.now())
      if polled.readiness(at: 0).canReceive {
        _ = try file.read(into: &buffer)
        guard !buffer.isEmpty else { return contents.keep() }
        guard contents.count + buffer.count <= limit else { throw .fileTooLarge }
        contents.append(buffer.span)
      }
      guard Clock.now() < deadline else { throw .timedOut }
    }
  }
}
