import Glibc

/// A record that a name server has.
public enum NameRecord: Sendable {
  /// An IPv4 or IPv6 address.
  case address(String)
  /// Another name for it.
  case alias(String)
  /// A text, which nobody asked for.
  case text(String)

  var type: RecordType {
    switch self {
    case .address(let address): address.contains(":") ? .aaaa : .a
    case .alias: .cname
    case .text: .text
    }
  }

  var data: [UInt8] {
    switch self {
    case .address(let text):
      var bytes = [UInt8](repeating: 0, count: 16)
      inet_pton(text.contains(":") ? AF_INET6 : AF_INET, text, &bytes)
      return text.contains(":") ? bytes : Array(bytes[..<4])
    case .alias(let name): return NameRecord.wire(name)
    case .text(let text): return [UInt8(text.utf8.count)] + text.utf8
    }
  }

  /// The record as it stands in a message, RFC 1035 §3.2.1.
  func encoded(owner: [UInt8]) -> [UInt8] {
    NameRecord.encoded(owner: owner, type: type.rawValue, data: data)
  }

  /// A record of any contents; `length` is what it claims to be its data's.
  static func encoded(
    owner: [UInt8], type: UInt16, data: [UInt8], length: Int? = nil
  ) -> [UInt8] {
    owner + type.bytes + [0, 1, 0, 0, 0, 60] + UInt16(length ?? data.count).bytes + data
  }

  /// A name in labels, RFC 1035 §3.1.
  static func wire(_ name: String) -> [UInt8] {
    name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + $0.utf8 } + [0]
  }
}

/// What a name server knows: records by names in lower case.
public typealias Zone = [String: [NameRecord]]

extension Zone {
  /// What an honest server answers: aliases followed, then the records of the type.
  ///
  /// - Returns: Whether the name exists, and the records encoded.
  func answer(_ query: NameQuery) -> (exists: Bool, records: [[UInt8]]) {
    var name = query.name.lowercased()
    // A pointer to the question's name, then to names written in full.
    var owner: [UInt8] = [0xc0, 12]
    var records: [[UInt8]] = []
    while let known = self[name] {
      let alias = known.lazy.compactMap { if case .alias(let name) = $0 { name } else { nil } }
        .first
      guard let alias, records.count < 20 else {
        records += known.filter { $0.type == query.type }.map { $0.encoded(owner: owner) }
        return (true, records)
      }
      records.append(NameRecord.alias(alias).encoded(owner: owner))
      name = alias.lowercased()
      owner = NameRecord.wire(alias)
    }
    return (!records.isEmpty, records)
  }
}

extension UInt16 {
  /// The two bytes in the order of the network.
  var bytes: [UInt8] { [UInt8(self >> 8), UInt8(self & 0xff)] }
}
