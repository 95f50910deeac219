internal import Bytes
internal import Linux
internal import Probe
internal import Wire

/// Reads arguments and environment into a run.
enum CommandLine {
  /// What is checked when neither the arguments nor a variable name a target: a service that
  /// follows the usual PORT convention.
  static let defaultTarget: StaticString = "http://localhost:${PORT:-8080}/health"

  /// - Parameter arguments: Those that follow the program's name.
  static func read(
    _ arguments: [[UInt8]],
    _ environment: Environment
  ) throws(UsageError) -> Invocation {
    let expansion = Expansion(environment: environment)
    let arguments = try Arguments(arguments, expansion)
    let twins = try Twins.read(environment, expansion, besides: arguments.options)
    let run = Invocation()
    run.settings.demand.userAgent = [UInt8]("healthprobe/") + Process.version
    try apply(twins, to: run)
    try apply(arguments.options, to: run)
    try addTargets(arguments.targets, environment, expansion, to: run)
    return run
  }

  private static func apply(_ options: [Given], to run: Invocation) throws(UsageError) {
    for given in options {
      try given.apply(to: run)
      for other in options where given.excludes(other.place) {
        throw UsageError("\(given.source) and \(other.source) exclude each other; wanted one")
      }
    }
  }

  private static func addTargets(
    _ arguments: [[UInt8]],
    _ environment: Environment,
    _ expansion: Expansion,
    to run: Invocation
  ) throws(UsageError) {
    var texts = arguments
    if texts.isEmpty, let variable = environment.value(of: [UInt8]("HEALTHPROBE_TARGET")) {
      texts = words(try expansion.expand(variable))
    }
    if texts.isEmpty { texts = [try expansion.expand([UInt8](defaultTarget))] }
    for text in texts {
      do throws(TargetError) {
        run.targets.push(try Target(text))
      } catch {
        throw UsageError("target \(redacted(text)): \(error.text)")
      }
    }
  }

  private static func words(_ text: [UInt8]) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    for byte in text.joined(UInt8(ascii: " ")) {
      if !byte.isWhitespace {
        word.push(byte)
      } else if !word.isEmpty {
        words.push(word)
        word = []
      }
    }
    return words
  }

  /// A target that could not be read, quoted without what may be a password: where one has an `@`,
  /// all before the last.
  private static func redacted(_ text: [UInt8]) -> Text {
    let rest = text.span.index(afterLast: UInt8(ascii: "@"), before: text.count)
    if rest == 0 { return "\(quoting: text, limit: 200)" }
    return "'...@\(escaping: [UInt8](text.span.extracting(rest..<text.count)), limit: 200)'"
  }
}
