public import Bytes

/// A set of HTTP statuses, written `200`, `200-299` or `200-399,401`.
///
/// It is kept as written and read for each answer: a second form would cost more than that.
public struct StatusSet: Sendable {
  /// The list as it was written, known to be well formed.
  public let text: StaticBytes

  /// 200 to 399, which the kubelet takes for healthy too.
  public static var successOrRedirect: StatusSet { StatusSet(text: "200-399") }

  private init(text: StaticBytes) {
    self.text = text
  }

  /// Reads a list of statuses and ranges from 100 to 599 with commas between them; nil for anything
  /// else.
  public init?(_ list: StaticBytes) {
    guard Self.contains(list.span, 0) != nil else { return nil }
    text = list
  }

  /// Whether `status` counts as healthy.
  public func contains(_ status: Int) -> Bool {
    Self.contains(text.span, status) ?? false
  }

  /// Whether a list holds `status`; nil for a malformed list.
  private static func contains(_ list: Span<UInt8>, _ status: Int) -> Bool? {
    var isFound = false
    var start = 0
    while start <= list.count {
      let end = list.firstIndex(of: UInt8(ascii: ","), from: start)
      let dash = min(list.firstIndex(of: UInt8(ascii: "-"), from: start), end)
      guard let first = Self.status(list.extracting(start..<dash)) else { return nil }
      var last = first
      if dash < end {
        guard let other = Self.status(list.extracting(dash + 1..<end)), first <= other else {
          return nil
        }
        last = other
      }
      if first <= status, status <= last { isFound = true }
      start = end + 1
    }
    return isFound
  }

  /// Reads three digits, 100 to 599, RFC 9110 §15; nil for anything else.
  static func status(_ digits: Span<UInt8>) -> Int? {
    guard digits.count == 3, let value = digits.decimal(atMost: 599), value >= 100 else {
      return nil
    }
    return Int(truncatingIfNeeded: value)
  }
}
