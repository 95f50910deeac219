internal import Bytes
internal import Linux
internal import Probe

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

      """)
    for place in Scheme.all.indices {
      text.append("  ")
      text.append(Scheme.all[place])
      text.append("\n        ")
      text.append(StaticBytes(stringLiteral: Scheme.all[place].help))
      text.append("\n")
    }
    text.append(
      """
        HOST[:PORT][/PATH], :PORT[/PATH]
              taken as http://; an empty host is localhost
      With +unix after a scheme that connects to a HOST, the percent-encoded path of a Unix socket
      stands for host and port: http+unix://%2Frun%2Fapp.sock/health.
      Without a target: $HEALTHPROBE_TARGET, else 
      """)
    text.append(CommandLine.defaultTarget)
    text.append(
      """


      TLS is encrypted, not authenticated: no certificate is trusted, no signature verified, so that
      whoever can change the traffic can fake health.

      Options:

      """)
    for place in Option.all.indices {
      text.append(StaticBytes(stringLiteral: Option.all[place].row))
      text.append(UInt8(ascii: "\n"))
    }
    text.append(
      """

      Options hold for the targets up to the next --next. Each but --next and the last two can be set
      by a variable: HEALTHPROBE_TIMEOUT=5s.
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
    text.append(", ")
    text.append(platform)
    text.append(")\n")
    return text
  }

  /// The platform as images name it.
  private static var platform: StaticBytes {
    #if arch(x86_64)
      "linux/amd64"
    #elseif arch(arm64)
      "linux/arm64"
    #elseif arch(riscv64)
      "linux/riscv64"
    #elseif arch(i386)
      "linux/386"
    #else
      "linux/arm/v6"
    #endif
  }
}
