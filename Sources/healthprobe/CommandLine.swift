internal import Bytes
internal import Linux
internal import Probe
internal import Wire

/// Reads arguments and environment into a run.
final class CommandLine {
  /// What is checked when neither the arguments nor a variable name a target: a service that
  /// follows the usual PORT convention.
  static var defaultTarget: StaticBytes { "http://localhost:${PORT:-8080}/health" }

  /// The run, as far as it was read.
  let run = Invocation()
  /// Puts variables into arguments and into other variables.
  let expansion: Expansion
  /// What the user wrote to give the option being read: `--timeout`, `-t` or `HEALTHPROBE_TIMEOUT`.
  var source: StaticBytes = ""
  /// The arguments that follow the program's name, and the place of the next.
  let arguments: StringVector
  var next = 0
  // The exclusive option that arguments, or that variables, gave, and what the user wrote to give it.
  private var exclusive: (place: Int, source: StaticBytes)?

  /// Reads a run: the variables first, then the arguments, which win.
  ///
  /// - Parameter arguments: Those that follow the program's name.
  static func read(
    _ arguments: StringVector, _ environment: StringVector
  ) throws(UsageError) -> Invocation {
    let line = CommandLine(arguments, Expansion(environment: environment))
    try line.readTwins(environment)
    line.exclusive = nil
    line.run.settings.demand.beginArguments()
    try line.readArguments()
    if line.run.targets.count == 0, let listed = environment.value(of: "HEALTHPROBE_TARGET") {
      try line.addTargets(listed)
    }
    if line.run.targets.count == 0 { try line.addTargets(defaultTarget) }
    return line.run
  }

  private init(_ arguments: StringVector, _ expansion: Expansion) {
    self.arguments = arguments
    self.expansion = expansion
  }

  /// Sets the option at `place` of ``Option/all`` in the run.
  ///
  /// - Parameter value: The expanded value; empty for a flag.
  func set(_ place: Int, _ value: StaticBytes) throws(UsageError) {
    let nature = Option.all[place].nature
    if nature == .exclusive {
      if let exclusive, exclusive.place != place {
        throw fault("% and % exclude each other", exclusive.source)
      }
      exclusive = (place, source)
    }
    if try Option.all[place].apply(run, value) { return }
    let wanted = Option.all[place].wantedText
    if nature.isSecret { throw fault("%: malformed value; wanted %", wanted) }
    throw fault("%: malformed '%'; wanted %", value, wanted)
  }

  /// An error whose first value is what the user wrote to give the option.
  @inline(never)
  func fault(
    _ template: StaticBytes, _ first: StaticBytes = "", _ second: StaticBytes = ""
  ) -> UsageError {
    UsageError(template, source, first, second)
  }

  /// Adds a target in its text, already expanded.
  @inline(never)
  func addTarget(_ text: StaticBytes) throws(UsageError) {
    do throws(TargetError) {
      run.targets.append(try Target(text))
    } catch {
      // Before an `@` may stand a password.
      let start = text.span.index(afterLast: UInt8(ascii: "@"), before: text.count)
      var reason = ByteBuffer()
      reason.append(error, in: text)
      throw UsageError(
        start > 0 ? "target '...@%': %" : "target '%': %", text[start...], reason.keep())
    }
  }

  /// Adds the targets of a text, separated by white space.
  @inline(never)
  private func addTargets(_ text: StaticBytes) throws(UsageError) {
    let targets = try expansion.expand(text)
    var index = 0
    while let word = targets.span.nextField(&index, isLine: false) {
      try addTarget(targets[word])
    }
  }
}
