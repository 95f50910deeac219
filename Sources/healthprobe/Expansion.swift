internal import Bytes
internal import Linux

/// Variables in arguments: the exec form of CMD and HEALTHCHECK runs no shell that would put them
/// in.
struct Expansion {
  let environment: StringVector

  /// What is wrong with a reference.
  enum Flaw: Error {
    /// `${` that begins none of the forms.
    case malformed
    /// `${` within a default.
    case nested
    /// A variable of this name is not set, and there is no default.
    case unset(StaticBytes)
  }

  /// A text with its variables put in.
  struct Text {
    let bytes: StaticBytes
    /// Whether its first byte is that of a variable's value, and so nobody's syntax.
    var beginsWithVariable = false
  }

  /// Replaces `${NAME}`, `${NAME:-default}` and `${NAME-default}`; `$${` becomes `${`.
  ///
  /// Nothing else is special, so a text without `${` never changes. As in a shell, `:-` also stands
  /// in for a variable that is empty. A default ends at the first `}`, so a `${` in it is refused:
  /// half of it would be taken for plain text.
  ///
  /// - Parameter escaping: Whether a backslash in a variable's value is doubled, since the text will
  ///   be read as an ``EscapedText``.
  func expand(_ text: StaticBytes, escaping: Bool = false) throws(Flaw) -> Text {
    let dollar = UInt8(ascii: "$")
    var start = text.span.firstIndex(of: dollar)
    if start == text.count { return Text(bytes: text) }
    var expanded = ByteBuffer()
    var beginsWithVariable = false
    var index = 0
    while start < text.count {
      expanded.append(text[index..<start])
      let rest = text[start...]
      if rest.span.starts(ignoringCase: "$${") {
        expanded.append("${")
        index = start + 3
      } else if rest.span.starts(ignoringCase: "${") {
        let end = rest.span.firstIndex(of: UInt8(ascii: "}"))
        guard end < rest.count else { throw .malformed }
        let part = try value(of: rest[2..<end])
        if expanded.isEmpty, !part.bytes.isEmpty { beginsWithVariable = part.beginsWithVariable }
        expanded.append(part.bytes.span, doublingBackslashes: escaping && part.beginsWithVariable)
        index = start + end + 1
      } else {
        expanded.append(dollar)
        index = start + 1
      }
      start = text.span.firstIndex(of: dollar, from: index)
    }
    expanded.append(text[index...])
    return Text(bytes: expanded.keep(), beginsWithVariable: beginsWithVariable)
  }

  /// The value of `NAME`, `NAME:-default` or `NAME-default`.
  private func value(of reference: StaticBytes) throws(Flaw) -> Text {
    let bytes = reference.span
    var end = 0
    while end < bytes.count, Self.isNameByte(bytes[end], first: end == 0) { end += 1 }
    guard end > 0 else { throw .malformed }
    let name = reference[0..<end]
    let rest = reference[end...]
    var value = environment.value(of: name)
    if rest.isEmpty {
      guard let value else { throw .unset(name) }
      return Text(bytes: value, beginsWithVariable: true)
    }
    let replacesEmpty = rest.span.starts(ignoringCase: ":-")
    guard replacesEmpty || rest.span.starts(ignoringCase: "-") else { throw .malformed }
    let other = rest[(replacesEmpty ? 2 : 1)...]
    for index in 0..<other.count where other[index...].span.starts(ignoringCase: "${") {
      throw .nested
    }
    if replacesEmpty, value?.isEmpty == true { value = nil }
    return Text(bytes: value ?? other, beginsWithVariable: value != nil)
  }

  private static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
    byte.isLetter || byte == UInt8(ascii: "_") || !first && byte.isDigit
  }
}

extension ByteBuffer {
  /// Appends bytes, each backslash among them twice where that is asked for.
  fileprivate mutating func append(_ bytes: Span<UInt8>, doublingBackslashes: Bool) {
    for index in 0..<bytes.count {
      if doublingBackslashes, bytes[index] == UInt8(ascii: "\\") { append(bytes[index]) }
      append(bytes[index])
    }
  }
}
