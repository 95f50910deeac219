internal import Bytes

/// Decodes `%HH`, RFC 3986 §2.1; every other byte stays.
///
/// - Throws: ``TargetError/malformedPercent`` for `%` without two hexadecimal digits.
func percentDecode(_ text: Span<UInt8>) throws(TargetError) -> [UInt8] {
  var decoded: [UInt8] = []
  var index = 0
  while index < text.count {
    var byte = text[index]
    index += 1
    if byte == UInt8(ascii: "%") {
      byte = try percentDecode(text, at: index)
      index += 2
    }
    decoded.push(byte)
  }
  return decoded
}

/// The byte that the two hexadecimal digits at `index` spell.
func percentDecode(_ text: Span<UInt8>, at index: Int) throws(TargetError) -> UInt8 {
  guard index + 1 < text.count, let high = text[index].hexDigitValue,
    let low = text[index + 1].hexDigitValue
  else { throw .malformedPercent }
  return high << 4 | low
}

/// Encodes a path so that it can stand in a URL: all but letters, digits and `-._/` as `%HH`.
///
/// - Parameter slash: Whether `/` is encoded too, as where a URL wants a host.
public func percentEncode(path: [UInt8], slash: Bool) -> [UInt8] {
  var encoded: [UInt8] = []
  for byte in path {
    let isPlain =
      byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "/") && !slash
    if isPlain { encoded.push(byte) } else { encoded.append(percentEncoding: byte) }
  }
  return encoded
}

extension [UInt8] {
  /// Appends `byte` as `%HH`.
  mutating func append(percentEncoding byte: UInt8) {
    append("%")
    push(UInt8.hexDigit(byte >> 4))
    push(UInt8.hexDigit(byte))
  }
}
