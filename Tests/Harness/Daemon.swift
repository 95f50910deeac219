import Glibc

/// A server of this machine, to be tested against.
public enum Daemon {
  /// Whether a program is installed.
  public static func isInstalled(_ name: String) -> Bool {
    folders.contains { access("\($0)/\(name)", X_OK) == 0 }
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

  /// Calls `body` while a program runs that listens on a port.
  ///
  /// - Throws: Where it does not listen within ten seconds.
  public static func run<Result>(
    _ command: [String], listeningOn host: String, port: UInt16, _ body: () throws -> Result
  ) throws -> Result {
    let address = Address(family: .ipv4, host: host, port: port)
    // Nothing tells of a listener but a connection.
    let listens = {
      let socket = try address.family.socket()
      return address.withSocketAddress { connect(socket.number, $0, $1) } == 0
    }
    return try run(command, until: listens) { _ in try body() }
  }

  /// Calls `body` with the process id while a program runs.
  ///
  /// - Parameter isReady: Asked again and again until it says yes, before `body` is called.
  /// - Throws: Where it is not ready within ten seconds.
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
            if rounds == 1000 { throw HarnessError("\(command) is not ready") }
            usleep(10_000)
          }
          result = try body(child)
          kill(child, SIGTERM)
        }
      }
    }
    guard let result else { throw HarnessError("\(command) did not serve: \(run)") }
    return result
  }

  /// Calls `body` while a process is stopped: the kernel accepts connections for it all the same.
  public static func withStopped(_ child: pid_t, _ body: () throws -> Void) throws {
    kill(child, SIGSTOP)
    defer { kill(child, SIGCONT) }
    try body()
  }

  /// Runs a program to its end, such as a server's own client.
  public static func tool(_ command: String...) throws -> Run {
    try process(command, limit: .seconds(60)).run()
  }

  private static func process(_ command: [String], limit: Duration) -> Process {
    var process = Process(command: command)
    process.environment = ["PATH=\(folders.joined(separator: ":"))"]
    process.limit = limit
    return process
  }
}
