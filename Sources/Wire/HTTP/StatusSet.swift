public import Bytes

/// A set of HTTP statuses, written `200`, `200-299` or `200-399,401`.
public struct StatusSet: Sendable {
  /// The list as it was written, known to be well formed.
  public let text: StaticBytes
  // A bit for each status from 0 on, so that an answer is judged in one step however long the list.
  private var words = InlineArray<10, UInt64>(repeating: 0)

  /// 200 to 399, which the kubelet takes for healthy too.
  public static var successOrRedirect: StatusSet {
    var set = StatusSet(text: "200-399")
    set.insert(200...399)
    return set
  }

  private init(text: StaticBytes) {
    self.text = text
  }

  /// Reads a list of statuses and ranges from 100 to 599 with commas between them; nil for anything
  /// else, and for one of interim responses alone, which no final response matches (RFC 9110 §15.2).
  public init?(_ list: StaticBytes) {
    text = list
    let bytes = list.span
    var start = 0
    while start <= bytes.count {
      let end = bytes.firstIndex(of: UInt8(ascii: ","), from: start)
      guard let range = Self.range(bytes.extracting(start..<end)) else { return nil }
      insert(range)
      start = end + 1
    }
    guard canMatch else { return nil }
  }

  // Of the statuses below 200 only 101 ends an exchange.
  private var canMatch: Bool {
    for status in 200...599 where contains(status) { return true }
    return contains(101)
  }

  /// Whether `status` counts as healthy.
  public func contains(_ status: Int) -> Bool {
    guard let status = UInt16(exactly: status), status <= 599 else { return false }
    return words[Int(status >> 6)] >> UInt64(status & 63) & 1 == 1
  }

  /// Adds statuses of 0 to 599, at one step for each 64 of them.
  private mutating func insert(_ statuses: ClosedRange<Int>) {
    let (first, last) = (statuses.lowerBound, statuses.upperBound)
    for place in first >> 6...last >> 6 {
      var word = UInt64.max
      if place == first >> 6 { word &= .max << UInt64(first & 63) }
      if place == last >> 6 { word &= .max >> UInt64(63 - last & 63) }
      words[place] |= word
    }
  }

  private static func range(_ text: Span<UInt8>) -> ClosedRange<Int>? {
    let dash = text.firstIndex(of: UInt8(ascii: "-"))
    guard let first = status(text.extracting(0..<dash)) else { return nil }
    if dash == text.count { return first...first }
    guard let last = status(text.extracting(dash + 1..<text.count)), first <= last else {
      return nil
    }
    return first...last
  }

  /// Reads three digits, 100 to 599, RFC 9110 §15; nil for anything else.
  static func status(_ digits: Span<UInt8>) -> Int? {
    guard digits.count == 3, let value = digits.decimal(atMost: 599), value >= 100 else {
      return nil
    }
    return Int(truncatingIfNeeded: value)
  }
}
