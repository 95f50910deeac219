public import Bytes

/// A request header; without a value, one that is not to be sent.
public struct HTTPField: Sendable {
  /// A token, RFC 9110 §5.1, at least one byte.
  public let name: StaticBytes
  /// The value without surrounding spaces, which may be empty; nil for a header that is not to be
  /// sent.
  public let value: StaticBytes?

  /// Reads `NAME: VALUE`, `NAME:` for a header that is not to be sent, or `NAME;` for one with an
  /// empty value, as curl writes them.
  ///
  /// - Returns: nil where the name is no token, nothing ends it, something follows the `;`, or the
  ///   value holds a byte that RFC 9110 §5.5 forbids.
  public init?(_ text: StaticBytes) {
    let bytes = text.span
    let end = bytes.firstIndex(ofAny: ":;")
    guard end < bytes.count, bytes.extracting(0..<end).isHTTPToken else { return nil }
    for index in end..<bytes.count where bytes[index].isControl && bytes[index] != 0x09 {
      return nil
    }
    let value = text[bytes.trimmed(end + 1, bytes.count)]
    if bytes[end] == UInt8(ascii: ";") {
      guard value.isEmpty else { return nil }
      self.init(text[0..<end], value)
    } else {
      self.init(text[0..<end], value.isEmpty ? nil : value)
    }
  }

  /// A header of the program's own.
  @inline(never)
  init(_ name: StaticBytes, _ value: StaticBytes?) {
    self.name = name
    self.value = value
  }

  /// Whether its value authenticates, RFC 9110 §11 and RFC 6265 §4.2.
  var isSecret: Bool {
    isNamed("authorization") || isNamed("proxy-authorization") || isNamed("cookie")
  }

  /// Whether it is called `name`, in either case.
  func isNamed(_ name: StaticBytes) -> Bool { self.name.span.equals(ignoringCase: name) }
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
  @inline(__always)
  var isHTTPToken: Bool {
    // A bit for each ASCII byte: ! to ? first, then @ to ~.
    let (lower, upper): (UInt64, UInt64) = (0x03ff_6cfa_0000_0000, 0x57ff_ffff_c7ff_fffe)
    return self < 0x80 && (self < 0x40 ? lower : upper) >> UInt64(self & 0x3f) & 1 == 1
  }
}
