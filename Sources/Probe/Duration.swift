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
    var unitStart = text.count
    while unitStart > 0, text[unitStart - 1].isLetter { unitStart -= 1 }
    let unit = text.extracting(unitStart..<text.count)
    let scale: UInt64
    if unit.count == 0 || unit.equals(ignoringCase: "s") {
      scale = 1_000_000_000
    } else if unit.equals(ignoringCase: "ms") {
      scale = 1_000_000
    } else if unit.equals(ignoringCase: "m") {
      scale = 60_000_000_000
    } else if unit.equals(ignoringCase: "h") {
      scale = 3_600_000_000_000
    } else {
      return nil
    }
    let point = min(text.firstIndex(of: UInt8(ascii: ".")), unitStart)
    guard point <= unitStart, let whole = text.extracting(0..<point).decimal(atMost: 86_400_000)
    else { return nil }
    var amount = whole * scale
    if point < unitStart {
      guard point + 1 < unitStart else { return nil }
      var place = scale
      for index in point + 1..<unitStart {
        guard text[index].isDigit else { return nil }
        place /= 10
        amount += UInt64(text[index] & 0x0f) * place
      }
    }
    guard amount > 0, amount <= UInt64(Self.longest.nanoseconds) else { return nil }
    self.init(nanoseconds: Int64(amount))
  }

  /// The amount as a reader wants it: `0.4 ms`, `12.3 ms`, `2.0 s`.
  public var text: Text {
    let (unit, name): (Int64, StaticString) =
      nanoseconds < 1_000_000_000 ? (1_000_000, " ms") : (1_000_000_000, " s")
    let tenths = Int((max(0, nanoseconds) + unit / 20) / (unit / 10))
    return "\(tenths / 10).\(tenths % 10)\(name)"
  }
}
