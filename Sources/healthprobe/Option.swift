internal import Bytes
internal import Probe

/// One option: everything about it stands in its row of ``all``, and parsing, its environment twin
/// and the help come from there.
///
/// It is never copied: the table lies in read-only data and is read where it lies.
struct Option: ~Copyable, Sendable {
  /// The option's line of the help, from which its letter, its name and its value's name are read.
  let row: StaticString
  /// What a value must be; empty for a flag.
  let wanted: StaticString
  /// Whether values may not be shown.
  let isSecret: Bool
  /// Whether each value counts, not only the last; the twin and a file hold one a line.
  let isList: Bool
  /// Whether `@FILE` reads the value.
  let readsFile: Bool
  /// Whether a backslash in a value begins a byte that is hard to type, as ``EscapedText`` reads it.
  let isEscaped: Bool
  /// Whether it can't be given together with another one of which this holds.
  let isExclusive: Bool
  /// Whether it prints something instead of checking, stands alone, and has no twin.
  let isInformation: Bool
  /// Whether it ends a group of targets, and has no twin.
  let endsGroup: Bool
  /// Whether a value may have several lines.
  let isText: Bool
  /// What a target must be able to use; nothing for an option that concerns every target.
  let concerns: Scheme.Uses
  /// Sets the option in a run; tells whether the value, empty for a flag, was right, and throws
  /// where it has a reason of its own.
  let apply: @Sendable (Invocation, StaticBytes) throws(UsageError) -> Bool

  init(
    _ row: StaticString, wanted: StaticString, isSecret: Bool = false, isList: Bool = false,
    readsFile: Bool = false, isEscaped: Bool = false, isExclusive: Bool = false,
    isInformation: Bool = false, endsGroup: Bool = false, isText: Bool = false,
    concerns: Scheme.Uses = .none,
    apply: @escaping @Sendable (Invocation, StaticBytes) throws(UsageError) -> Bool
  ) {
    self.row = row
    self.wanted = wanted
    self.isSecret = isSecret
    self.isList = isList
    self.readsFile = readsFile
    self.isEscaped = isEscaped
    self.isExclusive = isExclusive
    self.isInformation = isInformation
    self.endsGroup = endsGroup
    self.isText = isText
    self.concerns = concerns
    self.apply = apply
  }

  /// Whether a variable stands for it.
  var hasTwin: Bool { !isInformation && !endsGroup }

  /// Whether the option takes a value.
  var takesValue: Bool { wanted.utf8CodeUnitCount > 0 }

  /// The name after `--`; in capitals after `HEALTHPROBE_` it is the environment twin.
  @inline(never)
  var name: StaticBytes {
    let text = StaticBytes(stringLiteral: row)
    return text[Self.nameStart..<text.span.firstIndex(of: UInt8(ascii: " "), from: Self.nameStart)]
  }

  /// What a value must be, as a line shows it.
  var wantedText: StaticBytes { StaticBytes(stringLiteral: wanted) }

  /// The letter after `-`; nil for an option that has none.
  @inline(never)
  private var letter: UInt8? {
    let letter = StaticBytes(stringLiteral: row).span[3]
    return letter.isLetter ? letter : nil
  }

  /// Whether an argument is this option and nothing else.
  func isGiven(by argument: StaticBytes) -> Bool {
    let bytes = argument.span
    guard bytes.count > 1, bytes[0] == UInt8(ascii: "-") else { return false }
    if bytes[1] != UInt8(ascii: "-") { return bytes.count == 2 && bytes[1] == letter }
    return argument[2...].span.equals(ignoringCase: name)
  }

  // Where names stand in a row.
  private static var nameStart: Int { 8 }

  /// The place of the option called `name`, whatever its case.
  @inline(never)
  static func place(named name: Span<UInt8>) -> Int? {
    for place in all.indices {
      let other = all[place].name
      if name.equals(ignoringCase: other.span) { return place }
    }
    return nil
  }

  /// The place of the option with the letter.
  static func place(lettered letter: UInt8) -> Int? {
    for place in all.indices where all[place].letter == letter { return place }
    return nil
  }
}
