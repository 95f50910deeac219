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
    /// It is being made: poll for writing, then connect to the same address again.
    case inProgress
    /// A Unix socket's backlog is full, of which no poll tells: try again after a pause.
    case backlogFull
  }

  /// Opens a socket for addresses of a family.
  ///
  /// - Throws: socket(2)'s reason, EMFILE when no descriptor is left.
  public init(_ family: SocketAddress.Family, _ kind: Kind = .stream) throws(Errno) {
    let nonBlockingCloseOnExec = 0o2004000
    descriptor = try FileDescriptor(
      opening: SYS_socket, family.rawValue, kind.rawValue | nonBlockingCloseOnExec)
  }

  /// Begins to connect, or tells what came of it, as connect(2) does for a socket that never blocks.
  ///
  /// - Throws: The reason why no connection can be made.
  public func connect(to address: SocketAddress) throws(Errno) -> Progress {
    do throws(Errno) {
      try address.withKernelForm { start, size throws(Errno) in
        _ = try systemCall(SYS_connect, descriptor.number, start, size)
      }
      return .connected
    } catch {
      switch error {
      case .isConnected: return .connected
      case .inProgress, .alreadyInProgress: return .inProgress
      case .wouldBlock where address.family == .unix: return .backlogFull
      default: throw error
      }
    }
  }

  /// Puts the socket into a set to wait for.
  ///
  /// - Returns: Its place, for ``PollSet/readiness(at:)`` after the wait.
  public func join(_ set: inout PollSet, for interest: PollSet.Interest) -> Int {
    set.add(descriptor: descriptor.number, for: interest)
    return set.count - 1
  }

  /// Asks the kernel for each ICMP error that datagrams meet, IP_RECVERR of ip(7); without that a
  /// host that can't be reached is silent.
  ///
  /// Where the kernel refuses, refused ports still show.
  public func hearErrors(_ family: SocketAddress.Family) {
    let (ipv4, ipv6) = ((level: 0, option: 11), (level: 41, option: 25))
    let chosen = family == .ipv6 ? ipv6 : ipv4
    var isOn: Int32 = 1
    unsafe withUnsafeMutablePointer(to: &isOn) { isOn in
      _ = clinux_syscall(
        SYS_setsockopt, descriptor.number, chosen.level, chosen.option, Int(bitPattern: isOn), 4, 0)
    }
  }

  /// Whether the socket, whose connection to `port` stands, is its own peer.
  ///
  /// TCP allows it: a connection to a free local port of the ephemeral range may be given that very
  /// port as its source, and then meets itself (RFC 9293 §3.5, simultaneous open).
  ///
  /// - Throws: getsockname(2)'s reason why that can't be told.
  public func isConnectedToItself(at port: UInt16) throws(Errno) -> Bool {
    let own = try address(SYS_getsockname)
    guard own.port.bigEndian == port else { return false }
    // The kernel tells the peer too, for what was asked for may have been `0.0.0.0` or the like.
    let peer = try address(SYS_getpeername)
    return own.ipv4 == peer.ipv4 && own.high == peer.high && own.low == peer.low
  }

  /// The address at one end, getsockname(2) or getpeername(2).
  private func address(_ call: Int) throws(Errno) -> KernelAddress {
    var (address, size) = (KernelAddress(), UInt32(MemoryLayout<KernelAddress>.size))
    try unsafe withUnsafeMutablePointer(to: &address) { address throws(Errno) in
      try unsafe withUnsafeMutablePointer(to: &size) { size throws(Errno) in
        _ = try systemCall(
          call, descriptor.number, Int(bitPattern: address), Int(bitPattern: size))
      }
    }
    return address
  }

  /// Ends a TCP connection with a reset, connect(2) to AF_UNSPEC: no TIME_WAIT keeps its port.
  public func reset() {
    var nowhere = KernelAddress()
    unsafe withUnsafeMutablePointer(to: &nowhere) { nowhere in
      _ = clinux_syscall(SYS_connect, descriptor.number, Int(bitPattern: nowhere), 16, 0, 0, 0)
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
