public import Bytes

/// An IPv4 or IPv6 address.
public struct IPAddress: Equatable, Sendable {
  /// Whether it is an IPv6 address.
  public let isIPv6: Bool
  /// The first eight bytes of an IPv6 address in network order; 0 for IPv4.
  public private(set) var high: UInt64
  /// The last eight bytes of an IPv6 address, or the four of an IPv4 address, in network order.
  public private(set) var low: UInt64

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
    var address = IPAddress(ipv6: 0, 0)
    var beforeGap = address
    var groups = 0
    // How many groups come before `::`.
    var gap: Int?
    var index = 0
    if text.starts(ignoringCase: "::") {
      gap = 0
      index = 2
    }
    while index < text.count {
      let end = text.firstIndex(of: colon, from: index)
      let group = text.extracting(index..<end)
      if end == text.count, let last = parseIPv4(group) {
        address.append(group: last.low >> 16)
        address.append(group: last.low & 0xffff)
        groups += 2
      } else {
        guard let value = hexadecimal(group) else { return nil }
        address.append(group: value)
        groups += 1
      }
      index = end + 1
      if groups > 8 || index == text.count { return nil }
      if index < text.count, text[index] == colon {
        guard gap == nil else { return nil }
        gap = groups
        beforeGap = address
        address = IPAddress(ipv6: 0, 0)
        index += 1
      }
    }
    guard gap == nil ? groups == 8 : groups < 8 else { return nil }
    if let gap {
      for _ in gap..<8 { beforeGap.append(group: 0) }
    }
    return IPAddress(ipv6: beforeGap.high | address.high, beforeGap.low | address.low)
  }

  /// Moves every group of 16 bits up by one and puts another in the last place.
  @inline(__always)
  private mutating func append(group: UInt64) {
    high = high << 16 | low >> 48
    low = low << 16 | group
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

  /// The first of the longest runs of at least two zero groups; past the last where there is none.
  fileprivate var longestZeroRun: Range<Int> {
    var longest = 8..<8
    var start = 0
    for index in 0..<8 {
      if group(index) != 0 {
        start = index + 1
      } else if index > start, index + 1 - start > longest.count {
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
      if index == zeros.lowerBound {
        append("::")
        index = zeros.upperBound
        continue
      }
      if index > 0, index != zeros.upperBound { append(UInt8(ascii: ":")) }
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
