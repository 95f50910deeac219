public import Bytes

/// The machine that a target names.
public struct Host {
  /// The host as it stands in a target, in one form only: a name in lower case, an IPv4 address, or
  /// an IPv6 address in brackets and perhaps with its zone; empty for no host.
  public let text: Text
  /// The address, where the host is one.
  public let address: IPAddress?
  /// The interface of a link-local IPv6 address, RFC 4007 §11; otherwise empty.
  public let zone: [UInt8]

  /// The most bytes of a name without its final point, RFC 1035 §3.1 as text.
  public static let longestName = 253
  /// The most bytes of one label, RFC 1035 §3.1.
  public static let longestLabel = 63

  /// Reads a name, an IPv4 address, or an IPv6 address in brackets.
  public init(_ text: Span<UInt8>) throws(TargetError) {
    guard text.count > 0 else { throw .emptyHost }
    if text[0] == UInt8(ascii: "[") {
      self = try Self.bracketed(text)
    } else if Self.endsInNumber(text) {
      guard let address = IPAddress.parseIPv4(text) else { throw .malformedIPv4 }
      self.init(text: address.text, address: address)
    } else {
      self.init(text: try Self.name(text))
    }
  }

  init(text: Text, address: IPAddress? = nil, zone: [UInt8] = []) {
    self.text = text
    self.address = address
    self.zone = zone
  }

  private static func bracketed(_ text: Span<UInt8>) throws(TargetError) -> Host {
    let end = text.count - 1
    let percent = min(text.firstIndex(of: UInt8(ascii: "%")), end)
    guard text[end] == UInt8(ascii: "]"), percent > 0,
      let address = IPAddress.parseIPv6(text.extracting(1..<percent))
    else { throw .malformedIPv6 }
    var zone = text.extracting(percent..<end)
    // RFC 6874 writes the zone's % as %25; people write it bare.
    if zone.count > 3, zone.starts(ignoringCase: "%25") { zone = zone.extracting(2..<zone.count) }
    guard zone.count != 1, zone.count <= 16 else { throw .malformedIPv6 }
    for index in 0..<zone.count where index > 0 && !isNameByte(zone[index]) {
      throw .malformedIPv6
    }
    let name = [UInt8](zone.extracting(min(1, zone.count)..<zone.count))
    let mark: StaticString = name.isEmpty ? "" : "%"
    return Host(
      text: "[\(address.text)\(mark)\(escaping: name, limit: 15)]", address: address, zone: name)
  }

  /// Whether the last label is digits alone, as in no host name but in every IPv4 address.
  private static func endsInNumber(_ text: Span<UInt8>) -> Bool {
    let point = UInt8(ascii: ".")
    let end = text[text.count - 1] == point ? text.count - 1 : text.count
    let start = text.index(afterLast: point, before: end)
    for index in start..<end where !text[index].isDigit { return false }
    return start < end
  }

  private static func name(_ text: Span<UInt8>) throws(TargetError) -> Text {
    var name: [UInt8] = []
    var label = 0
    for index in 0..<text.count {
      let byte = text[index]
      label += 1
      if byte == UInt8(ascii: ".") {
        guard label > 1 else { throw .malformedName }
        label = 0
      } else {
        guard isNameByte(byte), label <= longestLabel, label > 1 || byte != UInt8(ascii: "-")
        else { throw .malformedName }
      }
      name.push(byte.lowercased)
    }
    guard name.count <= (label == 0 ? longestName + 1 : longestName) else { throw .malformedName }
    return "\(escaping: name, limit: longestName + 1)"
  }

  @inline(never)
  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
