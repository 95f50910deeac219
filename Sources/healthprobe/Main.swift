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
      Output.error.write("healthprobe: \(error.text)\n")
      Process.exit(status: 1)
    }
  }

  private static func check(_ run: Invocation) -> Never {
    let checks = Prober.check(run.targets, run.settings) { check in
      if run.settings.verbose { Output.error.write(Report.attempt(check)) }
    }
    if !run.isQuiet { Output.standard.write(Report.lines(checks, isHealthy: true)) }
    Output.error.write(Report.lines(checks, isHealthy: false))
    Process.exit(status: Prober.isHealthy(checks, any: run.settings.any) ? 0 : 1)
  }
}
