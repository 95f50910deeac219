internal import Bytes

/// Texts of `--send` and `--expect`, in which a backslash begins a byte that is hard to type.
enum EscapedText {
  static let wanted: StaticString =
    #"a text of 1 to 1024 bytes, with \r \n \t \0 \\ or \xHH for such bytes"#

  /// The most bytes that are meant.
  static var limit: Int { 1024 }

  /// Reads `\r`, `\n`, `\t`, `\0`, `\\` and `\xHH`; nil for any other backslash, for no text and for
  /// one that is too long.
  static func parse(_ value: StaticBytes) -> StaticBytes? {
    let text = value.span
    var bytes = ByteBuffer()
    var index = 0
    while index < text.count {
      var byte = text[index]
      index += 1
      if byte == UInt8(ascii: "\\") {
        guard index < text.count, let escaped = escaped(text, &index) else { return nil }
        byte = escaped
      }
      bytes.append(byte)
    }
    return bytes.isEmpty || bytes.count > limit ? nil : bytes.keep()
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
      index += 2
      return text.hexadecimal(at: index - 2)
    default: return nil
    }
  }
}
