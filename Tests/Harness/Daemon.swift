import Glibc

/// A server of this machine, to be tested against.
public enum Daemon {
  /// Whether a program is installed.
  public static func isInstalled(_ name: String) -> Bool { path(of: name) != nil }

  private static func path(of name: String) -> String? {
    folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// The path of an installed program whose name begins so, as one that bears its version does.
  public static func path(beginning name: String) -> String? {
    var found = glob_t()
    defer { globfree(&found) }
    for folder in folders where glob("\(folder)/\(name)*", 0, nil, &found) == 0 {
      if let path = found.gl_pathv[0] { return String(cString: path) }
    }
    return nil
  }

  private static let folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]

  /// Whether a module of Python is installed.
  public static func canImport(_ module: String) -> Bool {
    (try? ask(["python3", "-c", "import \(module)"]).status) == 0
  }

  /// Runs a client of a server, or another program of this machine, to its end.
  public static func ask(_ command: [String]) throws -> Run {
    try process(command, limit: .seconds(60)).run()
  }

  /// The same with the program and its arguments one by one.
  public static func tool(_ command: String...) throws -> Run { try ask(command) }

  // The machine's own program, whatever the PATH of the tests finds first.
  private static func process(_ command: [String], limit: Duration) -> Process {
    var process = Process(
      command: [path(of: command[0]) ?? command[0]] + command.dropFirst(),
      environment: ["PATH=\(folders.joined(separator: ":"))"])
    process.limit = limit
    return process
  }

  /// Calls `body` while a program runs that listens on a port.
  ///
  /// - Throws: Where it does not listen within a minute.
  public static func run<Result>(
    _ command: [String], listeningOn host: String, port: UInt16, _ body: () throws -> Result
  ) throws -> Result {
    try run(command, listeningOn: host, port: port) { _ in try body() }
  }

  /// The same with the process id of the program, which `body` may stop.
  public static func run<Result>(
    _ command: [String], listeningOn host: String, port: UInt16,
    _ body: (pid_t) throws -> Result
  ) throws -> Result {
    let address = Address(family: .ipv4, host: host, port: port)
    // Nothing tells of a listener but a connection.
    let listens = {
      let socket = try address.family.socket()
      return address.withSocketAddress { connect(socket.number, $0, $1) } == 0
    }
    return try run(command, until: listens, body)
  }

  /// Calls `body` with the process id while a program runs.
  ///
  /// - Parameter isReady: Asked again and again until it says yes, before `body` is called.
  /// - Throws: Where it is not ready within a minute.
  public static func run<Result>(
    _ command: [String], until isReady: () throws -> Bool, _ body: (pid_t) throws -> Result
  ) throws -> Result {
    var result: Result?
    let run = try withoutActuallyEscaping(body) { body in
      try withoutActuallyEscaping(isReady) { isReady in
        try process(command, limit: .seconds(120)).run { child in
          var rounds = 0
          while try !isReady() {
            rounds += 1
            if rounds == 6000 { throw HarnessError("\(command) is not ready") }
            usleep(10_000)
          }
          result = try body(child)
          kill(child, SIGTERM)
          kill(child, SIGCONT)
        }
      }
    }
    guard let result else { throw HarnessError("\(command) did not serve: \(run)") }
    return result
  }

  /// Calls `body` while a process is stopped: the kernel accepts connections for it all the same.
  public static func withStopped(_ child: pid_t, _ body: () throws -> Void) throws {
    suspend(child)
    defer { kill(child, SIGCONT) }
    try body()
  }

  /// Stops a program with SIGSTOP, and waits until all its threads have stopped.
  public static func suspend(_ process: pid_t) {
    var news = siginfo_t()
    kill(process, SIGSTOP)
    waitid(P_PID, id_t(process), &news, WSTOPPED | WNOWAIT)
  }
}
