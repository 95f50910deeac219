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
    let prober = Prober(any: run.any, timesPhases: run.isVerbose || run.isJSON)
    for index in 0..<run.groups.count {
      let group = run.groups[index]
      for place in 0..<group.targets.count { prober.add(group.targets[place], group.settings) }
    }
    let isHealthy = prober.run { check in
      if run.isVerbose { Report.writeAttempt(check) }
    }
    if run.isJSON {
      Report.writeJSON(prober, isQuiet: run.isQuiet)
    } else {
      if !run.isQuiet { Report.write(prober, isHealthy: true, to: .standard) }
      Report.write(prober, isHealthy: false, to: .error)
    }
    Process.exit(status: isHealthy ? 0 : 1)
  }
}
