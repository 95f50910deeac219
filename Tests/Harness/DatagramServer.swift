import Glibc

/// A server that answers each datagram with the same datagrams, and notes what it received.
public final class DatagramServer: Sendable {
  /// The port on which it listens.
  public let port: UInt16

  private let socket: Descriptor
  private let stopping: (reader: Descriptor, writer: Descriptor)
  private let received = Guarded<[[UInt8]]>([])
  private let thread: Guarded<Thread?>

  /// Listens on a port of a family's loopback address that the kernel chooses.
  public init(_ family: Family, answering replies: [[UInt8]] = []) throws {
    let socket = try Address(family: family).bind(datagrams: true)
    let stopping = try Descriptor.pipe()
    (self.socket, self.stopping) = (socket, stopping)
    port = Address.port(of: socket)
    let received = self.received
    thread = Guarded(
      Thread {
        while let datagram = Self.answer(socket, until: stopping.reader, replies) {
          received.with { $0.append(datagram) }
        }
      })
  }

  deinit { finish() }

  /// Stops the server.
  ///
  /// - Returns: What it received, in order.
  @discardableResult
  public func finish() -> [[UInt8]] {
    thread.with { thread in
      _ = write(stopping.writer.number, [0], 1)
      thread?.join()
      thread = nil
    }
    return received.with { $0 }
  }

  /// - Returns: A datagram that was answered; nil once the server stops.
  private static func answer(
    _ socket: Descriptor, until stop: Descriptor, _ replies: [[UInt8]]
  ) -> [UInt8]? {
    var polled = [
      pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stop.number, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&polled, 2, -1) < 0 {}
    // What came before the end counts.
    guard polled[0].revents != 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 65536)
    var peer = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &peer) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { peer in
        let count = recvfrom(socket.number, &buffer, buffer.count, 0, peer, &size)
        for reply in replies { sendto(socket.number, reply, reply.count, 0, peer, size) }
        return Array(buffer[..<max(0, count)])
      }
    }
  }
}
