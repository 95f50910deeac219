internal import Bytes

/// One option: everything about it stands in its row of ``all``, and parsing, its environment twin
/// and the help come from there.
///
/// It is never copied: the table lies in read-only data and is read where it lies.
struct Option: ~Copyable, Sendable {
  /// The option's line of the help, from which its letter, its name and its value's name are read.
  let row: StaticString
  /// What a value must be; empty for a flag.
  let wanted: StaticString
  /// What sets it apart from other options.
  let nature: Nature
  /// Sets the option in a run; tells whether the value, empty for a flag, was right, and throws
  /// where it has a reason of its own.
  let apply: @Sendable (Invocation, StaticBytes) throws(UsageError) -> Bool

  init(
    _ row: StaticString, wanted: StaticString, nature: Nature,
    apply: @escaping @Sendable (Invocation, StaticBytes) throws(UsageError) -> Bool
  ) {
    self.row = row
    self.wanted = wanted
    self.nature = nature
    self.apply = apply
  }

  /// What sets an option apart from others.
  enum Nature {
    case plain
    /// Values may not be shown; each counts, not only the last, and the twin holds one a line.
    case secretList
    /// Values may not be shown.
    case secret
    /// It can't be given together with another one of this nature.
    case exclusive
    /// It prints something instead of checking, and has no twin.
    case information

    /// Whether values may not be shown.
    var isSecret: Bool { self == .secret || self == .secretList }
  }

  /// Whether the option takes a value.
  var takesValue: Bool { wanted.utf8CodeUnitCount > 0 }

  /// The name after `--`; in capitals after `HEALTHPROBE_` it is the environment twin.
  var name: StaticBytes {
    let text = StaticBytes(stringLiteral: row)
    return text[Self.nameStart..<text.span.firstIndex(of: UInt8(ascii: " "), from: Self.nameStart)]
  }

  /// What a value must be, as a line shows it.
  var wantedText: StaticBytes { StaticBytes(stringLiteral: wanted) }

  /// The letter after `-`; a space for none.
  private var letter: UInt8 { StaticBytes(stringLiteral: row).span[3] }

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
