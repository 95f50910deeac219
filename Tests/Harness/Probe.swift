import Glibc

/// A resource that the kernel bounds for a program, setrlimit(2).
public enum Limit: Sendable {
  /// The size of the address space in bytes.
  case addressSpace(Int)
  /// The number of descriptors.
  case openFiles(Int)
  /// The number of descriptors, until the program asks for as many as it may have.
  case softOpenFiles(Int)
  /// Any resource, by the name that prlimit(1) gives it.
  case resource(String, Int)

  fileprivate var argument: String {
    switch self {
    case .addressSpace(let bytes): "--as=\(bytes)"
    case .openFiles(let count): "--nofile=\(count)"
    case .softOpenFiles(let count): "--nofile=\(count):"
    case .resource(let name, let amount): "--\(name)=\(amount)"
    }
  }
}

/// Runs the shipped executable to its end.
///
/// - Parameters:
///   - arguments: Those that follow the program's name.
///   - environment: All that it has of an environment.
///   - limits: What prlimit(1) is to bound for it.
///   - launcher: A program that starts it, with arguments, such as unshare(1).
///   - directory: Where it runs; where the tests run if nil.
///   - limit: The time after which it is killed, which fails the test.
///   - whileRunning: Called with the process id once it was started.
/// - Throws: Where it could not be started, or had to be killed because it did not end.
public func probe(
  _ arguments: String..., environment: [String: String] = [:], input: Stream = .null,
  output: Stream = .captured, errors: Stream = .captured, limits: [Limit] = [],
  launcher: [String] = [], directory: String? = nil, limit: Duration = .seconds(30),
  whileRunning: ((pid_t) throws -> Void)? = nil
) throws -> Run {
  try probe(
    arguments: arguments, environment: environment, input: input, output: output, errors: errors,
    limits: limits, launcher: launcher, directory: directory, limit: limit,
    whileRunning: whileRunning)
}

/// The same with the arguments of a table's row.
public func probe(
  arguments: [String], environment: [String: String] = [:], input: Stream = .null,
  output: Stream = .captured, errors: Stream = .captured, limits: [Limit] = [],
  launcher: [String] = [], directory: String? = nil, limit: Duration = .seconds(30),
  whileRunning: ((pid_t) throws -> Void)? = nil
) throws -> Run {
  var command = try launcher + Product.command + arguments
  if !limits.isEmpty { command = ["prlimit"] + limits.map(\.argument) + ["--"] + command }
  if let directory { command = ["env", "--chdir=\(directory)"] + command }
  let process = Process(
    command: command, environment: environment.map { "\($0)=\($1)" }, input: input,
    output: output, errors: errors, limit: limit)
  return try process.run(whileRunning: whileRunning)
}
