public import Bytes

/// An IPv4 or IPv6 address.
public struct IPAddress: Equatable, Sendable {
  /// Whether it is an IPv6 address.
  public let isIPv6: Bool
  /// The first eight bytes of an IPv6 address in network order; 0 for IPv4.
  public let high: UInt64
  /// The last eight bytes of an IPv6 address, or the four of an IPv4 address, in network order.
  public let low: UInt64

  /// An IPv4 address, from its most significant byte on.
  public init(ipv4 address: UInt32) {
    isIPv6 = false
    high = 0
    low = UInt64(address)
  }

  /// An IPv6 address in two halves.
  public init(ipv6 high: UInt64, _ low: UInt64) {
    isIPv6 = true
    self.high = high
    self.low = low
  }

  /// Reads an address in one of the two forms; nil for anything else.
  public static func parse(_ text: Span<UInt8>) -> IPAddress? {
    parseIPv4(text) ?? parseIPv6(text)
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
    return IPAddress(ipv4: address)
  }

  /// Reads eight groups of hexadecimal digits, `::` for a run of zero groups, and perhaps an IPv4
  /// address for the last two, RFC 4291 §2.2.
  @inline(never)
  static func parseIPv6(_ text: Span<UInt8>) -> IPAddress? {
    let colon = UInt8(ascii: ":")
    var bytes = InlineArray<16, UInt8>(repeating: 0)
    var count = 0
    // How many bytes come before `::`.
    var gap: Int?
    var index = 0
    if text.starts(ignoringCase: "::") {
      gap = 0
      index = 2
    }
    while index < text.count {
      let end = text.firstIndex(of: colon, from: index)
      let group = text.extracting(index..<end)
      if end == text.count, count <= 12, let last = parseIPv4(group) {
        for place in 0..<4 {
          bytes[count + place] = UInt8(truncatingIfNeeded: last.low >> UInt64(24 - 8 * place))
        }
        count += 4
      } else {
        guard count <= 14, let value = hexadecimal(group) else { return nil }
        bytes[count] = UInt8(truncatingIfNeeded: value >> 8)
        bytes[count + 1] = UInt8(truncatingIfNeeded: value)
        count += 2
      }
      index = end + 1
      if index == text.count { return nil }
      if index < text.count, text[index] == colon {
        guard gap == nil else { return nil }
        gap = count
        index += 1
      }
    }
    let missing = 16 - count
    guard gap == nil ? missing == 0 : missing >= 2 else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for place in 0..<16 {
      let start = gap ?? 16
      let isMissing = place >= start && place < start + missing
      let byte = isMissing ? 0 : bytes[place < start ? place : place - missing]
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(byte)
    }
    return IPAddress(ipv6: high, low)
  }

  /// Reads one to four hexadecimal digits.
  private static func hexadecimal(_ digits: Span<UInt8>) -> UInt64? {
    guard digits.count >= 1, digits.count <= 4 else { return nil }
    var value: UInt64 = 0
    for index in 0..<digits.count {
      guard let digit = digits[index].hexDigitValue else { return nil }
      value = value << 4 | UInt64(digit)
    }
    return value
  }

  /// The first of the longest runs of zero groups; empty where there is none.
  fileprivate var longestZeroRun: Range<Int> {
    var longest = 0..<0
    var start = 0
    for index in 0..<8 {
      if group(index) != 0 {
        start = index + 1
      } else if index + 1 - start > longest.count {
        longest = start..<index + 1
      }
    }
    return longest
  }

  @inline(never)
  fileprivate func group(_ index: Int) -> UInt64 {
    (index < 4 ? high : low) >> (48 - 16 * UInt64(index & 3)) & 0xffff
  }
}

extension ByteBuffer {
  /// Appends an address in its canonical form, RFC 5952 for IPv6; without brackets.
  @inline(never)
  public mutating func append(_ address: IPAddress) {
    if address.isIPv6 { return append(ipv6: address) }
    for place in 0..<4 {
      if place > 0 { append(UInt8(ascii: ".")) }
      append(decimal: Int(address.low >> (24 - 8 * UInt64(place)) & 0xff))
    }
  }

  private mutating func append(ipv6 address: IPAddress) {
    let zeros = address.longestZeroRun
    var index = 0
    while index < 8 {
      if index == zeros.lowerBound, zeros.count >= 2 {
        append("::")
        index = zeros.upperBound
        continue
      }
      if index > 0, index != zeros.upperBound || zeros.count < 2 { append(UInt8(ascii: ":")) }
      let value = address.group(index)
      var shift: UInt64 = 16
      while shift > 0 {
        shift -= 4
        // Leading zeros are left out, but not the last digit.
        if value >> shift > 0 || shift == 0 {
          append(UInt8.hexDigit(UInt8(truncatingIfNeeded: value >> shift)).lowercased)
        }
      }
      index += 1
    }
  }
}
