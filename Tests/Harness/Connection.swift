import Glibc

/// One connection of a scripted server, which runs its script on a thread of its own.
final class Connection: @unchecked Sendable {
  private let socket: Descriptor
  private let stop: Descriptor
  private let note: @Sendable ([UInt8]) -> Void
  private var buffer = [UInt8](repeating: 0, count: 16 << 10)
  private var resets = false

  /// - Parameters:
  ///   - stop: Readable once the server stops.
  ///   - note: Called with the bytes that were received.
  init(_ socket: Descriptor, stop: Descriptor, note: @escaping @Sendable ([UInt8]) -> Void) {
    self.socket = socket
    self.stop = stop
    self.note = note
    socket.setNonblocking()
  }

  func run(_ script: [Step]) {
    for step in script {
      guard perform(step) else { break }
    }
    // A FIN before the RST would be taken for the end of the stream.
    if !resets { shutdown(socket.number, Int32(SHUT_WR)) }
  }

  /// - Returns: Whether the script goes on.
  private func perform(_ step: Step) -> Bool {
    switch step {
    case .receiveHead: return receive { $0.endsWithBlankLine }
    case .receiveRequest: return receive { Request(String(decoding: $0, as: UTF8.self)).isWhole }
    case .receiveRecord:
      return receive { $0.count >= 5 && $0.count >= 5 + Int($0[3]) << 8 + Int($0[4]) }
    case .receive(let count): return receive(atMost: count) { $0.count >= count }
    case .sendBytes(let bytes): return send(bytes[...])
    case .sendPieces(let bytes, let size, let pause):
      var rest = bytes[...]
      while !rest.isEmpty {
        guard send(rest.prefix(size)), self.pause(pause) else { return false }
        rest = rest.dropFirst(size)
      }
      return true
    case .sendEndlessly(let bytes, let pause):
      while send(bytes[...]), self.pause(pause) {}
      return false
    case .pause(let duration): return pause(duration)
    case .hold:
      _ = receive { _ in false }
      return false
    case .close: return false
    case .reset:
      resets = true
      var abort = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        socket.number, SOL_SOCKET, SO_LINGER, &abort, socklen_t(MemoryLayout<linger>.size))
      return false
    }
  }

  private func receive(atMost limit: Int = .max, until isEnough: ([UInt8]) -> Bool) -> Bool {
    var received: [UInt8] = []
    while !isEnough(received) {
      let count = recv(socket.number, &buffer, min(buffer.count, limit - received.count), 0)
      if count > 0 {
        note(Array(buffer[..<count]))
        received += buffer[..<count]
      } else if count == 0 || errno != EAGAIN || !wait(for: POLLIN) {
        return false
      }
    }
    return true
  }

  private func send(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EAGAIN || !wait(for: POLLOUT) {
        return false
      }
    }
    return true
  }

  /// - Returns: Whether the server goes on.
  private func pause(_ duration: Duration) -> Bool {
    var polled = pollfd(fd: stop.number, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, Int32(duration / .milliseconds(1))) == 0
  }

  /// - Returns: Whether the socket is ready; the server stops otherwise.
  private func wait(for event: Int32) -> Bool {
    var polled = [
      pollfd(fd: socket.number, events: Int16(event), revents: 0),
      pollfd(fd: stop.number, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&polled, 2, -1) < 0 {}
    return polled[0].revents != 0
  }
}

extension [UInt8] {
  fileprivate var endsWithBlankLine: Bool {
    suffix(4) == Array("\r\n\r\n".utf8)[...] || suffix(2) == Array("\n\n".utf8)[...]
  }
}
