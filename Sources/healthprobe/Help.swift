internal import Bytes
internal import Linux

/// What `--help` and `--version` print.
enum Help {
  /// Writes a text to standard output and ends the run.
  static func print(_ text: borrowing ByteBuffer) -> Never {
    Output.standard.write(text.span)
    Process.exit(status: 0)
  }

  static var text: ByteBuffer {
    var text = ByteBuffer()
    text.append(
      """
      Usage: healthprobe [OPTION]... [TARGET]...
      Checks services; exits 0 when they are healthy and 1 otherwise.

      Targets, checked at the same time:
        http://HOST[:PORT][/PATH][?QUERY]   an HTTP response of a healthy status
        http+unix://%2Frun%2Fapp.sock/PATH  the same over a Unix socket
        tcp://HOST:PORT                     an accepted connection
        unix:///run/app.sock                the same over a Unix socket
        HOST[:PORT][/PATH], :PORT[/PATH]    taken as http://
      Without one: $HEALTHPROBE_TARGET, else 
      """)
    text.append(CommandLine.defaultTarget)
    text.append("\n\nOptions:\n")
    for place in Option.all.indices {
      text.append(StaticBytes(stringLiteral: Option.all[place].row))
      text.append(UInt8(ascii: "\n"))
    }
    text.append(
      """

      Each option but the last two can be set by a variable: HEALTHPROBE_TIMEOUT=5s.
      ${NAME}, ${NAME:-default} and ${NAME-default} in arguments are expanded.

      """
    )
    return text
  }

  static var version: ByteBuffer {
    var text = ByteBuffer()
    text.append("healthprobe ")
    text.append(Process.version)
    text.append(" (")
    text.append(Process.commit)
    #if arch(x86_64)
      text.append(", linux/amd64)\n")
    #else
      text.append(", linux/arm64)\n")
    #endif
    return text
  }
}
