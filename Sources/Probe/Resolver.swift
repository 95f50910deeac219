internal import Bytes
internal import Linux
internal import Wire

/// Turns a host into addresses: literals and `localhost` at once, other names by `/etc/hosts`.
final class Resolver {
  /// The most bytes of `/etc/hosts` that are read.
  private static let longestHosts = 16 << 20

  /// The addresses that were found.
  private(set) var found = List<SocketAddress>()
  /// Why no further address will be found; nil while there may be more, or where some were found.
  private(set) var failure: Failure?

  /// Begins to resolve `host`.
  init(_ host: Host, port: UInt16) {
    if let address = host.address {
      resolve(address, zone: host.zone, port)
      return
    }
    var name = host.text.bytes
    name.dropLast(UInt8(ascii: "."))
    if Self.isLocal(name) {
      add(IPAddress(ipv4: 0x7f00_0001), port)
      add(IPAddress(ipv6: 0, 1), port)
      return
    }
    let addresses = Self.searchHosts(for: name)
    for index in 0..<addresses.count { add(addresses[index], port) }
    if found.count == 0 { failure = Failure(.resolve, "no such host \(quoting: name)") }
  }

  /// Whether the name is `localhost` or under it, which RFC 6761 §6.3 keeps from every server.
  private static func isLocal(_ name: [UInt8]) -> Bool {
    let start = name.count - 10
    let last = name.span.extracting(max(0, start + 1)..<name.count)
    return last.equals(ignoringCase: "localhost") && (start < 0 || name[start] == UInt8(ascii: "."))
  }

  private static func searchHosts(for name: [UInt8]) -> List<IPAddress> {
    let search = HostsSearch(for: name)
    do throws(Errno) {
      let file = try File(path: [UInt8]("/etc/hosts"))
      var buffer = ReceiveBuffer()
      var total = 0
      while total < longestHosts {
        let count = try file.read(into: &buffer)
        guard count > 0 else { break }
        total += count
        search.search(buffer.storage.span.extracting(0..<count))
      }
    } catch {
      // A missing or unreadable file names no host.
    }
    search.end()
    return search.addresses
  }

  private func resolve(_ address: IPAddress, zone: [UInt8], _ port: UInt16) {
    if zone.isEmpty {
      add(address, port)
    } else if let scope = Interface.index(of: zone) {
      add(address, port, scope)
    } else {
      failure = Failure(.resolve, "no network interface \(quoting: zone)")
    }
  }

  private func add(_ address: IPAddress, _ port: UInt16, _ scope: UInt32 = 0) {
    found.push(SocketAddress(address, port: port, scope: scope))
  }
}
