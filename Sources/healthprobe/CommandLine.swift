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
  /// What the user wrote to give the option being read: `--timeout`, `-t` or `HEALTHPROBE_TIMEOUT`;
  /// nil for a target among the arguments.
  var source: StaticBytes?
  /// Whether the argument being read has its variables put in already.
  var isExpanded = false
  /// The arguments that follow the program's name, and the place of the next.
  let arguments: StringVector
  var next = 0
  // The exclusive option that arguments, or that variables, gave, and what the user wrote to give it.
  private var exclusive: (place: Int, source: StaticBytes)?
  // The options of the group that not every target can use, and what the user wrote to give them;
  // those of variables are passed over.
  private var given = List<(place: Int, source: StaticBytes)>()
  private var isReadingTwins = false

  /// Reads a run: the variables first, then the arguments, which win.
  ///
  /// An option that prints instead of checking does so here, and ends the process.
  ///
  /// - Parameter arguments: Those that follow the program's name.
  static func read(
    _ arguments: StringVector, _ environment: StringVector
  ) throws(UsageError) -> Invocation {
    let line = CommandLine(arguments, Expansion(environment: environment))
    try line.printInformation()
    try line.beginGroup()
    try line.readArguments()
    let group = line.run.group
    if group.targets.count == 0, line.run.groups.count > 1 { throw line.missingTarget("after") }
    let targets: StaticBytes = "HEALTHPROBE_TARGET"
    if group.targets.count == 0, let listed = environment.value(of: targets) {
      line.source = targets
      try line.addTargets(listed)
    }
    if group.targets.count == 0 { try line.addTargets(defaultTarget) }
    try line.checkGroup()
    return line.run
  }

  /// Reads the variables into a new group.
  private func beginGroup() throws(UsageError) {
    isReadingTwins = true
    try readTwins(expansion.environment)
    isReadingTwins = false
    exclusive = nil
    given.removeAll()
    run.settings.demand.beginArguments()
  }

  /// Ends the group of the targets so far, at an option that does so.
  private func endGroup(at place: Int) throws(UsageError) {
    guard run.group.targets.count > 0 else { throw missingTarget("before") }
    try checkGroup()
    _ = try Option.all[place].apply(run, "")
    try beginGroup()
  }

  private func missingTarget(_ side: StaticBytes) -> UsageError {
    UsageError("--next: no target % it; wanted one for each group", side)
  }

  /// Refuses what does not go together in a group.
  private func checkGroup() throws(UsageError) {
    try checkUses()
    let demand = run.settings.demand
    if demand.risksSecrets { return }
    for index in 0..<run.group.targets.count {
      let target = run.group.targets[index]
      guard target.isSecure, target.isElsewhere else { continue }
      let usesUser = !target.uses.isDisjoint(with: .user) && !demand.credentials.isEmpty
      let usesHeader = !target.uses.isDisjoint(with: .header) && demand.hasSecretHeader
      guard target.hasCredentials || usesUser || usesHeader else { continue }
      var text = ByteBuffer()
      target.append(to: &text)
      throw UsageError(
        "target '%': secrets over TLS that is not authenticated; wanted --insecure-secrets, or none",
        text.keep())
    }
  }

  /// Refuses an option that no target of the group can use: it would be passed over in silence.
  private func checkUses() throws(UsageError) {
    for index in 0..<given.count where !run.group.canUse(Option.all[given[index].place].concerns) {
      var schemes = ByteBuffer()
      schemes.append(schemesThatUse: Option.all[given[index].place].concerns)
      throw UsageError(
        "%: no target here can use it; wanted one of %", given[index].source, schemes.keep())
    }
  }

  private init(_ arguments: StringVector, _ expansion: Expansion) {
    self.arguments = arguments
    self.expansion = expansion
  }

  /// Prints what the only argument asks for, whatever the variables hold, and ends the process.
  private func printInformation() throws(UsageError) {
    guard let only = arguments[0], arguments[1] == nil, only.span.starts(ignoringCase: "-") else {
      return
    }
    for place in Option.all.indices
    where Option.all[place].isInformation && Option.all[place].isGiven(by: only) {
      _ = try Option.all[place].apply(run, "")
    }
  }

  /// Sets the option at `place` of ``Option/all`` in the run.
  ///
  /// - Parameter value: The expanded value, or `@FILE` where the option reads one; empty for a flag.
  func set(_ place: Int, _ value: Expansion.Text) throws(UsageError) {
    if Option.all[place].isInformation {
      // A check that prints help instead, and exits 0, would be green for ever.
      throw fault("%: wanted alone; a host and a port are one target, as tcp://HOST:PORT")
    }
    if Option.all[place].endsGroup { return try endGroup(at: place) }
    if !Option.all[place].concerns.isEmpty, !isReadingTwins, let source {
      given.append((place, source))
    }
    if Option.all[place].isExclusive, let source {
      if let exclusive, exclusive.place != place {
        throw fault("% and % exclude each other", exclusive.source)
      }
      exclusive = (place, source)
    }
    // What a variable holds is a value, were it to begin with an @.
    if Option.all[place].readsFile, !value.beginsWithVariable,
      value.bytes.span.starts(ignoringCase: "@")
    {
      return try set(place, fromFile: value.bytes[1...])
    }
    if try Option.all[place].apply(run, value.bytes) { return }
    let wanted = Option.all[place].wantedText
    if Option.all[place].isSecret { throw fault("%: malformed value; wanted %", wanted) }
    throw fault("%: malformed '%'; wanted %", value.bytes, wanted)
  }

  /// Puts the variables in, and says in which argument or variable one is wrong.
  ///
  /// - Parameter place: The option that the text is for; nil for a target or for what is yet to be
  ///   taken apart.
  func expand(_ text: StaticBytes, for place: Int? = nil) throws(UsageError) -> Expansion.Text {
    do throws(Expansion.Flaw) {
      let isEscaped = if let place { Option.all[place].isEscaped } else { false }
      return try expansion.expand(text, escaping: isEscaped)
    } catch {
      // Only of a target is the text shown, and before an `@` may stand a password.
      let start = text.span.index(afterLast: UInt8(ascii: "@"), before: text.count)
      var message = ByteBuffer()
      message.append(source != nil ? "%: " : start > 0 ? "argument '...@%': " : "argument '%': ")
      let shown = source ?? text[start...]
      switch error {
      case .malformed:
        message.append(
          "malformed ${; wanted ${NAME}, ${NAME:-default}, ${NAME-default} or $${ for a literal ${")
      case .nested: message.append("${ within a default; wanted plain text there")
      case .unset(let name):
        message.append(
          "variable '%' is not set; wanted it set, or a default as in ${NAME:-default}")
        throw UsageError(message.keep(), shown, name)
      }
      throw UsageError(message.keep(), shown)
    }
  }

  /// An error whose first value is what the user wrote to give the option.
  @inline(never)
  func fault(
    _ template: StaticBytes, _ first: StaticBytes = "", _ second: StaticBytes = ""
  ) -> UsageError {
    UsageError(template, source ?? "", first, second)
  }

  /// Adds a target in its text, already expanded.
  ///
  /// - Parameter isHidden: Whether an error may not show the text.
  @inline(never)
  func addTarget(_ text: StaticBytes, isHidden: Bool = false) throws(UsageError) {
    do throws(TargetError) {
      run.group.targets.append(try Target(text))
    } catch {
      var reason = ByteBuffer()
      reason.append(error, in: text)
      if isHidden { throw UsageError("a target in %: %", source ?? "", reason.keep()) }
      // Before an `@` may stand a password.
      let start = text.span.index(afterLast: UInt8(ascii: "@"), before: text.count)
      throw UsageError(
        start > 0 ? "target '...@%': %" : "target '%': %", text[start...], reason.keep())
    }
  }

  /// Adds the targets of a text, separated by white space; a variable's white space is part of its
  /// target.
  @inline(never)
  private func addTargets(_ text: StaticBytes) throws(UsageError) {
    var index = 0
    while let word = text.span.nextField(&index, isLine: false) {
      // A password with a space in it is cut in two, and its `@` follows in a later word.
      let isHidden = text[index...].span.contains(UInt8(ascii: "@"))
      try addTarget(expand(text[word]).bytes, isHidden: isHidden)
    }
  }
}
