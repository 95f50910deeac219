import Glibc

/// Where a server listens.
public enum Family: Sendable {
  /// 127.0.0.1.
  case ipv4
  /// \[::1].
  case ipv6
  /// A socket in a temporary folder of its own.
  case unix

  /// The other family of `localhost`; nil for Unix sockets.
  var other: Family? {
    switch self {
    case .ipv4: .ipv6
    case .ipv6: .ipv4
    case .unix: nil
    }
  }

  private var domain: Int32 {
    switch self {
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    case .unix: AF_UNIX
    }
  }

  /// A socket of the family, of streams unless told otherwise.
  func socket(nonblocking: Bool = false, datagrams: Bool = false) throws -> Descriptor {
    let kind = datagrams ? SOCK_DGRAM : SOCK_STREAM
    let type = Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let extra = nonblocking ? Int32(SOCK_NONBLOCK.rawValue) : 0
    let socket = Descriptor(
      try HarnessError.check("socket", Glibc.socket(domain, type | extra, 0)))
    if case .ipv6 = self {
      var on: Int32 = 1
      setsockopt(socket.number, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &on, socklen_t(4))
    }
    return socket
  }
}
