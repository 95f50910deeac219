public import Bytes

/// Where a socket connects to: a port of an IPv4 or IPv6 address, or a Unix socket.
public struct SocketAddress: Sendable {
  /// The kind of the address, by its number in the kernel.
  public enum Family: Int, Sendable {
    /// AF_UNIX.
    case unix = 1
    /// AF_INET.
    case ipv4 = 2
    /// AF_INET6.
    case ipv6 = 10
  }

  /// The kind of the address.
  public let family: Family
  /// The TCP or UDP port; 0 for a Unix socket.
  public let port: UInt16
  /// The first eight bytes of an IPv6 address in network order; 0 for others.
  public let high: UInt64
  /// The last eight bytes of an IPv6 address, or the four of an IPv4 address, in network order.
  public let low: UInt64
  /// The path of a Unix socket; empty for others.
  public let path: StaticBytes
  private let scope: UInt32

  /// The most bytes of a Unix socket's path: `sun_path` less its closing NUL, unix(7).
  public static var longestPath: Int { 107 }

  /// An IPv4 address from its most significant byte on, ip(7).
  public init(ipv4 address: UInt64, port: UInt16) {
    (family, high, low, path, scope) = (.ipv4, 0, address, "", 0)
    self.port = port
  }

  /// An IPv6 address in two halves, ipv6(7); `scope` is the index of the interface for a link-local
  /// one, otherwise 0.
  public init(ipv6 high: UInt64, _ low: UInt64, port: UInt16, scope: UInt32) {
    (family, path) = (.ipv6, "")
    self.high = high
    self.low = low
    self.port = port
    self.scope = scope
  }

  /// An address with another port.
  public init(_ other: SocketAddress, port: UInt16) {
    (family, high, low) = (other.family, other.high, other.low)
    (path, scope) = (other.path, other.scope)
    self.port = port
  }

  /// The path of a Unix socket, at most ``longestPath`` bytes without NUL, unix(7).
  public init(unix path: StaticBytes) {
    (family, high, low, port, scope) = (.unix, 0, 0, 0, 0)
    self.path = path
  }

  /// Lends the address in the kernel's form, and its size, to a system call.
  func withKernelForm<Result, Failure: Error>(
    _ body: (Int, Int) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if family == .unix {
      var form = ByteBuffer()
      form.append(UInt8(Family.unix.rawValue))
      form.append(0)
      form.append(path)
      form.append(0)
      return try body(form.span.address, form.count)
    }
    var form = KernelAddress()
    form.family = UInt16(family.rawValue)
    form.port = port.bigEndian
    if family == .ipv4 {
      form.ipv4 = UInt32(truncatingIfNeeded: low).bigEndian
    } else {
      form.high = high.bigEndian
      form.low = low.bigEndian
      form.scope = scope
    }
    let size = family == .ipv4 ? 16 : 28
    return try unsafe withUnsafeMutablePointer(to: &form) { form throws(Failure) in
      try body(Int(bitPattern: form), size)
    }
  }
}

/// `struct sockaddr_in6`, whose first half is a `struct sockaddr_in`: ipv6(7), ip(7).
struct KernelAddress {
  var family: UInt16 = 0
  /// Big-endian, as all that follow but the scope.
  var port: UInt16 = 0
  /// The IPv4 address; the flow of an IPv6 one, 0.
  var ipv4: UInt32 = 0
  /// 0 for IPv4.
  var high: UInt64 = 0
  var low: UInt64 = 0
  var scope: UInt32 = 0
}
