import Glibc

/// What a program finds in place of its standard input, output or error.
public enum Stream: Sendable {
  /// A pipe that is read to its end.
  case captured
  /// Nothing: the descriptor is closed.
  case closed
  /// `/dev/null`.
  case null
  /// `/dev/full`, where each write fails with ENOSPC.
  case full
  /// A pipe that nobody reads any more: each write fails with EPIPE.
  case brokenPipe
  /// A pipe that nobody reads and that has room for so many pages: then a write blocks, or fails
  /// with EAGAIN. What the program left in it is captured after its end.
  case fullPipe(isBlocking: Bool, room: Int = 0)
  /// A file.
  case file(String)
}

/// A stream made ready for a child, with what the parent must hold while it runs.
struct OpenStream {
  /// What the child gets; nil to close it.
  var child: Descriptor?
  /// What is read to its end.
  var reader: Descriptor?
  // A full pipe, which is held open and read once the program has ended.
  private var held: Descriptor?

  init(_ stream: Stream) throws {
    switch stream {
    case .captured:
      let pipe = try Descriptor.pipe()
      (child, reader) = (pipe.writer, pipe.reader)
    case .closed: break
    case .null: child = try Descriptor.open("/dev/null", O_RDWR)
    case .full: child = try Descriptor.open("/dev/full", O_RDWR)
    case .brokenPipe: child = try Descriptor.pipe().writer
    case .file(let path): child = try Descriptor.open(path, O_WRONLY)
    case .fullPipe(let isBlocking, let room):
      let pipe = try Descriptor.pipe()
      let writer = pipe.writer.number
      let flags = fcntl(writer, F_GETFL)
      _ = fcntl(writer, F_SETFL, flags | O_NONBLOCK)
      let bytes = [UInt8](repeating: 0, count: 4096)
      while write(writer, bytes, bytes.count) > 0 {}
      var page = bytes
      for _ in 0..<room { read(pipe.reader.number, &page, page.count) }
      if isBlocking { _ = fcntl(writer, F_SETFL, flags) }
      (child, held) = (pipe.writer, pipe.reader)
    }
  }

  /// What the program left in a full pipe: all but the zeros that filled it.
  func leftover() -> [UInt8] {
    guard let held else { return [] }
    held.setNonblocking()
    var contents: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while case let count = read(held.number, &buffer, buffer.count), count > 0 {
      contents += buffer[..<count].filter { $0 != 0 }
    }
    return contents
  }
}
