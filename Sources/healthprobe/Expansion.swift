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
  func expand(_ text: [UInt8]) throws(UsageError) -> [UInt8] {
    let bytes = text.span
    let dollar = UInt8(ascii: "$")
    var expanded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let start = bytes.firstIndex(of: dollar, from: index)
      expanded.append(bytes.extracting(index..<start))
      let rest = bytes.extracting(start..<bytes.count)
      if rest.starts(ignoringCase: "$${") {
        expanded.append("${")
        index = start + 3
      } else if rest.starts(ignoringCase: "${") {
        let end = rest.firstIndex(of: UInt8(ascii: "}"))
        guard end < rest.count else { throw Self.malformed }
        expanded.append(try value(of: rest.extracting(2..<end)))
        index = start + end + 1
      } else {
        if rest.count > 0 { expanded.push(dollar) }
        index = start + 1
      }
    }
    return expanded
  }

  private static var malformed: UsageError {
    UsageError(
      "malformed ${ in an argument; wanted ${NAME}, ${NAME:-default}, ${NAME-default} or $${"
    )
  }

  /// The value of `NAME`, `NAME:-default` or `NAME-default`.
  private func value(of reference: Span<UInt8>) throws(UsageError) -> [UInt8] {
    var end = 0
    while end < reference.count, Self.isNameByte(reference[end], first: end == 0) { end += 1 }
    guard end > 0 else { throw Self.malformed }
    let name = [UInt8](reference.extracting(0..<end))
    var index = 0
    var prefix = name
    prefix.append("=")
    let value = environment.next(&index, after: prefix)
    let rest = reference.extracting(end..<reference.count)
    if rest.starts(ignoringCase: "-") {
      return value ?? [UInt8](rest.extracting(1..<rest.count))
    }
    if rest.starts(ignoringCase: ":-") {
      if let value, !value.isEmpty { return value }
      return [UInt8](rest.extracting(2..<rest.count))
    }
    guard rest.count == 0 else { throw Self.malformed }
    guard let value else {
      throw UsageError(
        "variable \(quoting: name) is not set; wanted it set, or a default as in ${NAME:-default}"
      )
    }
    return value
  }

  private static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
    byte.isLetter || byte == UInt8(ascii: "_") || !first && byte.isDigit
  }
}
