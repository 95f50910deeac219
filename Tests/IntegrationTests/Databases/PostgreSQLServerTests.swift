import Glibc
import Harness
import Testing

/// PostgreSQL of Debian, and its own `pg_isready` beside us.
@Suite(.needsNamespace, .needs("postgresql", isThere: PostgreSQLServer.isInstalled))
struct PostgreSQLServerTests {
  /// A user, and what the server asks of it.
  static let users = [
    ("trusted", "no authentication asked"), ("plain", "password asked"),
    ("hashed", "MD5 password asked"), ("salted", "SCRAM-SHA-256 authentication asked"),
    ("rejected", "answered 28000: pg_hba.conf rejects connection for host "),
    ("stranger", "answered 28000: no pg_hba.conf entry for host "),
  ]

  @Test func acceptsConnections() throws {
    try withClientNetwork {
      let server = try PostgreSQLServer()
      let socket = server.folder.target("postgres", ".s.PGSQL.5432")
      try server.run { child in
        for (user, seen) in Self.users {
          let run = try probe("postgres://\(user):secret@127.0.0.1/postgres")
          let target = "postgres://127.0.0.1/postgres"
          #expect(run.isHealthy(target, "accepting connections, \(seen)"), "\(run)")
          #expect(try server.isReady(user: user) == 0)
        }
        let local = try probe(socket)
        #expect(local.isHealthy(socket, "accepting connections, no authentication"), "\(local)")
        for (target, reason) in [
          ("redis://127.0.0.1:5432", "receive: connection closed without an answer"),
          ("http://127.0.0.1:5432/", "receive: connection closed without a response"),
        ] {
          let run = try probe(target)
          #expect(run.isUnhealthy(target, reason), "\(run)")
        }
        try expectSilence("mysql://127.0.0.1:5432")
        try Daemon.withStopped(child) {
          try expectSilence("postgres://127.0.0.1")
          #expect(try server.isReady() == 2)
        }
        #expect(try probe("postgresql://db.localhost", "-t10s").status == 0)
      }
      let down = try probe("postgres://127.0.0.1")
      #expect(down.isUnhealthy("postgres://127.0.0.1", "connect: connection refused"), "\(down)")
      #expect(try server.isReady() == 2)
      // What a check leaves in the log is what pg_isready leaves there.
      let log = try server.folder.contents("log")
      #expect(!log.contains("unexpected EOF") && !log.contains("could not receive"), "\(log)")
      #expect(!log.contains("expected password response"), "\(log)")
      #expect(!log.contains("secret"))
    }
  }

  /// A standby that waits for its primary's log, as after a restart of both, and serves nobody.
  @Test func recovers() throws {
    try withClientNetwork {
      let server = try PostgreSQLServer()
      try Namespace.tool("touch", "\(server.folder.path)/data/standby.signal")
      try server.run("-c", "hot_standby=off") { _ in
        let run = try probe("postgres://127.0.0.1", "-r1")
        let reason = "status 57P03: the database system is not accepting connections"
        #expect(run.isUnhealthy("postgres://127.0.0.1", reason), "\(run)")
        #expect(try server.isReady() == 1)
        let waiting = try probe("postgres://127.0.0.1", "--wait=300ms", "-i50ms")
        #expect(waiting.status == 1)
      }
    }
  }

  /// A server that crashed, and asks an archive for its log, which does not come for a while.
  @Test func recoversFromACrash() throws {
    try withClientNetwork {
      let server = try PostgreSQLServer()
      let target = "postgres://127.0.0.1"
      try server.run { child in
        let list = ["--host=127.0.0.1", "--username=trusted", "--dbname=postgres"]
        let table = try server.client("psql", list + ["--command=create table lost as select 1"])
        #expect(table.status == 0, "\(table)")
        kill(child, SIGQUIT)
      }
      let path = server.folder.path
      // The archive answers that it has nothing, once it may.
      let restore = "test -e \(path)/open || cat \(path)/archive; exit 1"
      try Namespace.tool("mkfifo", "-m666", "\(path)/archive")
      try Namespace.tool(
        "sh", "-c",
        "cd \(path)/data && echo \"restore_command = '\(restore)'\" >>postgresql.auto.conf"
          + " && touch recovery.signal")
      try server.run { _ in
        var run = try probe(target)
        for _ in 0..<1000 where run.err.contains(": connect: ") { run = try probe(target) }
        let reason = "status 57P03: the database system is starting up"
        #expect(run.isUnhealthy(target, reason), "\(run)")
        #expect(try server.isReady() == 1)
        // Opening the pipe waits for the archive to be asked.
        try Namespace.tool("sh", "-c", "exec 3>\(path)/archive && touch \(path)/open")
        #expect(try probe(target, "--wait=30s").status == 0)
        #expect(try server.isReady() == 0)
      }
      #expect(try server.folder.contents("log").contains("redo starts at"))
    }
  }

  /// A server that shuts down once its last session has ended.
  @Test func shutsDown() throws {
    try withClientNetwork {
      let server = try PostgreSQLServer()
      try server.run { child in
        let session = [
          "\(PostgreSQLServer.programs)/psql", "--host=127.0.0.1", "--username=trusted",
          "--dbname=postgres", "--command=select pg_sleep(60)",
        ]
        let hasSession = {
          let list = ["--host=127.0.0.1", "--username=trusted", "--dbname=postgres", "-Atc"]
          let count = "select count(*) from pg_stat_activity where query like '%sleep(60)'"
          return try server.client("psql", list + [count]).out == "1\n"
        }
        try Daemon.run(session, until: hasSession) { _ in
          kill(child, SIGTERM)
          let reason = "status 57P03: the database system is shutting down"
          // The signal is on its way for a while.
          let target = "postgres://127.0.0.1"
          var run = try probe(target)
          while run.status == 0 { run = try probe(target) }
          #expect(run.isUnhealthy(target, reason), "\(run)")
          #expect(try server.isReady() == 1)
        }
      }
    }
  }
}

/// A new database cluster.
final class PostgreSQLServer {
  /// The folder of the programs, which Debian keeps out of PATH; empty where there are none.
  static let programs: String = {
    let found = try? Daemon.tool("sh", "-c", "ls -d /usr/lib/postgresql/*/bin | tail -n 1")
    return found?.out.split(separator: "\n").first.map(String.init) ?? ""
  }()

  static var isInstalled: Bool { access("\(programs)/postgres", X_OK) == 0 }

  // It will not run as root.
  private static let user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

  let folder: DataFolder

  init() throws {
    folder = try DataFolder()
    let path = folder.path
    try Namespace.tool("install", "-d", "-o65534", "-g65534", "\(path)/data")
    try Namespace.tool("chown", "65534:65534", path)
    let made = try Daemon.tool(
      "sh", "-c",
      "\(Self.user.joined(separator: " ")) \(Self.programs)/initdb -D \(path)/data -N -A trust "
        + "-U trusted")
    #expect(made.status == 0, "\(made)")
    _ = try folder.file(
      "hba.conf",
      """
      local all all trust
      host all trusted all trust
      host all postgres all trust
      host all plain all password
      host all hashed all md5
      host all salted all scram-sha-256
      host all rejected all reject
      host all root all trust
      """)
    try Namespace.tool("chmod", "644", "\(path)/hba.conf")
  }

  /// Calls `body` with the process id while the server runs with further arguments.
  func run(_ arguments: String..., body: (pid_t) throws -> Void) throws {
    let path = folder.path
    let server =
      Self.user + [
        "\(Self.programs)/postgres", "-D", "\(path)/data", "-k", path, "-c",
        "hba_file=\(path)/hba.conf", "-c", "fsync=off", "-c",
        "password_encryption=md5", "-c", "client_connection_check_interval=100",
      ] + arguments
    let command = "exec \(server.joined(separator: " ")) >>\(path)/log 2>&1"
    // It answers at once, but for the time of start-up with a refusal.
    let answers = {
      let log = try self.folder.contents("log")
      return log.contains("ready to accept connections") || log.contains("entering standby mode")
    }
    try Daemon.run(["sh", "-c", command], until: answers, body)
  }

  /// Runs one of PostgreSQL's programs.
  func client(_ program: String, _ arguments: [String]) throws -> Run {
    let command = (["\(Self.programs)/\(program)"] + arguments).map { "'\($0.quoted)'" }
    return try Daemon.tool("sh", "-c", command.joined(separator: " "))
  }

  /// What pg_isready exits with: 0 for a server that accepts connections, 1 for one that rejects
  /// them, 2 for no answer.
  func isReady(user: String = "trusted") throws -> Int32? {
    let arguments = ["--host=127.0.0.1", "--username=\(user)", "--timeout=1"]
    return try client("pg_isready", arguments).status
  }
}

extension String {
  fileprivate var quoted: String {
    split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
  }
}
