import Glibc

/// A server of this machine, to be tested against.
public enum Daemon {
  /// Whether a program is installed.
  public static func isInstalled(_ name: String) -> Bool {
    folders.contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  private static let folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]

  /// Calls `body` while a program runs that listens on a port.
  ///
  /// - Throws: Where it does not listen within ten seconds.
  public static func run<Result>(
    _ command: [String], listeningOn host: String, port: UInt16, _ body: () throws -> Result
  ) throws -> Result {
    var process = Process(command: command)
    process.environment = ["PATH=\(folders.joined(separator: ":"))"]
    process.limit = .seconds(120)
    var result: Result?
    let address = Address(family: .ipv4, host: host, port: port)
    let run = try withoutActuallyEscaping(body) { body in
      try process.run { child in
        try waitUntilItListens(address, command)
        result = try body()
        kill(child, SIGTERM)
      }
    }
    guard let result else { throw HarnessError("\(command) did not serve: \(run)") }
    return result
  }

  private static func waitUntilItListens(
    _ address: Address, _ command: [String]
  ) throws {
    // Nothing tells of a listener but a connection.
    for _ in 0..<1000 {
      let socket = try address.family.socket()
      if address.withSocketAddress({ connect(socket.number, $0, $1) }) == 0 { return }
      usleep(10_000)
    }
    throw HarnessError("\(command) does not listen")
  }
}
