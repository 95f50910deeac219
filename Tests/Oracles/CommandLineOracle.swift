import Bytes

@testable import Linux
@testable import healthprobe

/// Rules for arguments and variables.
public enum CommandLineOracle {
  /// What is wrong with how a command line is read; nil when all is right.
  ///
  /// - Parameter bytes: The arguments, one a line, an empty line, and the variables, one a line.
  public static func violation(_ bytes: [UInt8]) -> String? {
    let lines = bytes.split(omittingEmptySubsequences: false) { $0 == 0x0a || $0 == 0 }
    var arguments = List<StaticBytes>()
    var variables = List<StaticBytes>()
    let end = lines.firstIndex { $0.isEmpty } ?? lines.endIndex
    for line in lines[end...] { variables.append(StaticBytes(line)) }
    let environment = StringVector(variables)
    for line in lines[..<end] { arguments.append(StaticBytes(line)) }
    if arguments.count == 1, printsInstead(arguments[0]) { return nil }
    do throws(UsageError) {
      let run = try CommandLine.read(StringVector(arguments), environment)
      return run.group.targets.count > 0 ? nil : "no target"
    } catch {
      return violation(error)
    }
  }

  /// What is wrong with the line of an error; nil when all is right.
  static func violation(_ error: UsageError) -> String? {
    let text = error.text.span.array
    if text.isEmpty || text.count > 1024 { return "an error of \(text.count) bytes" }
    return text.allSatisfy { $0 >= 0x20 && $0 < 0x7f } ? nil : "control byte in \(text)"
  }

  /// Whether an argument, alone, prints something and ends the process.
  private static func printsInstead(_ argument: StaticBytes) -> Bool {
    Option.all.indices.contains {
      Option.all[$0].isInformation && Option.all[$0].isGiven(by: argument)
    }
  }
}
