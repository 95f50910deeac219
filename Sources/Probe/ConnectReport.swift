internal import Bytes
internal import Linux
internal import Wire

/// Which addresses were tried and why each failed, told in few words.
struct ConnectReport {
  // The most addresses that are named.
  private static var named: Int { 3 }

  private var told = 0
  // The reason, as long as all addresses have the same.
  private var common: Text?
  private var differ = false
  private var addresses = Text()
  private var reasons = Text()
  // A failure that is no news where another address was tried: this machine has no such family.
  private var noNetwork: Text?

  /// Notes why an address failed.
  mutating func add(_ address: SocketAddress, _ error: Errno) {
    let reason = error.text
    if error.meansNoSuchNetwork { noNetwork = reason } else { add(address.text, reason) }
  }

  /// Notes that an address did not answer.
  mutating func add(_ address: SocketAddress, after waited: TimeAmount) {
    add(address.text, "timed out after \(waited.text)")
  }

  @inline(never)
  private mutating func add(_ address: Text, _ reason: Text) {
    told += 1
    differ = differ || common.map { $0.bytes != reason.bytes } ?? false
    common = reason
    guard told <= Self.named else { return }
    let separator: StaticString = told > 1 ? ", " : ""
    addresses += "\(separator)\(address)"
    reasons += "\(separator)\(address) \(reason)"
  }

  /// What to say when no address is left.
  var outcome: Outcome {
    if differ { return Outcome(Failure(.connect, reasons), address: "\(told) addresses") }
    let more: Text = told > Self.named ? " and \(told - Self.named) more" : ""
    return Outcome(
      Failure(.connect, common ?? noNetwork ?? "no address"), address: "\(addresses)\(more)")
  }
}

extension Errno {
  /// Whether the kernel has no route or no address of the family: EAFNOSUPPORT, EADDRNOTAVAIL or
  /// ENETUNREACH.
  fileprivate var meansNoSuchNetwork: Bool { rawValue == 97 || rawValue == 99 || rawValue == 101 }
}

extension SocketAddress {
  /// The address of a host, with the index of the interface for a link-local one.
  convenience init(_ address: IPAddress, port: UInt16, scope: UInt32 = 0) {
    if address.isIPv6 {
      self.init(ipv6: address.high, address.low, port: port, scope: scope)
    } else {
      self.init(ipv4: UInt32(truncatingIfNeeded: address.low), port: port)
    }
  }

  /// The address as a verdict prints it: `127.0.0.1:80`, `[::1]:80` or a path.
  var text: Text {
    if isUnix { return "\(escaping: path, limit: Self.longestPath)" }
    if isIPv6 { return "[\(IPAddress(ipv6: high, low).text)]:\(Int(port))" }
    return "\(IPAddress(ipv4: ipv4).text):\(Int(port))"
  }
}
