internal import Bytes
internal import Linux

/// What `--help` and `--version` print.
enum Help {
  // The options' column, as wide as the widest of them.
  private static let column = 30

  /// Writes a text to standard output and ends the run.
  static func print(_ text: Text) -> Never {
    Output.standard.write(text.bytes)
    Process.exit(status: 0)
  }

  static var text: Text {
    var text: Text = """
      Usage: healthprobe [OPTION]... [TARGET]...
      Checks services; exits 0 when they are healthy and 1 otherwise.

      Targets, checked at the same time:
        http://HOST[:PORT][/PATH][?QUERY]   an HTTP response of a healthy status
        http+unix://%2Frun%2Fapp.sock/PATH  the same over a Unix socket
        tcp://HOST:PORT                     an accepted connection
        unix:///run/app.sock                the same over a Unix socket
        HOST[:PORT][/PATH], :PORT[/PATH]    taken as http://
      Without one: $HEALTHPROBE_TARGET, else \(CommandLine.defaultTarget)

      Options:

      """
    for place in Option.all.indices { append(Option.all[place], to: &text) }
    text.append(
      """

      Each option but the last two can be set by a variable: HEALTHPROBE_TIMEOUT=5s.
      ${NAME}, ${NAME:-default} and ${NAME-default} in arguments are expanded.

      """
    )
    return text
  }

  static var version: Text {
    #if arch(x86_64)
      let architecture: StaticString = "amd64"
    #else
      let architecture: StaticString = "arm64"
    #endif
    return """
      healthprobe \(escaping: Process.version, limit: 64) \
      (\(escaping: Process.commit, limit: 64), linux/\(architecture))

      """
  }

  private static func append(_ option: borrowing Option, to text: inout Text) {
    var left: Text = "      --\(option.name)"
    if option.letter != 0 {
      left = "  -\(escaping: [option.letter], limit: 1), --\(option.name)"
    }
    if option.takesValue { left += " \(option.value)" }
    repeat { left.append(" ") } while left.bytes.count < column
    text += left
    text.append(option.help)
    text.append("\n")
  }
}
