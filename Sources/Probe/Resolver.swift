internal import Bytes
internal import Linux
internal import Wire

/// Turns an endpoint into addresses: Unix sockets, literals and `localhost` at once, other names by
/// `/etc/hosts`.
final class Resolver {
  private var found = List<SocketAddress>()
  private var handed = 0
  // Why no address was found: what comes before the culprit, and the culprit.
  private var reason: StaticBytes = "no such host "
  private var culprit = ByteBuffer()
  /// Whether no further address will be found.
  private(set) var isDone = true

  /// The most bytes of `/etc/hosts` that are read.
  private static var longestHosts: Int { 16 << 20 }

  /// Begins to resolve an endpoint's host.
  init(_ endpoint: Endpoint) {
    let host = endpoint.host
    if endpoint.isUnix {
      found.append(SocketAddress(unix: endpoint.socketPath))
    } else if let address = host.address {
      resolve(address, host.zone, endpoint.port)
    } else {
      culprit.append(lowercasing: host.text.span)
      if culprit.span[culprit.count - 1] == UInt8(ascii: ".") {
        culprit.truncate(to: culprit.count - 1)
      }
      if Self.isLocal(culprit.span) {
        add(IPAddress(ipv4: 0x7f00_0001), endpoint.port)
        add(IPAddress(ipv6: 0, 1), endpoint.port)
      } else {
        searchHosts(endpoint.port)
      }
    }
  }

  /// Whether the name is `localhost` or under it, which RFC 6761 §6.3 keeps from every server.
  private static func isLocal(_ name: Span<UInt8>) -> Bool {
    let start = name.count - 10
    let last = name.extracting(max(0, start + 1)..<name.count)
    return last.equals(ignoringCase: "localhost") && (start < 0 || name[start] == UInt8(ascii: "."))
  }

  private func searchHosts(_ port: UInt16) {
    var search = HostsSearch(for: culprit.span)
    do throws(Errno) {
      let file = try File(path: "/etc/hosts")
      var buffer = ByteBuffer()
      var total = 0
      while total < Self.longestHosts, try file.read(into: &buffer) > 0 {
        total += buffer.count
        search.search(buffer.span)
      }
    } catch {
      // A missing or unreadable file names no host.
    }
    search.end()
    for index in 0..<search.addresses.count { add(search.addresses[index], port) }
  }

  private func resolve(_ address: IPAddress, _ zone: StaticBytes, _ port: UInt16) {
    if zone.isEmpty { return add(address, port) }
    if let scope = Interface.index(of: zone) { return add(address, port, scope) }
    reason = "no network interface "
    culprit.append(zone)
  }

  private func add(_ address: IPAddress, _ port: UInt16, _ scope: UInt32 = 0) {
    found.append(SocketAddress(address, port: port, scope: scope))
  }

  /// Whether an address is found that was not handed out.
  var hasAddresses: Bool { handed < found.count }

  /// Hands out the next of the addresses found.
  var nextAddress: SocketAddress? {
    guard hasAddresses else { return nil }
    handed += 1
    return found[handed - 1]
  }

  func register(_ round: Round) {}

  func advance(_ round: Round) {}

  /// Appends why no address was found.
  func appendFailure(to report: inout ByteBuffer) {
    report.append(reason)
    report.append(quoting: culprit)
  }

  /// Appends that no answer came in time.
  func appendSilence(_ waited: TimeAmount, to report: inout ByteBuffer) {
    report.append(timedOutAfter: waited)
  }
}
