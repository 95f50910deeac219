public import Bytes
public import Linux

extension TimeAmount {
  /// The longest duration that may be asked for: a day.
  public static var longest: TimeAmount { .seconds(86_400) }

  /// Reads `500ms`, `2s`, `1.5s`, `1m30s`, `1h` or a bare number of seconds.
  ///
  /// - Returns: nil for anything else, as units that do not get smaller, for 0, and for more than
  ///   ``longest``.
  public init?(_ value: StaticBytes) {
    let text = value.span
    var amount: UInt64 = 0
    var index = 0
    var previous: UInt64?
    repeat {
      let start = index
      while index < text.count, !text[index].isLetter { index += 1 }
      let number = text.extracting(start..<index)
      let unit = index
      while index < text.count, text[index].isLetter { index += 1 }
      guard let scale = Self.nanoseconds(inUnit: text.extracting(unit..<index)),
        let part = Self.nanoseconds(number, scale)
      else { return nil }
      // Only a number that stands alone needs no unit.
      if let previous, scale >= previous || unit == index { return nil }
      previous = scale
      // Each part is at most the longest.
      amount &+= part
    } while index < text.count
    guard amount > 0, amount <= UInt64(Self.longest.nanoseconds) else { return nil }
    self.init(nanoseconds: Int64(amount))
  }

  /// The nanoseconds of a decimal number of units of `scale` nanoseconds; nil where it is none, and
  /// for more than ``longest``.
  private static func nanoseconds(_ number: Span<UInt8>, _ scale: UInt64) -> UInt64? {
    var amount: UInt64 = 0
    // What the next digit behind the point counts for.
    var part = scale
    var isFraction = false
    var digits = 0
    for index in 0..<number.count {
      digits += 1
      if number[index] == UInt8(ascii: "."), !isFraction, digits > 1 {
        isFraction = true
        digits = 0
        continue
      }
      guard number[index].isDigit else { return nil }
      let digit = UInt64(number[index] & 0x0f)
      if isFraction {
        part /= 10
        amount = amount &+ digit &* part
      } else {
        // At most ten times the longest duration and nine hours.
        amount = amount &* 10 &+ digit &* scale
      }
      guard amount <= UInt64(longest.nanoseconds) else { return nil }
    }
    return digits > 0 ? amount : nil
  }

  private static func nanoseconds(inUnit unit: Span<UInt8>) -> UInt64? {
    if unit.count == 0 || unit.equals(ignoringCase: "s") { return 1_000_000_000 }
    if unit.equals(ignoringCase: "ms") { return 1_000_000 }
    if unit.equals(ignoringCase: "m") { return 60_000_000_000 }
    return unit.equals(ignoringCase: "h") ? 3_600_000_000_000 : nil
  }
}

extension ByteBuffer {
  /// Appends an amount of time as a reader wants it: `0.4 ms`, `12.3 ms`, `2.0 s`.
  @inline(never)
  public mutating func append(_ amount: TimeAmount) {
    let hundredMicroseconds = (max(0, amount.nanoseconds) + 50_000) / 100_000
    // Rounded first: what would be 1000.0 ms is 1.0 s.
    let isLong = hundredMicroseconds >= 10_000
    let tenths = isLong ? (hundredMicroseconds + 500) / 1000 : hundredMicroseconds
    append(decimal: tenths / 10)
    append(UInt8(ascii: "."))
    append(decimal: tenths % 10)
    append(isLong ? " s" : " ms")
  }

  /// Appends that nothing came.
  @inline(never)
  mutating func append(timedOutAfter waited: TimeAmount) {
    append("timed out after ")
    append(waited)
  }
}
