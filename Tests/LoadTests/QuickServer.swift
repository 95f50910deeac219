import Glibc

/// A server for many checks: one thread that answers one connection after the other, and that can be
/// stopped and started again on the same port.
final class QuickServer: @unchecked Sendable {
  /// The port on 127.0.0.1, which stays this server's while it is stopped.
  let port: UInt16
  private let answer: [UInt8]
  // Bound and never listening: it keeps the port.
  private let holder: Int32
  private var listener: Int32 = -1
  private var thread = pthread_t()

  /// Starts a server that gives each connection this answer.
  init(_ answer: String) throws {
    self.answer = Array(answer.utf8)
    holder = try Self.bound(to: 0)
    port = Self.port(of: holder)
    try start()
  }

  deinit {
    stop()
    close(holder)
  }

  var url: String { "http://127.0.0.1:\(port)/health" }

  /// Listens; to be called while stopped.
  func start() throws {
    try listenOnly()
    let context = Unmanaged.passRetained(Acceptor(listener: listener, answer: answer)).toOpaque()
    let error = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Acceptor>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, context)
    guard error == 0 else { throw LoadError(call: "pthread_create", number: error) }
    isServing = true
  }

  /// Listens, but accepts nothing: connections wait in the backlog.
  func listenOnly() throws {
    listener = try Self.bound(to: port)
    guard listen(listener, 1024) == 0 else { throw LoadError(call: "listen") }
  }

  /// Waits until a connection is in the backlog.
  func waitForConnection() throws {
    var polled = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, 10_000) == 1 else { throw LoadError(call: "poll") }
  }

  private var isServing = false

  /// Stops listening: what waits in the backlog is reset, and new connections are refused.
  func stop() {
    guard listener >= 0 else { return }
    // It wakes the thread in accept(2).
    shutdown(listener, Int32(SHUT_RDWR))
    if isServing { pthread_join(thread, nil) }
    isServing = false
    close(listener)
    listener = -1
  }

  private static func bound(to port: UInt16) throws -> Int32 {
    let socket = Glibc.socket(
      AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw LoadError(call: "socket") }
    var on: Int32 = 1
    for option in [SO_REUSEADDR, SO_REUSEPORT] {
      setsockopt(socket, SOL_SOCKET, option, &on, socklen_t(4))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw LoadError(call: "bind") }
    return socket
  }

  private static func port(of socket: Int32) -> UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
    }
    return UInt16(bigEndian: address.sin_port)
  }
}

/// A system call that failed.
struct LoadError: Error {
  var call: String
  var number: Int32 = errno
}

/// What the thread of a server does.
private final class Acceptor: Sendable {
  private let listener: Int32
  private let answer: [UInt8]

  init(listener: Int32, answer: [UInt8]) {
    self.listener = listener
    self.answer = answer
  }

  func run() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      // A program started just now inherits it; the framing of the answer makes that harmless.
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      // A request of a check is one segment.
      if recv(connection, &buffer, buffer.count, 0) > 0 {
        send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
      }
      close(connection)
    }
  }
}
