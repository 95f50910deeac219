import Glibc

/// A connection to a server of this machine that is held open with its owner, and says nothing.
public final class SilentClient {
  private let socket: Descriptor

  /// Connects to a port of 127.0.0.1 in the network of the caller.
  public init(port: UInt16) throws {
    let address = Address(family: .ipv4, port: port)
    socket = try address.family.socket()
    try HarnessError.check(
      "connect", address.withSocketAddress { connect(socket.number, $0, $1) })
  }
}
