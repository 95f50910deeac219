internal import Bytes

/// Texts of `--send` and `--expect`, in which a backslash begins a byte that is hard to type.
enum EscapedText {
  static let wanted: StaticString =
    #"a text, not empty, with \r \n \t \0 \\ or \xHH for such bytes"#

  /// Reads `\r`, `\n`, `\t`, `\0`, `\\` and `\xHH`; nil for any other backslash and for no text.
  static func parse(_ value: [UInt8]) -> [UInt8]? {
    let text = value.span
    var bytes: [UInt8] = []
    var index = 0
    while index < text.count {
      var byte = text[index]
      index += 1
      if byte == UInt8(ascii: "\\") {
        guard index < text.count, let escaped = escaped(text, &index) else { return nil }
        byte = escaped
      }
      bytes.push(byte)
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// The byte that is meant by what follows a backslash.
  private static func escaped(_ text: Span<UInt8>, _ index: inout Int) -> UInt8? {
    index += 1
    switch text[index - 1] {
    case UInt8(ascii: "r"): return 0x0d
    case UInt8(ascii: "n"): return 0x0a
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "0"): return 0x00
    case UInt8(ascii: "\\"): return UInt8(ascii: "\\")
    case UInt8(ascii: "x"):
      guard index + 1 < text.count, let high = text[index].hexDigitValue,
        let low = text[index + 1].hexDigitValue
      else { return nil }
      index += 2
      return high << 4 | low
    default: return nil
    }
  }
}
