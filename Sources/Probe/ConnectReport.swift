internal import Bytes
internal import Linux
internal import Wire

/// Which addresses were tried and why each failed, told in few words.
struct ConnectReport: ~Copyable {
  // The most addresses that are named.
  private static var named: Int { 3 }

  private var told = 0
  // The reason, as long as all addresses have the same; 0 for silence.
  private var common: Errno?
  private var differ = false
  private var addresses = ByteBuffer()
  private var reasons = ByteBuffer()
  // A failure that is no news where another address was tried: this machine has no such family.
  private var noNetwork: Errno?

  private static var silence: Errno { Errno(rawValue: 0) }

  /// Notes why an address failed.
  mutating func add(_ address: SocketAddress, _ error: Errno) {
    if error.meansNoSuchNetwork { noNetwork = error } else { add(address, error, .zero) }
  }

  /// Notes that an address did not answer.
  mutating func add(_ address: SocketAddress, after waited: TimeAmount) {
    add(address, Self.silence, waited)
  }

  @inline(never)
  private mutating func add(_ address: SocketAddress, _ reason: Errno, _ waited: TimeAmount) {
    told += 1
    if let common, common != reason { differ = true }
    guard told <= Self.named else { return }
    if told > 1 {
      addresses.append(", ")
      reasons.append(", ")
    }
    addresses.append(address)
    reasons.append(address)
    reasons.append(UInt8(ascii: " "))
    if common == nil { first = reasons.count }
    common = reason
    if reason == Self.silence {
      reasons.append(timedOutAfter: waited)
    } else {
      reasons.append(reason)
    }
    if told == 1 { firstEnd = reasons.count }
  }

  // Where the words of the first reason stand.
  private var first = 0
  private var firstEnd = 0

  /// Tells what to say when no address is left.
  ///
  /// - Parameters:
  ///   - reason: Gets why connecting failed.
  ///   - places: Gets the addresses that were tried.
  func tell(_ reason: inout ByteBuffer, _ places: inout ByteBuffer) {
    if differ {
      reason.append(reasons.span)
      places.append(decimal: told)
      return places.append(" addresses")
    }
    if told > 0 {
      reason.append(reasons.span.extracting(first..<firstEnd))
    } else if let noNetwork {
      reason.append(noNetwork)
    } else {
      reason.append("no address")
    }
    places.append(addresses.span)
    if told > Self.named {
      places.append(" and ")
      places.append(decimal: told - Self.named)
      places.append(" more")
    }
  }
}

extension Errno {
  /// Whether the kernel has no route or no address of the family: EAFNOSUPPORT, EADDRNOTAVAIL or
  /// ENETUNREACH.
  fileprivate var meansNoSuchNetwork: Bool { rawValue == 97 || rawValue == 99 || rawValue == 101 }
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
