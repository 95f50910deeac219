internal import Bytes
internal import Linux
internal import Probe

/// The program: a command line in, lines and a status out.
@main
enum Main {
  static func main() {
    Signals.install()
    do throws(UsageError) {
      check(try CommandLine.read(Process.arguments, .process))
    } catch {
      finish(1, error: "healthprobe: \(error.text)\n")
    }
  }

  private static func check(_ invocation: Invocation) -> Never {
    let report = Report(targets: invocation.targets, isQuiet: invocation.isQuiet)
    let verdicts = Prober.check(invocation.targets, invocation.settings) { record in
      if invocation.settings.verbose { Output.error.write(report.line(record).bytes) }
    }
    let isHealthy = Prober.isHealthy(verdicts, any: invocation.settings.any)
    finish(isHealthy ? 0 : 1, standard: report.healthy(verdicts), error: report.unhealthy(verdicts))
  }

  private static func finish(
    _ status: Int,
    standard: Text = Text(),
    error: Text = Text()
  ) -> Never {
    if !standard.isEmpty { Output.standard.write(standard.bytes) }
    if !error.isEmpty { Output.error.write(error.bytes) }
    Process.exit(status: status)
  }
}
