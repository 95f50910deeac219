internal import Bytes
internal import Linux
internal import Probe

/// A run, as the command line and the environment describe it.
final class Invocation {
  /// The groups of targets, at least one.
  private(set) var groups = List<Group>()
  /// The last of them, which targets and options belong to.
  private(set) var group: Group
  /// How the targets of that group are checked.
  private(set) var settings: Settings
  /// Whether one healthy target is enough.
  var any = false
  /// Whether healthy targets are passed over in silence.
  var isQuiet = false
  /// Whether each attempt is told, with the time of each phase.
  var isVerbose = false
  /// Whether verdicts are JSON objects.
  var isJSON = false

  private let agent: StaticBytes

  /// A run without targets.
  init() {
    var agent = ByteBuffer()
    agent.append("healthprobe/")
    agent.append(Process.version)
    self.agent = agent.keep()
    settings = Settings(agent: self.agent)
    group = Group(settings)
    groups.append(group)
  }

  /// Begins a further group, whose options are the default ones.
  func beginGroup() {
    settings = Settings(agent: agent)
    group = Group(settings)
    groups.append(group)
  }

}

/// Targets that are checked in the same way.
final class Group {
  /// What to check.
  var targets = List<Target>()
  /// How to check it.
  let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  /// Whether one of the targets can use an option that concerns these.
  func canUse(_ uses: Scheme.Uses) -> Bool {
    for index in 0..<targets.count where !targets[index].uses.isDisjoint(with: uses) { return true }
    return false
  }
}
