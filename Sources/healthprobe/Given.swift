internal import Bytes

/// An option as it was given, in an argument or by its environment twin.
final class Given {
  /// The option's place in ``Option/all``.
  let place: Int
  /// The expanded value; empty for a flag.
  let value: [UInt8]
  /// What the user wrote: `--timeout` or `HEALTHPROBE_TIMEOUT`.
  let source: Text

  init(_ place: Int, _ value: [UInt8], _ source: Text) {
    self.place = place
    self.value = value
    self.source = source
  }

  /// What was given.
  var nature: Option.Nature { Option.all[place].nature }

  /// Whether both can't be given together.
  func excludes(_ other: Int) -> Bool {
    nature == .exclusive && Option.all[other].nature == .exclusive && place != other
  }

  /// Sets the option in a run.
  ///
  /// - Throws: For a value that is not what the option wants.
  func apply(to run: Invocation) throws(UsageError) {
    if try Option.all[place].apply(run, value) { return }
    var shown = Text()
    if nature == .plain || nature == .exclusive { shown = " \(quoting: value)" }
    throw UsageError("\(source): malformed value\(shown); wanted \(Option.all[place].wanted)")
  }
}
