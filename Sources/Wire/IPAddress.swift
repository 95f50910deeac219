public import Bytes

/// An IPv4 or IPv6 address.
public enum IPAddress: Equatable, Sendable {
  /// Four bytes, from the most significant.
  case ipv4(UInt32)
  /// 16 bytes in network order, in two halves.
  case ipv6(UInt64, UInt64)

  /// 127.0.0.1.
  public static var ipv4Loopback: IPAddress { .ipv4(0x7f00_0001) }
  /// ::1.
  public static var ipv6Loopback: IPAddress { .ipv6(0, 1) }

  /// The address that `text` spells in one of the two forms; nil for anything else.
  public init?(_ text: Span<UInt8>) {
    guard let address = Self.parseIPv4(text) ?? Self.parseIPv6(text) else { return nil }
    self = address
  }

  /// Reads four decimal numbers up to 255 with a point between them, RFC 3986 §3.2.2.
  ///
  /// A leading zero is refused: some readers take it for octal, so it names no address for sure.
  @inline(never)
  static func parseIPv4(_ text: Span<UInt8>) -> IPAddress? {
    var address: UInt32 = 0
    var start = 0
    for part in 0..<4 {
      let end = text.firstIndex(of: UInt8(ascii: "."), from: start)
      guard (end == text.count) == (part == 3) else { return nil }
      let digits = text.extracting(start..<end)
      guard let value = digits.decimal(atMost: 255),
        digits.count == 1 || digits[0] != UInt8(ascii: "0")
      else { return nil }
      address = address << 8 | UInt32(truncatingIfNeeded: value)
      start = end + 1
    }
    return .ipv4(address)
  }

  /// Reads eight groups of hexadecimal digits, `::` for a run of zero groups, and perhaps an IPv4
  /// address for the last two, RFC 4291 §2.2.
  @inline(never)
  static func parseIPv6(_ text: Span<UInt8>) -> IPAddress? {
    let colon = UInt8(ascii: ":")
    // The groups before the gap, those after it, and their numbers; 128 bits hold eight.
    var front: UInt128 = 0
    var back: UInt128 = 0
    var (frontCount, backCount) = (0, 0)
    var hasGap = false
    var index = 0
    if text.count >= 2, text[0] == colon, text[1] == colon {
      hasGap = true
      index = 2
    }
    while index < text.count {
      let end = text.firstIndex(of: colon, from: index)
      let group = text.extracting(index..<end)
      var value: UInt32
      var size = 1
      if end == text.count, case .ipv4(let last)? = parseIPv4(group) {
        value = last
        size = 2
      } else {
        guard let number = hexadecimal(group) else { return nil }
        value = number
      }
      guard frontCount + backCount + size <= (hasGap ? 7 : 8) else { return nil }
      for part in 0..<size {
        let bits = UInt128(part < size - 1 ? value >> 16 : value & 0xffff)
        if hasGap { back = back << 16 | bits } else { front = front << 16 | bits }
      }
      if hasGap { backCount += size } else { frontCount += size }
      index = end + 1
      if index == text.count { return nil }
      if index < text.count, text[index] == colon {
        guard !hasGap, frontCount < 8 else { return nil }
        hasGap = true
        index += 1
      }
    }
    guard hasGap || frontCount == 8 else { return nil }
    for _ in frontCount..<8 { front <<= 16 }
    let address = front | back
    return .ipv6(UInt64(truncatingIfNeeded: address >> 64), UInt64(truncatingIfNeeded: address))
  }

  /// Reads one to four hexadecimal digits.
  private static func hexadecimal(_ digits: Span<UInt8>) -> UInt32? {
    guard digits.count >= 1, digits.count <= 4 else { return nil }
    var value: UInt32 = 0
    for index in 0..<digits.count {
      guard let digit = digits[index].hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// The address in its canonical form, RFC 5952 for IPv6; without brackets.
  public var text: Text {
    switch self {
    case .ipv4(let address):
      let (a, b) = (Int(address >> 24), Int(address >> 16 & 0xff))
      return "\(a).\(b).\(Int(address >> 8 & 0xff)).\(Int(address & 0xff))"
    case .ipv6(let high, let low):
      return Self.ipv6Text(high, low)
    }
  }

  private static func ipv6Text(_ high: UInt64, _ low: UInt64) -> Text {
    var text: [UInt8] = []
    let zeros = longestZeroRun(high, low)
    var index = 0
    while index < 8 {
      if index == zeros.lowerBound, zeros.count >= 2 {
        text.append("::")
        index = zeros.upperBound
        continue
      }
      if let last = text.last, last != UInt8(ascii: ":") { text.append(":") }
      let value = group(index, high, low)
      var shift: UInt64 = 12
      while shift > 0, value >> shift == 0 { shift -= 4 }
      while true {
        text.push(UInt8.hexDigit(UInt8(truncatingIfNeeded: value >> shift)).lowercased)
        if shift == 0 { break }
        shift -= 4
      }
      index += 1
    }
    return "\(escaping: text, limit: 39)"
  }

  /// The first of the longest runs of zero groups; empty where there is none.
  private static func longestZeroRun(_ high: UInt64, _ low: UInt64) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for index in 0..<8 {
      if group(index, high, low) != 0 {
        start = index + 1
      } else if index + 1 - start > longest.count {
        longest = start..<index + 1
      }
    }
    return longest
  }

  private static func group(_ index: Int, _ high: UInt64, _ low: UInt64) -> UInt64 {
    (index < 4 ? high : low) >> (48 - 16 * UInt64(index & 3)) & 0xffff
  }
}
