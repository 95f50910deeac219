internal import Bytes
internal import Linux
internal import Wire

extension SocketAddress {
  /// The address of a host, with the index of the interface for a link-local one.
  @inline(never)
  init(_ address: IPAddress, port: UInt16, scope: UInt32 = 0) {
    if address.isIPv6 {
      self.init(ipv6: address.high, address.low, port: port, scope: scope)
    } else {
      self.init(ipv4: address.low, port: port)
    }
  }

  /// The IP address; meaningless for a Unix socket.
  var ip: IPAddress {
    family == .ipv6 ? IPAddress(ipv6: high, low) : IPAddress(ipv4: UInt32(truncatingIfNeeded: low))
  }
}

extension ByteBuffer {
  /// Appends an address as a verdict prints it: `127.0.0.1:80`, `[::1]:80` or a path.
  @inline(never)
  mutating func append(_ address: SocketAddress) {
    if address.family == .unix { return append(escaping: address.path.span) }
    let isIPv6 = address.family == .ipv6
    if isIPv6 { append(UInt8(ascii: "[")) }
    append(address.ip)
    if isIPv6 { append(UInt8(ascii: "]")) }
    append(port: address.port)
  }
}
