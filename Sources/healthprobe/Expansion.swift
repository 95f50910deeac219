internal import Bytes
internal import Linux

/// Variables in arguments: the exec form of CMD and HEALTHCHECK runs no shell that would put them
/// in.
struct Expansion {
  let environment: StringVector

  /// Replaces `${NAME}`, `${NAME:-default}` and `${NAME-default}`; `$${` becomes `${`.
  ///
  /// Nothing else is special, so a text without `${` never changes. As in a shell, `:-` also stands
  /// in for a variable that is empty. A default ends at the first `}`.
  ///
  /// - Throws: For a variable that is not set and has no default, and for a malformed `${`.
  func expand(_ text: StaticBytes) throws(UsageError) -> StaticBytes {
    let dollar = UInt8(ascii: "$")
    var start = text.span.firstIndex(of: dollar)
    if start == text.count { return text }
    var expanded = ByteBuffer()
    var index = 0
    while start < text.count {
      expanded.append(text[index..<start])
      let rest = text[start...]
      if rest.span.starts(ignoringCase: "$${") {
        expanded.append("${")
        index = start + 3
      } else if rest.span.starts(ignoringCase: "${") {
        let end = rest.span.firstIndex(of: UInt8(ascii: "}"))
        guard end < rest.count else { throw Self.malformed }
        expanded.append(try value(of: rest[2..<end]))
        index = start + end + 1
      } else {
        expanded.append(dollar)
        index = start + 1
      }
      start = text.span.firstIndex(of: dollar, from: index)
    }
    expanded.append(text[index...])
    return expanded.keep()
  }

  private static var malformed: UsageError {
    UsageError(
      "malformed ${ in an argument; wanted ${NAME}, ${NAME:-default}, ${NAME-default} or $${")
  }

  /// The value of `NAME`, `NAME:-default` or `NAME-default`.
  private func value(of reference: StaticBytes) throws(UsageError) -> StaticBytes {
    let bytes = reference.span
    var end = 0
    while end < bytes.count, Self.isNameByte(bytes[end], first: end == 0) { end += 1 }
    guard end > 0 else { throw Self.malformed }
    let name = reference[0..<end]
    let value = environment.value(of: name)
    let rest = reference[end...]
    if rest.span.starts(ignoringCase: "-") { return value ?? rest[1...] }
    if rest.span.starts(ignoringCase: ":-") {
      if let value, !value.isEmpty { return value }
      return rest[2...]
    }
    guard rest.isEmpty else { throw Self.malformed }
    guard let value else {
      throw UsageError(
        "variable '%' is not set; wanted it set, or a default as in ${NAME:-default}", name)
    }
    return value
  }

  private static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
    byte.isLetter || byte == UInt8(ascii: "_") || !first && byte.isDigit
  }
}
