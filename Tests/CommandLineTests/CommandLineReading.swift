import Bytes
import Oracles

@testable import Linux
@testable import healthprobe

/// What a command line comes to: a run, or the line of an error.
struct CommandLineReading {
  /// The run; nil for an error.
  private(set) var run: Invocation?
  /// The error's line; empty for a run.
  private(set) var error = ""

  init(_ arguments: [String], _ environment: [String] = []) {
    do throws(UsageError) {
      run = try CommandLine.read(
        ExpansionOracle.environment(arguments), ExpansionOracle.environment(environment))
    } catch {
      self.error = error.text.text
    }
  }

  /// The targets as verdicts print them.
  var targets: [String] {
    guard let run else { return [] }
    return (0..<run.group.targets.count).map { index in
      ByteBuffer.text { run.group.targets[index].append(to: &$0) }
    }
  }

  /// The texts that must come.
  var expected: [String] {
    guard let demand = run?.settings.demand else { return [] }
    return (0..<demand.expected.count).map { demand.expected[$0].text }
  }

  /// The headers that are sent but for those of every request.
  var headers: [String] {
    guard let demand = run?.settings.demand else { return [] }
    let lines = (0..<demand.headers.count).compactMap { index in
      demand.headers[index].value.map { "\(demand.headers[index].name.text): \($0.text)" }
    }
    return lines.filter { line in
      !["User-Agent: ", "Accept: ", "Connection: "].contains { line.hasPrefix($0) }
    }
  }
}
