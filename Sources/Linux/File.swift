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
    guard !path.span.contains(0) else { throw .noSuchFile }
    var name = ByteBuffer()
    name.append(path)
    name.append(0)
    let (workingDirectory, nonBlockingCloseOnExec) = (-100, 0o2004000)
    descriptor = try FileDescriptor(
      opening: SYS_openat, workingDirectory, name.span.address, nonBlockingCloseOnExec)
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
