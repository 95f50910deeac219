internal import Bytes

/// One option: everything about it stands in its row of ``all``, and parsing, its environment twin
/// and the help come from there.
///
/// It is never copied: the table lies in read-only data and is read where it lies.
struct Option: ~Copyable, Sendable {
  /// The name after `--`; in capitals after `HEALTHPROBE_` it is the environment twin.
  let name: StaticString
  /// The letter after `-`; 0 for none.
  let letter: UInt8
  /// What the help calls the value; empty for a flag.
  let value: StaticString
  /// What a value must be; empty for a flag.
  let wanted: StaticString
  /// The help's words, the default included.
  let help: StaticString
  /// What sets it apart from other options.
  let nature: Nature
  /// Sets the option in a run; tells whether the value, empty for a flag, was right, and throws
  /// where it has a reason of its own.
  let apply: @Sendable (Invocation, [UInt8]) throws(UsageError) -> Bool

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
  }

  /// Whether the option takes a value.
  var takesValue: Bool { value.utf8CodeUnitCount > 0 }

  /// The place of the option called `name`, whatever its case.
  static func place(named name: Span<UInt8>) -> Int? {
    for place in all.indices where name.equals(ignoringCase: all[place].name) { return place }
    return nil
  }

  /// The place of the option with the letter, which is not 0.
  static func place(lettered letter: UInt8) -> Int? {
    for place in all.indices where all[place].letter == letter && letter != 0 { return place }
    return nil
  }
}
