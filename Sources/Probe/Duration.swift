public import Bytes
public import Linux

extension TimeAmount {
  /// The longest duration that may be asked for: a day.
  public static var longest: TimeAmount { .seconds(86_400) }

  /// Reads `500ms`, `2s`, `1.5s`, `1m`, `1h` or a bare number of seconds.
  ///
  /// - Returns: nil for anything else, for 0, and for more than ``longest``.
  public init?(_ value: StaticBytes) {
    let text = value.span
    var end = text.count
    while end > 0, text[end - 1].isLetter { end -= 1 }
    guard let scale = Self.nanoseconds(inUnit: text.extracting(end..<text.count)) else {
      return nil
    }
    let point = text.extracting(0..<end).firstIndex(of: UInt8(ascii: "."))
    let most = UInt64(Self.longest.nanoseconds) / scale
    guard let whole = text.extracting(0..<point).decimal(atMost: most) else { return nil }
    var amount = whole &* scale
    if point < end {
      // Nine digits are a billionth of the unit; what comes after them is cut.
      let digits = text.extracting(point + 1..<min(end, point + 10))
      guard let fraction = digits.decimal() else { return nil }
      // Less than a billion times a millionth of an hour.
      var part = fraction &* (scale / 1_000_000)
      for _ in digits.count..<9 { part = part &* 10 }
      amount = amount &+ part / 1000
    }
    guard amount > 0, amount <= UInt64(Self.longest.nanoseconds) else { return nil }
    self.init(nanoseconds: Int64(amount))
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
    let hundredMicroseconds = Int((max(0, amount.nanoseconds) + 50_000) / 100_000)
    // Rounded first: what would be 1000.0 ms is 1.0 s.
    let isLong = hundredMicroseconds >= 10_000
    let tenths = isLong ? (hundredMicroseconds + 500) / 1000 : hundredMicroseconds
    append(decimal: tenths / 10)
    append(UInt8(ascii: "."))
    append(decimal: tenths % 10)
    append(isLong ? " s" : " ms")
  }
}
