internal import Bytes
internal import CLinux

/// Files that are read once, from their start.
public struct File: ~Copyable {
  private let descriptor: FileDescriptor

  /// Opens a file for reading, openat(2).
  ///
  /// - Parameter path: Without NUL bytes; one would end it early, so it is refused as ENOENT.
  public init(path: [UInt8]) throws(Errno) {
    guard !path.span.contains(0) else { throw .noSuchFile }
    var path = path
    path.push(0)
    let (workingDirectory, nonBlockingCloseOnExec) = (-100, 0o2004000)
    let opened = try path.withAddress { address throws(Errno) in
      try systemCall(SYS_openat, workingDirectory, address, nonBlockingCloseOnExec)
    }
    descriptor = try FileDescriptor(adopting: opened)
  }

  /// Reads the next bytes, read(2): at most the buffer's capacity.
  ///
  /// - Returns: How many bytes; 0 at the end of the file.
  public func read(into buffer: inout ReceiveBuffer) throws(Errno) -> Int {
    try buffer.fill(SYS_read, from: descriptor)
  }

  /// Reads a whole file.
  ///
  /// - Parameter limit: The most bytes to read; a longer file is refused as EFBIG.
  public static func contents(of path: [UInt8], atMost limit: Int) throws(Errno) -> [UInt8] {
    let file = try File(path: path)
    var buffer = ReceiveBuffer()
    var contents: [UInt8] = []
    while true {
      let count = try file.read(into: &buffer)
      guard count > 0 else { return contents }
      guard contents.count + count <= limit else { throw .fileTooLarge }
      contents.append(buffer.storage.span.extracting(0..<count))
    }
  }
}
