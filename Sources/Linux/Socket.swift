public import Bytes
internal import CLinux

/// A stream or datagram socket that never blocks and raises no SIGPIPE.
public struct Socket: ~Copyable {
  let descriptor: FileDescriptor

  /// What a socket carries.
  public enum Kind: Int, Sendable {
    /// SOCK_STREAM: TCP, or a Unix stream.
    case stream = 1
    /// SOCK_DGRAM: UDP.
    case datagram = 2
  }

  /// What connect(2) came to.
  public enum Progress: Equatable, Sendable {
    /// The connection stands.
    case connected
    /// It is being made: poll for writing, then ask ``pendingError()``.
    case inProgress
    /// A Unix socket's backlog is full, of which no poll tells: try again after a pause.
    case backlogFull
  }

  /// Opens a socket for addresses of a family.
  ///
  /// - Throws: socket(2)'s reason, EMFILE when no descriptor is left.
  public init(_ family: SocketAddress.Family, _ kind: Kind = .stream) throws(Errno) {
    let nonBlockingCloseOnExec = 0o2004000
    let opened = try systemCall(
      SYS_socket, family.rawValue, kind.rawValue | nonBlockingCloseOnExec)
    descriptor = try FileDescriptor(adopting: opened)
  }

  /// Begins to connect, as connect(2) does for a socket that never blocks.
  ///
  /// - Throws: The reason why no connection can be made.
  public func connect(to address: SocketAddress) throws(Errno) -> Progress {
    do throws(Errno) {
      try address.withKernelForm { start, size throws(Errno) in
        _ = try systemCall(SYS_connect, descriptor.number, start, size)
      }
      return .connected
    } catch {
      if error == .inProgress { return .inProgress }
      if error == .wouldBlock, address.family == .unix { return .backlogFull }
      throw error
    }
  }

  /// Puts the socket into a set to wait for.
  ///
  /// - Returns: Its place, for ``PollSet/readiness(at:)`` after the wait.
  public func join(_ set: inout PollSet, for interest: PollSet.Interest) -> Int {
    set.add(descriptor: descriptor.number, for: interest)
    return set.count - 1
  }

  /// The reason why connecting failed, SO_ERROR of socket(7); nil when it didn't.
  public func pendingError() -> Errno? {
    var value: Int32 = 0
    var size: UInt32 = 4
    let (socketLevel, errorOption) = (1, 4)
    do throws(Errno) {
      try unsafe withUnsafeMutablePointer(to: &value) { value throws(Errno) in
        try unsafe withUnsafeMutablePointer(to: &size) { size throws(Errno) in
          _ = try systemCall(
            SYS_getsockopt,
            descriptor.number,
            socketLevel,
            errorOption,
            Int(bitPattern: value),
            Int(bitPattern: size)
          )
        }
      }
      return value == 0 ? nil : Errno(rawValue: value)
    } catch {
      return error
    }
  }

  /// Whether the socket is its own peer.
  ///
  /// TCP allows it: a connection to a free local port of the ephemeral range may be given that very
  /// port as its source, and then meets itself (RFC 9293 §3.5, simultaneous open).
  public func isConnectedToItself(at address: SocketAddress) -> Bool {
    guard address.family != .unix else { return false }
    return address.withKernelForm { start, size in
      var (own, ownSize) = (KernelAddress(), UInt32(MemoryLayout<KernelAddress>.size))
      return unsafe withUnsafeMutablePointer(to: &own) { own in
        unsafe withUnsafeMutablePointer(to: &ownSize) { ownSize in
          let result = clinux_syscall(
            SYS_getsockname, descriptor.number, Int(bitPattern: own), Int(bitPattern: ownSize), 0,
            0,
            0)
          return unsafe result == 0 && own.pointee.isSame(as: start)
        }
      }
    }
  }

  /// Sends the bytes from `start` on, send(2).
  ///
  /// - Returns: How many the kernel took; none where it has no room now.
  /// - Throws: The reason why the stream takes no more, EPIPE among them.
  public func send(_ bytes: borrowing ByteBuffer, from start: Int) throws(Errno) -> Int {
    let noSignal = 0x4000
    do throws(Errno) {
      return try systemCall(
        SYS_sendto, descriptor.number, bytes.span.address + start, bytes.count - start, noSignal)
    } catch {
      if error == .wouldBlock { return 0 }
      throw error
    }
  }

  /// Receives what is there into `buffer`, in place of what it held, recv(2).
  ///
  /// - Parameter limit: The most bytes of one call.
  /// - Returns: How many bytes; 0 at the end of a stream, nil where there is nothing yet.
  /// - Throws: The reason why nothing more can come, ECONNRESET among them.
  public func receive(into buffer: inout ByteBuffer, atMost limit: Int) throws(Errno) -> Int? {
    let source = descriptor.number
    var blocks = false
    let count = try buffer.fill(atMost: limit) { address, capacity throws(Errno) in
      do throws(Errno) {
        return try systemCall(SYS_recvfrom, source, address, capacity)
      } catch {
        guard error == .wouldBlock else { throw error }
        blocks = true
        return 0
      }
    }
    return blocks ? nil : count
  }
}
