internal import Bytes
internal import Linux
internal import Wire

extension Connector {
  // The most addresses that are named.
  private static var named: Int { 3 }

  /// Tells in few words what failed, once every address has, or at the deadline.
  ///
  /// - Parameters:
  ///   - waited: How long connecting took.
  ///   - reason: Gets why it failed.
  ///   - places: Gets the addresses that were tried.
  func tell(after waited: TimeAmount, _ reason: inout ByteBuffer, _ places: inout ByteBuffer) {
    if let shortage, isIdle { return reason.append(shortage) }
    let first = connections[0].failure
    var differ = false
    for index in 0..<connections.count where connections[index].failure != first { differ = true }
    var list = ByteBuffer()
    for index in 0..<min(connections.count, Self.named) {
      if index > 0 { list.append(", ") }
      list.append(connections[index].address)
      if differ { connections[index].tell(" ", after: waited, &list) }
    }
    if differ {
      reason.append(list)
      places.append(decimal: connections.count)
      return places.append(" addresses")
    }
    connections[0].tell("", after: waited, &reason)
    places.append(list)
    if connections.count > Self.named {
      places.append(" and ")
      places.append(decimal: connections.count - Self.named)
      places.append(" more")
    }
  }
}

extension Connection {
  /// Appends why there is no connection.
  @inline(never)
  fileprivate func tell(
    _ separator: StaticBytes, after waited: TimeAmount, _ line: inout ByteBuffer
  ) {
    line.append(separator)
    if let failure { line.append(failure) } else { line.append(timedOutAfter: waited) }
  }
}

extension SocketAddress {
  /// The address of a host, with the index of the interface for a link-local one.
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

  /// Appends that nothing came.
  @inline(never)
  mutating func append(timedOutAfter waited: TimeAmount) {
    append("timed out after ")
    append(waited)
  }
}
