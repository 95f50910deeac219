public import Bytes

/// A request header; without a value, one that is not to be sent.
public struct HTTPField: Sendable {
  /// A token, RFC 9110 §5.1, at least one byte.
  public let name: StaticBytes
  /// The value without surrounding spaces; empty for a header that is not to be sent.
  public let value: StaticBytes

  /// Reads `NAME: VALUE`; nil where the name is no token, the colon is missing, or the value holds
  /// a byte that RFC 9110 §5.5 forbids.
  public init?(_ text: StaticBytes) {
    let bytes = text.span
    let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
    guard colon < bytes.count, bytes.extracting(0..<colon).isHTTPToken else { return nil }
    for index in colon..<bytes.count where bytes[index].isControl && bytes[index] != 0x09 {
      return nil
    }
    self.init(text[0..<colon], text[bytes.trimmed(colon + 1, bytes.count)])
  }

  /// A header of the program's own.
  init(_ name: StaticBytes, _ value: StaticBytes) {
    self.name = name
    self.value = value
  }
}

extension Span<UInt8> {
  /// Whether these bytes are a token, RFC 9110 §5.6.2: a method or a header's name.
  public var isHTTPToken: Bool {
    for index in 0..<count where !self[index].isHTTPToken { return false }
    return count > 0
  }
}

extension UInt8 {
  /// Whether it may stand in a token, RFC 9110 §5.6.2.
  var isHTTPToken: Bool {
    // A bit for each ASCII byte: ! to ? first, then @ to ~.
    let (lower, upper): (UInt64, UInt64) = (0x03ff_6cfa_0000_0000, 0x57ff_ffff_c7ff_fffe)
    return self < 0x80 && (self < 0x40 ? lower : upper) >> UInt64(self & 0x3f) & 1 == 1
  }
}
