internal import Bytes
internal import Linux
internal import Probe

/// The program: a command line in, lines and a status out.
@main
enum Main {
  static func main() {
    Signals.install()
    do throws(UsageError) {
      check(try CommandLine.read(.arguments, .environment))
    } catch {
      var line = ByteBuffer()
      line.append("healthprobe: ")
      line.append(error.text)
      line.append(UInt8(ascii: "\n"))
      Output.error.write(line.span)
      Process.exit(status: 1)
    }
  }

  private static func check(_ run: Invocation) -> Never {
    let settings = run.settings
    let prober = Prober(run.targets, settings)
    let isHealthy = prober.run { check in
      if settings.verbose { Report.writeAttempt(check) }
    }
    if !run.isQuiet { Report.write(prober, isHealthy: true, to: .standard) }
    Report.write(prober, isHealthy: false, to: .error)
    Process.exit(status: isHealthy ? 0 : 1)
  }
}
