internal import Bytes
internal import Linux
internal import Wire

/// Which addresses were tried and why each failed, told in few words.
struct ConnectReport {
  /// The most addresses that are named.
  private static var named: Int { 3 }
  // Stands for an address that did not answer in time; no errno is 0.
  private static var silence: Errno { Errno(rawValue: 0) }

  private var addresses = List<SocketAddress>()
  private var reasons: [Int] = []

  /// Notes why an address failed; nil for one that did not answer in time.
  @inline(never)
  mutating func add(_ address: SocketAddress, _ reason: Errno?) {
    addresses.push(address)
    reasons.push(Int((reason ?? Self.silence).rawValue))
  }

  /// - Parameter waited: How long the silent ones were waited for.
  func outcome(after waited: TimeAmount) -> Outcome {
    // A family that this machine doesn't have is no news where another was tried.
    var told: [Int] = []
    for index in 0..<reasons.count where !Self.meansNoSuchNetwork(reasons[index]) {
      told.push(index)
    }
    if told.isEmpty { for index in 0..<reasons.count { told.push(index) } }
    var differ = false
    for index in told where reasons[index] != reasons[told[0]] { differ = true }
    var list = Text()
    for place in 0..<min(told.count, Self.named) {
      if place > 0 { list.append(", ") }
      list += addresses[told[place]].text
      if differ { list += " \(words(told[place], waited))" }
    }
    if told.count > Self.named { list += " and \(told.count - Self.named) more" }
    return differ
      ? Outcome(Failure(.connect, list), address: "\(told.count) addresses")
      : Outcome(Failure(.connect, words(told[0], waited)), address: list)
  }

  @inline(never)
  private func words(_ index: Int, _ waited: TimeAmount) -> Text {
    let reason = Errno(rawValue: Int32(truncatingIfNeeded: reasons[index]))
    return reason == Self.silence ? "timed out after \(waited.text)" : reason.text
  }

  /// Whether the kernel has no route or no address of the family: EAFNOSUPPORT, EADDRNOTAVAIL or
  /// ENETUNREACH.
  private static func meansNoSuchNetwork(_ reason: Int) -> Bool {
    reason == 97 || reason == 99 || reason == 101
  }
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
