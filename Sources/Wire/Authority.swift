internal import Bytes

/// The authority of a URI, `[USER[:PASSWORD]@]HOST[:PORT]`, RFC 3986 §3.2: where its parts stand in
/// a text, and what they mean.
struct Authority {
  /// Where the host stands, perhaps nowhere.
  let host: Range<Int>
  /// The address, where the host is one.
  private(set) var address: IPAddress?
  /// Where the zone of an IPv6 address stands, without `%`.
  private(set) var zone = 0..<0
  /// 0 where no `:` stands.
  private(set) var port: UInt16 = 0

  /// Where `USER:PASSWORD` stands, perhaps nowhere.
  var credentials: Range<Int> { 0..<max(0, host.lowerBound - 1) }

  /// The most bytes of a name without its final point, RFC 1035 §3.1 as text.
  static var longestName: Int { 253 }
  /// The most bytes of one label, RFC 1035 §3.1.
  static var longestLabel: Int { 63 }
  /// The most bytes of a zone: an interface's name, netdevice(7).
  private static var longestZone: Int { 15 }

  /// Reads an authority; its host may be missing.
  init(_ text: Span<UInt8>) throws(TargetError) {
    let start = text.index(afterLast: UInt8(ascii: "@"), before: text.count)
    // In brackets a colon belongs to the address.
    let bracket = max(start, text.index(afterLast: UInt8(ascii: "]"), before: text.count))
    let colon = text.firstIndex(of: UInt8(ascii: ":"), from: bracket)
    host = start..<colon
    // For its errors only: a request decodes them again.
    var decoded = ByteBuffer()
    try decoded.append(percentDecoding: text.extracting(credentials))
    if start < colon { try readHost(text) }
    if colon < text.count {
      guard let number = text.extracting(colon + 1..<text.count).decimal(atMost: 65535), number > 0
      else { throw .malformedPort }
      port = UInt16(truncatingIfNeeded: number)
    }
  }

  /// Reads a name, an IPv4 address, or an IPv6 address in brackets.
  private mutating func readHost(_ text: Span<UInt8>) throws(TargetError) {
    let bytes = text.extracting(host)
    if bytes[0] == UInt8(ascii: "[") {
      try readBracketed(bytes)
    } else if Self.endsInNumber(bytes) {
      address = IPAddress.parseIPv4(bytes)
      if address == nil { throw .malformedIPv4 }
    } else {
      guard Self.isName(bytes) else { throw .malformedName }
    }
  }

  private mutating func readBracketed(_ text: Span<UInt8>) throws(TargetError) {
    let end = text.count - 1
    let percent = min(text.firstIndex(of: UInt8(ascii: "%")), end)
    address =
      text[end] == UInt8(ascii: "]") && percent > 0
      ? IPAddress.parseIPv6(text.extracting(1..<percent)) : nil
    if address == nil { throw .malformedIPv6 }
    if percent == end { return }
    var start = percent + 1
    // RFC 6874 writes the zone's % as %25; people write it bare.
    if start + 2 < end, text[start] == UInt8(ascii: "2"), text[start + 1] == UInt8(ascii: "5") {
      start += 2
    }
    guard start < end, end - start <= Self.longestZone else { throw .malformedIPv6 }
    for index in start..<end where !Self.isNameByte(text[index]) { throw .malformedIPv6 }
    zone = host.lowerBound + start..<host.lowerBound + end
  }

  /// Whether the last label is digits alone, as in no host name but in every IPv4 address.
  static func endsInNumber(_ text: Span<UInt8>) -> Bool {
    let point = UInt8(ascii: ".")
    let end = text[text.count - 1] == point ? text.count - 1 : text.count
    let start = text.index(afterLast: point, before: end)
    for index in start..<end where !text[index].isDigit { return false }
    return start < end
  }

  /// Whether the bytes are a host name, with or without a final point.
  static func isName(_ text: Span<UInt8>) -> Bool {
    var label = 0
    for index in 0..<text.count {
      let byte = text[index]
      label += 1
      if byte == UInt8(ascii: ".") {
        guard label > 1 else { return false }
        label = 0
      } else {
        guard isNameByte(byte), label <= longestLabel, label > 1 || byte != UInt8(ascii: "-")
        else { return false }
      }
    }
    return text.count <= (label == 0 ? longestName + 1 : longestName)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}

extension Span<UInt8> {
  /// Whether the bytes are a host name and no address.
  public var isHostName: Bool {
    count > 0 && Authority.isName(self) && !Authority.endsInNumber(self)
  }
}
