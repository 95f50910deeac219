import Glibc

/// A file descriptor that is closed with its owner and never inherited by a program.
final class Descriptor: Sendable {
  let number: Int32

  init(_ number: Int32) {
    self.number = number
  }

  deinit { close(number) }

  /// Opens a file, open(2).
  static func open(_ path: String, _ flags: Int32) throws -> Descriptor {
    Descriptor(try HarnessError.check("open \(path)", Glibc.open(path, flags | O_CLOEXEC, 0o644)))
  }

  /// Held while a program is started, and while descriptors are made in the two steps that pipe(2)
  /// and accept(2) take: a program that inherited one would keep it open.
  static let inheritance = Guarded(())

  /// A pipe, pipe(2).
  static func pipe() throws -> (reader: Descriptor, writer: Descriptor) {
    try inheritance.with { _ in
      var ends: [Int32] = [0, 0]
      try HarnessError.check("pipe", Glibc.pipe(&ends))
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return (Descriptor(ends[0]), Descriptor(ends[1]))
    }
  }

  /// The next connection of a listener that does not block; nil where there is none, accept(2).
  func accept() -> Descriptor? {
    Self.inheritance.with { _ in
      let connection = Glibc.accept(number, nil, nil)
      guard connection >= 0 else { return nil }
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      return Descriptor(connection)
    }
  }

  func setNonblocking() {
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
  }
}
