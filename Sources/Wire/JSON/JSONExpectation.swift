public import Bytes

/// A value that a JSON document must hold at a place, written `POINTER=VALUE`, as in `/status=UP`.
public struct JSONExpectation: Sendable {
  /// The place, a JSON Pointer of RFC 6901, known to be well formed; empty for the whole document.
  public let pointer: StaticBytes
  /// What stands there: the contents of a string, a number as it is spelled, or `true`, `false` or
  /// `null`.
  public let value: StaticBytes

  /// Reads `POINTER=VALUE`; the first `=` ends the pointer.
  ///
  /// - Returns: nil where `=` is missing, or the pointer neither is empty nor begins with `/`, or
  ///   holds a `~` that is followed by neither `0` nor `1`.
  public init?(_ text: StaticBytes) {
    let bytes = text.span
    let end = bytes.firstIndex(of: UInt8(ascii: "="))
    guard end < bytes.count, end == 0 || bytes[0] == UInt8(ascii: "/") else { return nil }
    for index in 0..<end where bytes[index] == UInt8(ascii: "~") {
      guard bytes[index + 1] == UInt8(ascii: "0") || bytes[index + 1] == UInt8(ascii: "1") else {
        return nil
      }
    }
    pointer = text[0..<end]
    value = text[(end + 1)...]
  }
}
