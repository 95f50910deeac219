public import Bytes

/// Where a socket connects to, in the kernel's form: `sockaddr_in`, `sockaddr_in6` or `sockaddr_un`.
public final class SocketAddress: ListItem {
  /// What the kernel reads, at most 110 bytes.
  let bytes: [UInt8]

  /// The most bytes of a Unix socket's path: `sun_path` less its closing NUL, unix(7).
  public static let longestPath = 107

  /// An IPv4 address from its most significant byte on, ip(7).
  public init(ipv4 address: UInt32, port: UInt16) {
    // Both CPUs are little-endian, which is the order of the family and of nothing else.
    var bytes: [UInt8] = [2, 0]
    bytes.append(bigEndian: UInt64(port), size: 2)
    bytes.append(bigEndian: UInt64(address), size: 4)
    bytes.append(bigEndian: 0, size: 8)
    self.bytes = bytes
  }

  /// An IPv6 address in two halves, ipv6(7); `scope` is the index of the interface for a link-local
  /// one, otherwise 0.
  public init(ipv6 high: UInt64, _ low: UInt64, port: UInt16, scope: UInt32) {
    var bytes: [UInt8] = [10, 0]
    bytes.append(bigEndian: UInt64(port), size: 2)
    bytes.append(bigEndian: 0, size: 4)
    bytes.append(bigEndian: high, size: 8)
    bytes.append(bigEndian: low, size: 8)
    bytes.append(bigEndian: UInt64(scope.byteSwapped), size: 4)
    self.bytes = bytes
  }

  /// The path of a Unix socket, at most ``longestPath`` bytes without NUL, unix(7).
  public init(unix path: [UInt8]) {
    var bytes: [UInt8] = [1, 0]
    bytes.append(path)
    bytes.push(0)
    self.bytes = bytes
  }

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The address with another port; a Unix socket's stays as it is.
  public convenience init(_ address: SocketAddress, port: UInt16) {
    var bytes = address.bytes
    if !address.isUnix {
      bytes[2] = UInt8(truncatingIfNeeded: port >> 8)
      bytes[3] = UInt8(truncatingIfNeeded: port)
    }
    self.init(bytes: bytes)
  }

  /// AF_UNIX, AF_INET or AF_INET6.
  var family: Int { Int(bytes[0]) }

  /// Whether it is a Unix socket's.
  public var isUnix: Bool { family == 1 }
  /// Whether it is an IPv6 address.
  public var isIPv6: Bool { family == 10 }

  /// The TCP or UDP port; 0 for a Unix socket.
  public var port: UInt16 { isUnix ? 0 : UInt16(truncatingIfNeeded: bigEndian(at: 2, size: 2)) }
  /// The IPv4 address; meaningless for others.
  public var ipv4: UInt32 { UInt32(truncatingIfNeeded: bigEndian(at: 4, size: 4)) }
  /// The first half of the IPv6 address; meaningless for others.
  public var high: UInt64 { bigEndian(at: 8, size: 8) }
  /// The second half of the IPv6 address; meaningless for others.
  public var low: UInt64 { bigEndian(at: 16, size: 8) }
  /// The path of the Unix socket; meaningless for others.
  public var path: [UInt8] {
    let bytes = bytes
    return [UInt8](bytes.span.extracting(2..<bytes.count - 1))
  }

  private func bigEndian(at start: Int, size: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in start..<min(start + size, bytes.count) {
      value = value << 8 | UInt64(bytes[index])
    }
    return value
  }
}

extension [UInt8] {
  @inline(never)
  fileprivate mutating func append(bigEndian value: UInt64, size: Int) {
    for place in 0..<size {
      push(UInt8(truncatingIfNeeded: value >> UInt64(8 * (size - 1 - place))))
    }
  }
}
