internal import Bytes

/// A field of a header list, RFC 7541 §1.3: whoever needs it shares it with the dynamic table.
final class HPACKField {
  var name = ByteBuffer()
  var value = ByteBuffer()

  /// What it counts in a table or in a list, RFC 7541 §4.1 and RFC 9113 §6.5.2.
  var size: Int { name.count + value.count + 32 }

  /// Whether it is called `name`.
  @inline(never)
  func isNamed(_ name: StaticBytes) -> Bool { self.name.equals(name) }

  /// Whether it is a pseudo-header field, RFC 9113 §8.3.
  var isPseudo: Bool { name.startsWithColon }

  /// Whether name and value have only bytes that RFC 9113 §8.2.1 lets them have.
  var isWellFormed: Bool { name.isFieldName && value.isFieldValue }
}

// A span of an object's buffer can't leave it, so the buffer is lent.
extension ByteBuffer {
  fileprivate func equals(_ text: StaticBytes) -> Bool { span.equals(text.span) }

  fileprivate var startsWithColon: Bool { span.starts(ignoringCase: ":") }

  fileprivate var isFieldName: Bool {
    for index in 0..<count {
      let byte = span[index]
      let isColon = byte == UInt8(ascii: ":") && index > 0
      if byte <= 0x20 || byte >= 0x7f || byte != byte.lowercased || isColon { return false }
    }
    return !isEmpty
  }

  fileprivate var isFieldValue: Bool {
    span.firstIndex(ofAny: "\0\r\n") == count
  }
}
