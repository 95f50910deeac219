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

  /// What a call that never blocks came to.
  public enum Transfer: Equatable, Sendable {
    /// So many bytes were moved; 0 received on a stream is its end.
    case bytes(Int)
    /// Nothing could be moved now: poll first.
    case wouldBlock
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

  /// Opens a socket that can reach `address`.
  ///
  /// - Throws: socket(2)'s reason, EMFILE when no descriptor is left.
  public init(for address: SocketAddress, _ kind: Kind = .stream) throws(Errno) {
    let nonBlockingCloseOnExec = 0o2004000
    let opened = try systemCall(SYS_socket, address.family, kind.rawValue | nonBlockingCloseOnExec)
    descriptor = try FileDescriptor(adopting: opened)
  }

  /// Begins to connect, as connect(2) does for a socket that never blocks.
  ///
  /// - Throws: The reason why no connection can be made.
  public func connect(to address: SocketAddress) throws(Errno) -> Progress {
    do throws(Errno) {
      try address.bytes.withAddress { start throws(Errno) in
        _ = try systemCall(SYS_connect, Int(descriptor.rawValue), start, address.bytes.count)
      }
      return .connected
    } catch {
      if error == .inProgress { return .inProgress }
      if error == .wouldBlock, address.isUnix { return .backlogFull }
      throw error
    }
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
            Int(descriptor.rawValue),
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
    guard !address.isUnix else { return false }
    var own = address.bytes
    var size = UInt32(truncatingIfNeeded: own.count)
    do throws(Errno) {
      try own.withMutableAddress { own throws(Errno) in
        try unsafe withUnsafeMutablePointer(to: &size) { size throws(Errno) in
          _ = try systemCall(
            SYS_getsockname,
            Int(descriptor.rawValue),
            own,
            Int(bitPattern: size)
          )
        }
      }
      return own == address.bytes
    } catch {
      return false
    }
  }

  /// Sends the bytes from `start` on, send(2): as many as the kernel takes.
  ///
  /// - Throws: The reason why the stream takes no more, EPIPE among them.
  public func send(_ bytes: [UInt8], from start: Int = 0) throws(Errno) -> Transfer {
    let noSignal = 0x4000
    do throws(Errno) {
      let sent = try bytes.withAddress { address throws(Errno) in
        try systemCall(
          SYS_sendto,
          Int(descriptor.rawValue),
          address + start,
          bytes.count - start,
          noSignal
        )
      }
      return .bytes(sent)
    } catch {
      if error == .wouldBlock { return .wouldBlock }
      throw error
    }
  }

  /// Receives what is there, recv(2), at most the buffer's capacity.
  ///
  /// - Throws: The reason why nothing more can come, ECONNRESET among them.
  public func receive(into buffer: inout ReceiveBuffer) throws(Errno) -> Transfer {
    do throws(Errno) {
      return .bytes(try buffer.fill(SYS_recvfrom, from: descriptor))
    } catch {
      if error == .wouldBlock { return .wouldBlock }
      throw error
    }
  }
}
