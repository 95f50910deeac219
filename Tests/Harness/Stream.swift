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
  /// A pipe that is full and that nobody reads: a write blocks, or fails with EAGAIN.
  case fullPipe(isBlocking: Bool)
}

/// A stream made ready for a child, with what the parent must hold while it runs.
struct OpenStream {
  /// What the child gets; nil to close it.
  var child: Descriptor?
  /// What is read to its end.
  var reader: Descriptor?
  // Held open only.
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
    case .fullPipe(let isBlocking):
      let pipe = try Descriptor.pipe()
      let writer = pipe.writer.number
      let flags = fcntl(writer, F_GETFL)
      _ = fcntl(writer, F_SETFL, flags | O_NONBLOCK)
      let bytes = [UInt8](repeating: 0, count: 4096)
      while write(writer, bytes, bytes.count) > 0 {}
      if isBlocking { _ = fcntl(writer, F_SETFL, flags) }
      (child, held) = (pipe.writer, pipe.reader)
    }
  }
}
