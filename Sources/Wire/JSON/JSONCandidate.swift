internal import Bytes

/// One expectation on its way through a document: how far the place that is being read agrees with
/// the pointer, and what was found.
///
/// Of a name that an object holds twice the last one counts, as for most parsers (RFC 8259 §4 leaves
/// it open), so nothing is certain before the document ends.
final class JSONCandidate {
  /// What stands at the pointer.
  enum Finding {
    case nothing
    case expected
    /// A string, a number or a word of another value.
    case other
    case object
    case array
  }

  let expectation: JSONExpectation
  private(set) var finding = Finding.nothing
  /// The first bytes of the value that was found.
  private(set) var seen = ByteBuffer()

  // The most bytes of a value that are kept: one more than a line shows.
  private static var kept: Int { 65 }

  // How many tokens the pointer has, and how many of them agree with the present place.
  private let tokens: Int
  private var agreeing = 0
  // The index of the next element of the innermost array on the way; nil once the way has left it.
  private var element: UInt64?
  // Whether a name or a value is listened to, and how much of what is wanted has come; nil once
  // something else has.
  private(set) var listens = false
  private var heard: Int?

  init(_ expectation: JSONExpectation) {
    self.expectation = expectation
    let pointer = expectation.pointer.span
    var count = 0
    for index in 0..<pointer.count where pointer[index] == UInt8(ascii: "/") { count += 1 }
    tokens = count
  }

  /// Where the token begins that names a value of a container at `depth`, or where it ends.
  private func token(_ depth: Int) -> Range<Int> {
    let pointer = expectation.pointer.span
    var start = 0
    for _ in 0..<depth { start = pointer.firstIndex(of: UInt8(ascii: "/"), from: start) + 1 }
    return start..<pointer.firstIndex(of: UInt8(ascii: "/"), from: start)
  }

  /// Leaves the last value of the container at `depth`.
  ///
  /// - Returns: Whether the next one could be on the way.
  private func leave(_ depth: Int) -> Bool {
    agreeing = min(agreeing, depth - 1)
    return agreeing == depth - 1 && depth <= tokens
  }

  /// A name begins in the object at `depth`; the outermost container is at depth 1.
  func beginName(_ depth: Int) {
    listens = leave(depth)
    if listens { heard = token(depth).lowerBound }
  }

  /// The name has ended.
  func endName(_ depth: Int) {
    if listens, heard == token(depth).upperBound {
      agreeing = depth
      finding = .nothing
    }
    listens = false
  }

  /// An element begins in the array at `depth`.
  func beginElement(_ depth: Int) {
    guard leave(depth), let index = element else { return }
    element = index + 1
    let digits = expectation.pointer[token(depth)].span
    // RFC 6901 §4: no leading zeros.
    guard digits.count == 1 || digits.count > 1 && digits[0] != UInt8(ascii: "0") else { return }
    if digits.decimal() == index { agreeing = depth }
  }

  /// A value begins in the container at `depth`, 0 for the document itself.
  func beginValue(_ kind: Finding, _ depth: Int) {
    guard agreeing == depth else { return }
    if tokens == depth {
      finding = kind
      seen.removeAll()
      listens = kind == .other
      heard = 0
    } else if kind == .array {
      element = 0
    }
  }

  /// The string, number or word has ended.
  func endValue() {
    if listens, heard == expectation.value.count { finding = .expected }
    listens = false
  }

  /// The container at `depth` ends.
  func close(_ depth: Int) {
    // What was a way into it leads nowhere else.
    if agreeing >= depth - 1 { element = nil }
    agreeing = min(agreeing, depth - 1)
  }

  /// A byte of a name or of a value, decoded.
  func hear(_ byte: UInt8, isName: Bool) {
    guard listens else { return }
    if !isName, seen.count < Self.kept { seen.append(byte) }
    guard let place = heard else { return }
    let wanted = isName ? expectation.pointer.span : expectation.value.span
    heard = nil
    guard place < wanted.count else { return }
    if isName, wanted[place] == UInt8(ascii: "~") {
      let decoded = wanted[place + 1] == UInt8(ascii: "0") ? UInt8(ascii: "~") : UInt8(ascii: "/")
      if decoded == byte { heard = place + 2 }
    } else if wanted[place] == byte, !isName || byte != UInt8(ascii: "/") {
      heard = place + 1
    }
  }
}
