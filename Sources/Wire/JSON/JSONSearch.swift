internal import Bytes

/// A search for the values of several expectations in one JSON document, RFC 8259, that is checked
/// as it arrives.
///
/// Nothing of the document is kept but the first bytes of what was found, so a document may be of
/// any length.
struct JSONSearch: ~Copyable {
  /// The most containers that may stand in one another, RFC 8259 §9.
  static var deepest: Int { 64 }

  private enum State {
    case value
    /// After `[`.
    case valueOrEnd
    /// After `{`.
    case nameOrEnd
    case name
    case colon
    /// After a value in a container.
    case comma
    /// After the document's value.
    case over
    case string(isName: Bool)
    case number
    case word
  }

  private var candidates = List<JSONCandidate>()
  private var state = State.value
  private var text = JSONText()
  private var number = JSONNumber.zero
  // What is left of `true`, `false` or `null`.
  private var word: StaticBytes = ""
  // How many containers are open, and a bit for each from the innermost one on: 1 for an object.
  private var depth = 0
  private var objects: UInt64 = 0
  // How many bytes came, the one of the flaw included.
  private var count: Int64 = 0
  private var flaw: StaticBytes?

  /// A search for nothing, which finds all it looks for in any document.
  init() {}

  /// Looks for one thing more, before the first byte.
  mutating func add(_ expectation: JSONExpectation) {
    candidates.append(JSONCandidate(expectation))
  }

  /// Whether anything is looked for.
  var isNeeded: Bool { candidates.count > 0 }

  /// Whether what came can't be the beginning of a document.
  var isFlawed: Bool { flaw != nil }

  /// Whether the document was read to its end, no flaw is in it, and every value was found.
  var isSatisfied: Bool { flaw == nil && isOver && failing == nil }

  /// Goes on with the bytes of the document that come next.
  mutating func consume(_ bytes: Span<UInt8>) {
    for index in 0..<bytes.count {
      if flaw != nil { return }
      count += 1
      do throws(Flaw) { try take(bytes[index]) } catch { flaw = error.reason }
    }
  }

  /// Judges the end of the document.
  mutating func end() {
    if flaw != nil { return }
    if case .number = state, number.isWhole { endValue() }
    if isOver { return }
    count += 1
    flaw = count == 1 ? "no byte of it" : "the end of it is missing"
  }

  /// Appends why it is not satisfied, behind `expect: `.
  func appendFailure(to line: inout ByteBuffer) {
    if let flaw {
      line.append("malformed JSON at byte ")
      line.append(decimal: count)
      line.append(": ")
      return line.append(flaw)
    }
    guard let failing else { return }
    line.append(quoting: failing.expectation.pointer.span)
    switch failing.finding {
    case .nothing: line.append(" is not in the JSON")
    case .object: line.append(" is an object")
    case .array: line.append(" is an array")
    case .other, .expected:
      line.append(" is ")
      line.append(quoting: failing.seen)
    }
    line.append(", wanted ")
    line.append(quoting: failing.expectation.value.span)
  }

  private var failing: JSONCandidate? {
    for index in 0..<candidates.count {
      let candidate = candidates[index]
      if candidate.finding != .expected { return candidate }
    }
    return nil
  }

  private var isOver: Bool {
    if case .over = state { true } else { false }
  }

  private var isInObject: Bool { objects & 1 == 1 }

  private mutating func take(_ byte: UInt8) throws(Flaw) {
    switch state {
    case .string(let isName): return try takeText(byte, isName)
    case .number:
      if number.take(byte) { return hear(byte, isName: false) }
      guard number.isWhole else { throw Flaw(.expect, "malformed number") }
      endValue()
    case .word:
      guard byte == word.span[0] else { throw Flaw(.expect, Self.noValue) }
      hear(byte, isName: false)
      word = word[1...]
      if word.isEmpty { endValue() }
      return
    default: break
    }
    // RFC 8259 §2: of white space there are these four.
    if byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d { return }
    try takeToken(byte)
  }

  /// Takes a byte between values, which is no white space.
  private mutating func takeToken(_ byte: UInt8) throws(Flaw) {
    switch state {
    case .valueOrEnd where byte == UInt8(ascii: "]"), .nameOrEnd where byte == UInt8(ascii: "}"):
      close()
    case .value, .valueOrEnd: try beginValue(byte)
    case .name, .nameOrEnd:
      guard byte == UInt8(ascii: "\"") else { throw Flaw(.expect, "a name in quotes is wanted") }
      for index in 0..<candidates.count { candidates[index].beginName(depth) }
      state = .string(isName: true)
    case .colon:
      guard byte == UInt8(ascii: ":") else { throw Flaw(.expect, "':' is wanted") }
      state = .value
    case .comma:
      if byte == UInt8(ascii: ",") {
        state = isInObject ? .name : .value
      } else if byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        close()
      } else {
        throw Flaw(.expect, isInObject ? "',' or '}' is wanted" : "',' or ']' is wanted")
      }
    default: throw Flaw(.expect, "more than one value")
    }
  }

  private static var noValue: StaticBytes { "a value is wanted" }

  private mutating func beginValue(_ byte: UInt8) throws(Flaw) {
    let isObject = byte == UInt8(ascii: "{")
    let opens = isObject || byte == UInt8(ascii: "[")
    for index in 0..<candidates.count {
      if depth > 0, !isInObject { candidates[index].beginElement(depth) }
      candidates[index].beginValue(opens ? isObject ? .object : .array : .other, depth)
    }
    if opens {
      guard depth < Self.deepest else { throw Flaw(.expect, "more than 64 values in one another") }
      depth += 1
      objects = objects << 1 | (isObject ? 1 : 0)
      state = isObject ? .nameOrEnd : .valueOrEnd
    } else if byte == UInt8(ascii: "\"") {
      state = .string(isName: false)
    } else if let begun = JSONNumber(byte) {
      number = begun
      state = .number
      hear(byte, isName: false)
    } else {
      switch byte {
      case UInt8(ascii: "t"): word = "rue"
      case UInt8(ascii: "f"): word = "alse"
      case UInt8(ascii: "n"): word = "ull"
      // RFC 8259 §8.1.
      case 0xef where count == 1: throw Flaw(.expect, "a byte order mark")
      default: throw Flaw(.expect, Self.noValue)
      }
      state = .word
      hear(byte, isName: false)
    }
  }

  private mutating func takeText(_ byte: UInt8, _ isName: Bool) throws(Flaw) {
    switch try text.take(byte) {
    case .more: break
    case .byte(let byte): hear(byte, isName: isName)
    case .scalar(let scalar): hear(scalar, isName: isName)
    case .end:
      guard isName else { return endValue() }
      for index in 0..<candidates.count { candidates[index].endName(depth) }
      state = .colon
    }
  }

  private mutating func endValue() {
    for index in 0..<candidates.count { candidates[index].endValue() }
    state = depth > 0 ? .comma : .over
  }

  private mutating func close() {
    for index in 0..<candidates.count { candidates[index].close(depth) }
    depth -= 1
    objects >>= 1
    state = depth > 0 ? .comma : .over
  }

  private func hear(_ byte: UInt8, isName: Bool) {
    for index in 0..<candidates.count { candidates[index].hear(byte, isName: isName) }
  }

  /// Lets a character be heard in its UTF-8 form.
  private func hear(_ scalar: UInt32, isName: Bool) {
    if scalar < 0x80 { return hear(UInt8(truncatingIfNeeded: scalar), isName: isName) }
    var shift: UInt32 = scalar < 0x800 ? 6 : scalar < 0x1_0000 ? 12 : 18
    let lead: UInt32 = shift == 6 ? 0xc0 : shift == 12 ? 0xe0 : 0xf0
    hear(UInt8(truncatingIfNeeded: lead | scalar >> shift), isName: isName)
    while shift > 0 {
      shift -= 6
      hear(UInt8(truncatingIfNeeded: 0x80 | scalar >> shift & 0x3f), isName: isName)
    }
  }
}
