import Bytes
import Wire

/// Rules for what a resolv.conf(5) may ask for.
public enum ResolverOracle {
  /// The name servers of a file, with their zones.
  public static func servers(_ file: [UInt8]) -> [String] {
    let configuration = ResolverConfiguration(file.span)
    return (0..<configuration.servers.count).map {
      let server = configuration.servers[$0]
      let address = ByteBuffer.text { $0.append(server.address) }
      let zone = file.span.extracting(server.zone).text
      return zone.isEmpty ? address : "\(address)%\(zone)"
    }
  }

  /// The names that are asked for in place of `name`.
  public static func candidates(_ name: String, _ file: [UInt8]) -> [String] {
    let configuration = ResolverConfiguration(file.span)
    var text = ByteBuffer()
    text.append(file.span)
    var list = SearchList(
      StaticBytes(name), text, configuration.domains, dots: configuration.dots)
    var candidate = ByteBuffer()
    var found: [String] = []
    while list.next(&candidate) { found.append(candidate.span.text) }
    return list.next(&candidate) ? found + ["one after the last"] : found
  }

  /// What is wrong with how a file is read; nil when all is right.
  public static func violation(_ file: [UInt8]) -> String? {
    let configuration = ResolverConfiguration(file.span)
    let numbers = (configuration.dots, configuration.timeout, configuration.attempts ?? 1)
    guard 0...15 ~= numbers.0, 1...30 ~= numbers.1, 1...5 ~= numbers.2 else { return "\(numbers)" }
    let servers = servers(file)
    guard 1...ResolverConfiguration.mostServers ~= servers.count else { return "\(servers)" }
    for name in ["db", "Api.default.svc", "db.x."] {
      let plain = name.hasSuffix(".") ? String(name.dropLast()) : name.lowercased()
      let found = candidates(name, file)
      if found.first != plain, found.last != plain { return "\(name) is not asked for: \(found)" }
      if name.hasSuffix("."), found.count > 1 { return "\(name) is completed: \(found)" }
      for other in found where !isAskable(other) || !other.hasPrefix(plain) {
        return "\(name) becomes '\(other)'"
      }
    }
    return nil
  }

  private static func isAskable(_ name: String) -> Bool {
    name.utf8.count <= 253
      && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        1...63 ~= label.utf8.count
          && label.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
              UInt8(ascii: "-"), UInt8(ascii: "_"):
              true
            default: false
            }
          }
      }
  }
}
