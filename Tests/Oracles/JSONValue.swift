/// A JSON document, read in the plainest way: whole, by recursion, into a tree.
public indirect enum JSONValue: Equatable {
  case object([Member])
  case array([JSONValue])
  case string([UInt8])
  /// A number as it is spelled, or a word.
  case other([UInt8])

  /// A member of an object.
  public struct Member: Equatable {
    let name: [UInt8]
    let value: JSONValue
  }

  /// Reads a document; nil where RFC 8259 knows no such one, or it is deeper than `depth`.
  public init?(_ bytes: [UInt8], depth: Int = 64) {
    var reader = JSONReader(rest: bytes[...])
    guard let value = reader.value(depth), reader.isAtEnd else { return nil }
    self = value
  }

  /// The value at a pointer of RFC 6901; of a name that is there twice, the last.
  public subscript(pointer: String) -> JSONValue? {
    var value = self
    for token in pointer.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .dropFirst()
    {
      let text = String(decoding: token, as: UTF8.self)
      let name = Array(
        text.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
          .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~").utf8)
      switch value {
      case .object(let members):
        guard let member = members.last(where: { $0.name == name }) else { return nil }
        value = member.value
      case .array(let elements):
        guard let index = Int(text), String(index) == text, elements.indices.contains(index) else {
          return nil
        }
        value = elements[index]
      default: return nil
      }
    }
    return value
  }

  /// The contents of a string, or the spelling of a number or a word.
  public var text: [UInt8]? {
    switch self {
    case .string(let text), .other(let text): text
    default: nil
    }
  }
}

/// The rules of RFC 8259 one by one, each of which takes what it reads from the rest.
private struct JSONReader {
  var rest: ArraySlice<UInt8>

  var isAtEnd: Bool { rest.isEmpty }

  mutating func value(_ depth: Int) -> JSONValue? {
    skipSpace()
    defer { skipSpace() }
    switch rest.first {
    case UInt8(ascii: "{"): return depth > 0 ? object(depth) : nil
    case UInt8(ascii: "["): return depth > 0 ? array(depth) : nil
    case UInt8(ascii: "\""): return string().map { .string($0) }
    default: break
    }
    for word in ["true", "false", "null"] where take(word) { return .other(Array(word.utf8)) }
    return number().map { .other($0) }
  }

  private mutating func object(_ depth: Int) -> JSONValue? {
    rest.removeFirst()
    var members: [JSONValue.Member] = []
    skipSpace()
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard rest.first == UInt8(ascii: "\""), let name = string() else { return nil }
      skipSpace()
      guard take(":"), let value = value(depth - 1) else { return nil }
      members.append(JSONValue.Member(name: name, value: value))
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func array(_ depth: Int) -> JSONValue? {
    rest.removeFirst()
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return .array([]) }
    repeat {
      guard let value = value(depth - 1) else { return nil }
      elements.append(value)
    } while take(",")
    return take("]") ? .array(elements) : nil
  }

  private mutating func string() -> [UInt8]? {
    rest.removeFirst()
    var units: [UInt16] = []
    while let byte = rest.first, byte != UInt8(ascii: "\"") {
      if byte < 0x20 { return nil }
      if byte == UInt8(ascii: "\\") {
        guard let unit = escape() else { return nil }
        units.append(unit)
      } else {
        guard let character = character() else { return nil }
        units += Array(String(character).utf16)
      }
    }
    guard take("\"") else { return nil }
    var text = ""
    // Its halves of pairs must go together.
    guard
      !transcode(
        units.makeIterator(), from: UTF16.self, to: UTF32.self, stoppingOnError: true,
        into: { unit in Unicode.Scalar(unit).map { text.unicodeScalars.append($0) } })
    else { return nil }
    return Array(text.utf8)
  }

  private mutating func escape() -> UInt16? {
    rest.removeFirst()
    let plain = Array("\"\\/bfnrt".utf8)
    let meant = Array("\"\\/\u{8}\u{c}\n\r\t".utf8)
    guard let byte = rest.popFirst() else { return nil }
    if let index = plain.firstIndex(of: byte) { return UInt16(meant[index]) }
    let digits = rest.prefix(4)
    guard byte == UInt8(ascii: "u"), digits.count == 4,
      digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 })
    else { return nil }
    rest = rest.dropFirst(4)
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  /// A character in UTF-8, which the standard library judges.
  private mutating func character() -> Character? {
    for count in 1...4 where rest.count >= count {
      let scalars = String(validating: rest.prefix(count), as: UTF8.self)?.unicodeScalars
      if let scalar = scalars?.first {
        rest = rest.dropFirst(count)
        return Character(scalar)
      }
    }
    return nil
  }

  private mutating func number() -> [UInt8]? {
    let start = rest
    _ = take("-")
    if !take("0"), !digits() { return nil }
    if take("."), !digits() { return nil }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      if !digits() { return nil }
    }
    return Array(start[..<rest.startIndex])
  }

  private mutating func digits() -> Bool {
    let rest = self.rest.drop { $0 >= 0x30 && $0 <= 0x39 }
    defer { self.rest = rest }
    return rest.count < self.rest.count
  }

  private mutating func skipSpace() {
    rest = rest.drop { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }
}
