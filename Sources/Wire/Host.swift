public import Bytes

/// The machine that a target names.
public struct Host: Sendable {
  /// The host as the target writes it; empty for the host of a Unix socket.
  public let text: StaticBytes
  /// The address, where the host is one.
  public let address: IPAddress?
  /// The interface of a link-local IPv6 address, RFC 4007 §11; otherwise empty.
  public let zone: StaticBytes

  /// A host that was read elsewhere.
  public init(_ text: StaticBytes, address: IPAddress? = nil, zone: StaticBytes = "") {
    self.text = text
    self.address = address
    self.zone = zone
  }
}

extension ByteBuffer {
  /// Appends a host in canonical form: a name in lower case, an IPv4 address, or an IPv6 address in
  /// brackets.
  ///
  /// - Parameter zone: Whether the zone of an address is shown; a server does not know it.
  public mutating func append(_ host: Host, zone: Bool) {
    guard let address = host.address else { return append(lowercasing: host.text.span) }
    // An IPv4 address is only ever written in one way.
    if !address.isIPv6 { return append(host.text) }
    append(UInt8(ascii: "["))
    append(address)
    if zone, !host.zone.isEmpty {
      // RFC 6874 §2: a zone that follows a bare % could be read as less than it is.
      append("%25")
      append(host.zone)
    }
    append(UInt8(ascii: "]"))
  }

  /// Appends the lower-case form of `text`.
  public mutating func append(lowercasing text: Span<UInt8>) {
    for index in 0..<text.count { append(text[index].lowercased) }
  }
}
