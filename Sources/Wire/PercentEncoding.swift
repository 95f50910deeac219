public import Bytes

extension ByteBuffer {
  /// Appends `text` with `%HH` decoded, RFC 3986 §2.1; every other byte stays.
  ///
  /// - Throws: ``TargetError/malformedPercent`` for `%` without two hexadecimal digits.
  mutating func append(percentDecoding text: Span<UInt8>) throws(TargetError) {
    var index = 0
    while index < text.count {
      var byte = text[index]
      index += 1
      if byte == UInt8(ascii: "%") {
        guard let decoded = text.hexadecimal(at: index) else { throw .malformedPercent }
        byte = decoded
        index += 2
      }
      append(byte)
    }
  }

  /// Appends a path so that it can stand in a URL: all but letters, digits and `-._/` as `%HH`.
  ///
  /// - Parameter slash: Whether `/` is encoded too, as where a URL wants a host.
  public mutating func append(percentEncoding path: Span<UInt8>, slash: Bool) {
    for index in 0..<path.count {
      let byte = path[index]
      // In ASCII, `-`, `.` and `/` follow one another.
      let last = slash ? UInt8(ascii: ".") : UInt8(ascii: "/")
      let isMark = byte >= UInt8(ascii: "-") && byte <= last
      if byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || isMark {
        append(byte)
      } else {
        append(percentEncoding: byte)
      }
    }
  }

  /// Appends `byte` as `%HH`.
  mutating func append(percentEncoding byte: UInt8) {
    append(UInt8(ascii: "%"))
    append(hexadecimal: byte)
  }
}
