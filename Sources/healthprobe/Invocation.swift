internal import Bytes
internal import Linux
internal import Probe

/// A run, as the command line and the environment describe it.
final class Invocation {
  /// What to check, at least one.
  var targets = List<Target>()
  /// How to check it.
  let settings: Settings
  /// Whether healthy targets are passed over in silence.
  var isQuiet = false

  init() {
    var agent = ByteBuffer()
    agent.append("healthprobe/")
    agent.append(Process.version)
    settings = Settings(agent: agent.keep())
  }
}
