public import Bytes
public import Linux

extension TimeAmount {
  /// The longest duration that may be asked for: a day.
  public static let longest = TimeAmount.seconds(86_400)

  /// Reads `500ms`, `2s`, `1.5s`, `1m`, `1h` or a bare number of seconds.
  ///
  /// - Returns: nil for anything else, for 0, and for more than ``longest``.
  public init?(_ value: [UInt8]) {
    let text = value.span
    var end = text.count
    while end > 0, text[end - 1].isLetter { end -= 1 }
    guard let scale = Self.nanoseconds(inUnit: text.extracting(end..<text.count)) else {
      return nil
    }
    let point = text.extracting(0..<end).firstIndex(of: UInt8(ascii: "."))
    guard let whole = text.extracting(0..<point).decimal(atMost: 86_400_000) else { return nil }
    var amount = whole * scale
    if point < end {
      // Nine digits are a billionth of the unit; what comes after them is cut.
      let digits = text.extracting(point + 1..<min(end, point + 10))
      guard let fraction = digits.decimal() else { return nil }
      var part = fraction * (scale / 1_000_000)
      for _ in digits.count..<9 { part *= 10 }
      amount += part / 1000
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

  /// The amount as a reader wants it: `0.4 ms`, `12.3 ms`, `2.0 s`.
  public var text: Text {
    let (unit, name): (Int64, StaticString) =
      nanoseconds < 1_000_000_000 ? (1_000_000, " ms") : (1_000_000_000, " s")
    let tenths = Int((max(0, nanoseconds) + unit / 20) / (unit / 10))
    return "\(tenths / 10).\(tenths % 10)\(name)"
  }
}
