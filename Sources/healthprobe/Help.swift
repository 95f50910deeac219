internal import Bytes
internal import Linux

/// What `--help` and `--version` print.
enum Help {
  /// Writes a text to standard output and ends the run.
  static func print(_ text: Text) -> Never {
    Output.standard.write(text)
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
    for place in Option.all.indices {
      text.append(Option.all[place].row)
      text.append("\n")
    }
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
}
