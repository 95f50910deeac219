import Glibc
import Harness
import Testing

/// MariaDB of Debian, and its own `mysqladmin` beside us.
@Suite(.needsNamespace, .needs(program: "mariadbd"))
struct MariaDBServerTests {
  private static let target = "mysql://10.9.8.7"

  /// How a user called like the one that we log in as proves who it is, and what comes of it.
  static let users = [
    ("VIA mysql_native_password USING PASSWORD('x')", "answered 1045: Access denied for user"),
    ("VIA ed25519 USING PASSWORD('x')", "answered 1045: Access denied for user"),
    (
      "VIA ed25519 USING PASSWORD('x') OR mysql_native_password USING PASSWORD('x')",
      "answered 1045: Access denied for user"
    ),
    ("VIA unix_socket", "answered 1698: Access denied for user"),
    ("VIA pam", "answered 1045: Access denied for user"),
    ("BY ''", "logged in"),
  ]

  @Test func blocksNoHost() throws {
    let server = try MariaDBServer()
    try server.run("--max-connect-errors=10", "--plugin-load-add=auth_ed25519;auth_pam") { _ in
      let refused = try probe(Self.target)
      let reason = "status 1130: Host 'client.test' is not allowed to connect"
      #expect(refused.isUnhealthy(Self.target, reason), "\(refused)")
      #expect(try server.ping().status == 1)

      // A server without a user of that name takes another for the pattern of its refusal.
      try server.sql("CREATE USER other@'%' IDENTIFIED VIA ed25519 USING PASSWORD('x')")
      try expectNoBlock(server, 1000, "answered 1045: Access denied for user 'healthprobe'@")
      for (user, seen) in Self.users {
        try server.sql("CREATE OR REPLACE USER healthprobe@'%' IDENTIFIED \(user)")
        try expectNoBlock(server, 30, seen)
      }

      // The user that may log in leaves no trace at all.
      let before = try server.sql("SHOW GLOBAL STATUS LIKE 'Aborted%'")
      for _ in 0..<10 { #expect(try probe(Self.target).status == 0) }
      #expect(try server.sql("SHOW GLOBAL STATUS LIKE 'Aborted%'") == before)

      // What a bare connection comes to shows that the bound is there.
      for _ in 0..<20 { _ = try probe("tcp://10.9.8.7:3306") }
      let run = try probe(Self.target)
      #expect(run.isUnhealthy(Self.target, "status 1129: Host '10.9.8.7' is blocked"), "\(run)")
    }
  }

  /// Checks so often, and expects each time this behind the version, and that no check counted.
  private func expectNoBlock(_ server: MariaDBServer, _ count: Int, _ seen: String) throws {
    for _ in 0..<count {
      let run = try probe(Self.target)
      #expect(run.status == 0 && run.out.contains(seen), "\(run)")
      guard run.status == 0 else { return }
    }
    let ping = try server.ping()
    #expect(ping.status == 0, "\(ping)")
    let errors = "SELECT SUM(sum_connect_errors) FROM performance_schema.host_cache"
    #expect(try server.sql(errors) == "0\n")
  }

  @Test func everyWayToIt() throws {
    let server = try MariaDBServer()
    try server.run("--max-connections=10", "--connect-timeout=60") { child in
      let socket = server.folder.target("mysql", "socket")
      let local = try probe(socket)
      #expect(local.status == 0, "\(local)")
      let version = try server.sql("SELECT VERSION()").split(separator: "\n")[0]
      #expect(local.isHealthy(socket, "\(version), answered 1045: Access denied"), "\(local)")
      for (target, reason) in [
        ("redis://127.0.0.1:3306", "response: not Redis: '"),
        ("postgres://127.0.0.1:3306", "response: not PostgreSQL: '"),
        ("http://127.0.0.1:3306/", "response: "),
      ] {
        let run = try probe(target)
        #expect(run.isUnhealthy(target, reason), "\(run)")
      }

      // A check takes a place too, until the server sees its end: so the first that is refused
      // counts, and another might be let in.
      var clients: [SilentClient] = []
      var run = try probe("mysql://127.0.0.1")
      while run.status == 0, clients.count < 30 {
        clients.append(try SilentClient(port: 3306))
        run = try probe("mysql://127.0.0.1")
      }
      let reason = "status 1040: Too many connections"
      #expect(run.isUnhealthy("mysql://127.0.0.1", reason), "\(run)")
      clients = []

      try Daemon.withStopped(child) { try expectSilence("mysql://127.0.0.1") }
    }
    try withClientNetwork {
      let down = try probe("mysql://127.0.0.1")
      #expect(down.isUnhealthy("mysql://127.0.0.1", "connect: connection refused"), "\(down)")
    }
  }

  @Test func wantsEncryption() throws {
    let server = try MariaDBServer()
    try server.run("--max-connect-errors=10", "--require-secure-transport=on") { _ in
      try server.sql("CREATE USER other@'%' IDENTIFIED BY 'x'")
      try expectNoBlock(server, 20, "answered 1045: Access denied for user 'healthprobe'@")
    }
  }
}

/// A new MariaDB server, in whose network a client has the address 10.9.8.7.
final class MariaDBServer {
  let folder: DataFolder

  init() throws {
    folder = try DataFolder()
  }

  /// Calls `body` with the process id while the server runs with further arguments.
  func run(_ arguments: String..., body: (pid_t) throws -> Void) throws {
    let path = folder.path
    try withClientNetwork {
      let made = try Daemon.tool(
        "mariadb-install-db", "--no-defaults", "--user=root", "--datadir=\(path)/data",
        "--auth-root-authentication-method=normal", "--skip-test-db")
      #expect(made.status == 0, "\(made)")
      let command =
        [
          "mariadbd", "--no-defaults", "--user=root", "--datadir=\(path)/data",
          "--socket=\(path)/socket", "--bind-address=0.0.0.0", "--performance-schema=on",
          "--log-error=\(path)/log",
        ] + arguments
      let listens = { try probe("mysql://127.0.0.1").status == 0 }
      try Daemon.run(command, until: listens, body)
    }
  }

  /// Has the server do something.
  ///
  /// - Returns: The values, a row a line.
  @discardableResult
  func sql(_ statement: String) throws -> String {
    let run = try Daemon.tool(
      "mariadb", "--no-defaults", "--socket=\(folder.path)/socket", "--user=root",
      "--skip-column-names", "--batch", "--execute=\(statement)")
    if run.status != 0 { throw HarnessError("\(statement): \(run)") }
    return run.out
  }

  /// Runs `mysqladmin ping`, which exits with 0 for a server that is alive, whatever it says.
  func ping() throws -> Run {
    try Daemon.tool("mysqladmin", "--no-defaults", "--host=10.9.8.7", "ping")
  }
}
