internal import Bytes
internal import Linux
internal import Wire

/// Turns an endpoint into addresses: Unix sockets, literals and `localhost` at once, other names by
/// `/etc/hosts` and then by name servers.
///
/// What is found goes to the connector at once.
final class Resolver {
  private let target: Target
  private let connector: Connector
  private var lookup: DNSLookup?
  private var zoneIsUnknown = false

  /// The most bytes of `/etc/hosts` that are read.
  private static var longestHosts: Int { 16 << 20 }

  /// Begins to resolve an endpoint's host, for an attempt that ends at `deadline`.
  init(_ target: Target, for connector: Connector, _ round: Round, until deadline: Instant) {
    self.target = target
    self.connector = connector
    let host = endpoint.host
    if endpoint.isUnix {
      connector.add(SocketAddress(unix: endpoint.path))
    } else if let address = host.address {
      resolve(address, host.zone)
    } else if Self.isLocal(name.span) {
      add(IPAddress(ipv4: 0x7f00_0001))
      add(IPAddress(ipv6: 0, 1))
    } else {
      searchHosts(round)
      if !connector.hasAddresses {
        lookup = DNSLookup(host.text, round, until: deadline)
        advance(round)
      }
    }
  }

  private var endpoint: Endpoint { target.endpoint }

  /// The host's name without a final point.
  private var name: StaticBytes {
    let text = endpoint.host.text
    let isAbsolute = text.span[text.count - 1] == UInt8(ascii: ".")
    return isAbsolute ? text[0..<text.count - 1] : text
  }

  /// Whether the name is `localhost` or under it, which RFC 6761 §6.3 keeps from every server.
  private static func isLocal(_ name: Span<UInt8>) -> Bool {
    let start = name.count - 10
    let last = name.extracting(max(0, start + 1)..<name.count)
    return last.equals(ignoringCase: "localhost") && (start < 0 || name[start] == UInt8(ascii: "."))
  }

  private func searchHosts(_ round: Round) {
    var search = HostsSearch(for: name.span)
    do throws(Errno) {
      let file = try File(path: "/etc/hosts")
      var total = 0
      while total < Self.longestHosts {
        let isLast = try file.read(into: &round.buffer)
        total += round.buffer.count
        search.search(round.buffer.span)
        if isLast { break }
        round.readClock()
      }
    } catch {
      // A missing or unreadable file names no host.
    }
    search.end()
    for index in 0..<search.addresses.count { add(search.addresses[index]) }
  }

  private func resolve(_ address: IPAddress, _ zone: StaticBytes) {
    if zone.isEmpty { return add(address) }
    if let scope = Interface.index(of: zone.span) { return add(address, scope) }
    zoneIsUnknown = true
  }

  private func add(_ address: IPAddress, _ scope: UInt32 = 0) {
    connector.add(SocketAddress(address, port: endpoint.port, scope: scope))
  }

  /// Whether no further address will be found.
  var isDone: Bool { lookup?.isDone ?? true }

  func register(_ round: Round) {
    lookup?.register(round)
  }

  func advance(_ round: Round) {
    guard let lookup else { return }
    lookup.advance(round)
    guard lookup.isReady || lookup.isDone else { return }
    // IPv6 first where both came in time.
    take(from: lookup, isIPv6: true)
    take(from: lookup, isIPv6: false)
    lookup.addresses.removeAll()
  }

  private func take(from lookup: DNSLookup, isIPv6: Bool) {
    for index in 0..<lookup.addresses.count where lookup.addresses[index].isIPv6 == isIPv6 {
      add(lookup.addresses[index])
    }
  }

  /// Appends why no address was found in the time `waited`.
  func appendFailure(after waited: TimeAmount, to report: inout ByteBuffer) {
    if let lookup, lookup.appendFailure(after: waited, to: &report) { return }
    report.append(zoneIsUnknown ? "no network interface " : "no such host ")
    if zoneIsUnknown { return report.append(quoting: endpoint.host.zone.span) }
    var lowercase = ByteBuffer()
    lowercase.append(lowercasing: name.span)
    report.append(quoting: lowercase)
  }

  /// Appends that no answer came in time.
  func appendSilence(_ waited: TimeAmount, to report: inout ByteBuffer) {
    lookup?.appendSilence(waited, to: &report)
  }
}
