internal import Bytes
internal import Linux
internal import Wire

/// Which addresses were tried and why each failed, told in few words.
struct ConnectReport {
  /// The most addresses that are named.
  private static let named = 3
  // Stands for an address that did not answer in time; no errno is 0.
  private static let silence = Errno(rawValue: 0)

  private var addresses: [SocketAddress] = []
  private var reasons: [Errno] = []

  /// Notes why an address failed; nil for one that did not answer in time.
  @inline(never)
  mutating func add(_ address: SocketAddress, _ reason: Errno?) {
    addresses.push(address)
    reasons.push(reason ?? Self.silence)
  }

  /// - Parameter waited: How long the silent ones were waited for.
  func outcome(after waited: TimeAmount) -> Outcome {
    // A family that this machine doesn't have is no news where another was tried.
    var hasNews = false
    for reason in reasons where !reason.meansNoSuchNetwork { hasNews = true }
    var told = 0
    var listed = Text()
    var explained = Text()
    var common: Errno?
    var differ = false
    for index in 0..<reasons.count where !(hasNews && reasons[index].meansNoSuchNetwork) {
      let reason = reasons[index]
      if let common, common != reason { differ = true }
      common = reason
      told += 1
      guard told <= Self.named else { continue }
      if told > 1 {
        listed.append(", ")
        explained.append(", ")
      }
      let address = addresses[index].text
      listed += address
      explained += "\(address) \(Self.words(reason, waited))"
    }
    if differ { return Outcome(Failure(.connect, explained), address: "\(told) addresses") }
    if told > Self.named { listed += " and \(told - Self.named) more" }
    return Outcome(
      Failure(.connect, Self.words(common ?? Self.silence, waited)),
      address: listed
    )
  }

  private static func words(_ reason: Errno, _ waited: TimeAmount) -> Text {
    reason == silence ? "timed out after \(waited.text)" : reason.text
  }
}

extension Errno {
  /// Whether the kernel has no route or no address of the family: EAFNOSUPPORT, EADDRNOTAVAIL or
  /// ENETUNREACH.
  fileprivate var meansNoSuchNetwork: Bool {
    rawValue == 97 || rawValue == 99 || rawValue == 101
  }
}

extension SocketAddress {
  /// The address of a host, with the index of the interface for a link-local one.
  init(_ address: IPAddress, port: UInt16, scope: UInt32 = 0) {
    switch address {
    case .ipv4(let address): self.init(ipv4: address, port: port)
    case .ipv6(let high, let low): self.init(ipv6: high, low, port: port, scope: scope)
    }
  }

  /// The address as a verdict prints it: `127.0.0.1:80`, `[::1]:80` or a path.
  var text: Text {
    if isUnix { return "\(escaping: path, limit: Self.longestPath)" }
    if !isIPv6 { return "\(IPAddress.ipv4(ipv4).text):\(Int(port))" }
    let (high, low) = ipv6
    return "[\(IPAddress.ipv6(high, low).text)]:\(Int(port))"
  }
}
