internal import Bytes
internal import Linux
internal import Probe
internal import Wire

/// Reads arguments and environment into a run.
struct CommandLine {
  /// What is checked when neither the arguments nor a variable name a target: a service that
  /// follows the usual PORT convention.
  static let defaultTarget: StaticString = "http://localhost:${PORT:-8080}/health"

  /// The run, as far as it was read.
  let run = Invocation()
  /// Puts variables into arguments and into other variables.
  let expansion: Expansion
  /// What the user wrote to give the option being read: `--timeout` or `HEALTHPROBE_TIMEOUT`.
  var source = Text()
  /// The arguments that follow the program's name, and the place of the next.
  let arguments: StringVector
  var next = 0
  // The exclusive option that arguments, or that variables, gave.
  private var exclusive: Int?

  /// Reads a run: the variables first, then the arguments, which win.
  ///
  /// - Parameter arguments: Those that follow the program's name.
  static func read(
    _ arguments: StringVector, _ environment: StringVector
  ) throws(UsageError) -> Invocation {
    var line = CommandLine(arguments, Expansion(environment: environment))
    try line.readTwins(environment)
    line.exclusive = nil
    try line.readArguments()
    let targets = line.run.targets.count
    if targets == 0 {
      var index = 0
      let variable = environment.next(&index, after: [UInt8]("HEALTHPROBE_TARGET="))
      try line.addTargets(variable ?? [])
    }
    if line.run.targets.count == 0 { try line.addTargets([UInt8](defaultTarget)) }
    return line.run
  }

  private init(_ arguments: StringVector, _ expansion: Expansion) {
    self.arguments = arguments
    self.expansion = expansion
    var agent = [UInt8]("healthprobe/")
    agent.append(Process.version)
    run.settings.demand.set(HTTPField("User-Agent", agent))
  }

  /// Sets the option at `place` of ``Option/all`` in the run.
  ///
  /// - Parameter value: The expanded value; empty for a flag.
  mutating func set(_ place: Int, _ value: [UInt8]) throws(UsageError) {
    let nature = Option.all[place].nature
    if nature == .exclusive {
      if let exclusive, exclusive != place {
        throw UsageError("\(source) and --\(escaping: Option.all[exclusive].name, limit: 32) exclude each other")
      }
      exclusive = place
    }
    if try Option.all[place].apply(run, value) { return }
    let shown: Text = nature.isSecret ? "value" : "\(quoting: value)"
    throw UsageError("\(source): malformed \(shown); wanted \(Option.all[place].wanted)")
  }

  /// Adds a target in its text, already expanded.
  @inline(never)
  func addTarget(_ text: [UInt8]) throws(UsageError) {
    do throws(TargetError) {
      run.targets.push(try Target(text))
    } catch {
      // Before an `@` may stand a password.
      let start = text.span.index(afterLast: UInt8(ascii: "@"), before: text.count)
      let rest = [UInt8](text.span.extracting(start..<text.count))
      let hidden: StaticString = start > 0 ? "...@" : ""
      throw UsageError("target '\(hidden)\(escaping: rest, limit: 200)': \(error.text)")
    }
  }

  /// Adds the targets of a text, separated by white space.
  @inline(never)
  private func addTargets(_ text: [UInt8]) throws(UsageError) {
    let targets = try expansion.expand(text)
    let words = targets.span
    var index = 0
    while let word = words.nextField(&index, isLine: false) {
      try addTarget([UInt8](words.extracting(word)))
    }
  }
}
