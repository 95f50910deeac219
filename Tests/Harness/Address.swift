import Glibc

/// An address of a loopback interface, or a path.
struct Address {
  var family: Family
  /// The IP address, perhaps with its zone; nil for the usual one of the family.
  var host: String?
  var port: UInt16 = 0
  var path = ""

  /// Calls `body` with the address as the kernel wants it.
  func withSocketAddress<Result>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Result
  ) rethrows -> Result {
    switch family {
    case .ipv4:
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      if let host { inet_pton(AF_INET, host, &address.sin_addr) }
      return try Self.rebound(&address, body)
    case .ipv6:
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      address.sin6_addr = in6addr_loopback
      if let host {
        let parts = host.split(separator: "%").map(String.init)
        inet_pton(AF_INET6, parts[0], &address.sin6_addr)
        if parts.count == 2 { address.sin6_scope_id = if_nametoindex(parts[1]) }
      }
      return try Self.rebound(&address, body)
    case .unix:
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      return try Self.rebound(&address, body)
    }
  }

  private static func rebound<Kind, Result>(
    _ address: inout Kind, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Result
  ) rethrows -> Result {
    try withUnsafePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        try body($0, socklen_t(MemoryLayout<Kind>.size))
      }
    }
  }

  /// Binds a new socket here.
  func bind(datagrams: Bool = false) throws -> Descriptor {
    let socket = try family.socket(datagrams: datagrams)
    try HarnessError.check(
      "bind", withSocketAddress { Glibc.bind(socket.number, $0, $1) })
    return socket
  }

  /// The port that the kernel chose for a bound socket.
  static func port(of socket: Descriptor) -> UInt16 {
    var address = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    withUnsafeMutablePointer(to: &address) {
      _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(socket.number, $0, &size)
      }
    }
    // The port stands at the same place in both families.
    return UInt16(bigEndian: address.sin6_port)
  }
}

extension Address {
  /// The port at the other end of a connection.
  static func peerPort(of socket: Descriptor) -> UInt16 {
    var address = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    withUnsafeMutablePointer(to: &address) {
      _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getpeername(socket.number, $0, &size)
      }
    }
    return UInt16(bigEndian: address.sin6_port)
  }
}
