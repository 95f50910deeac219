import Glibc
import Harness
import Testing

/// Redis of Debian, and its own `redis-cli` beside us.
@Suite(.needsNamespace, .needs(program: "redis-server"))
struct RedisServerTests {
  /// Arguments of redis-server; credentials, as in the target and as those of redis-cli; and what
  /// is seen, or the reason.
  static let verdicts: [(server: String, credentials: String, client: String, seen: String)] = [
    ("", "", "", "PONG"),
    ("", ":wrong@", "", "status ERR AUTH <password> called without any password configured"),
    ("--requirepass s%", "", "", "alive, NOAUTH Authentication required."),
    ("--requirepass s%", ":s%25@", "-a s%", "PONG"),
    ("--requirepass s%", "default:s%25@", "--user default -a s%", "PONG"),
    ("--requirepass s%", ":wrong@", "-a wrong", "status WRONGPASS invalid username-password pair"),
    ("--user me on >secret +@all", "me:secret@", "--user me -a secret", "PONG"),
    ("--user me on >secret +@all", "me:wrong@", "--user me -a wrong", "status WRONGPASS"),
    ("--user me on >secret -@all", "me:secret@", "--user me -a secret", "status NOPERM"),
    ("--user default off", "", "", "alive, NOAUTH Authentication required."),
    (
      "--replicaof 127.0.0.1 1 --replica-serve-stale-data no", "", "",
      "status MASTERDOWN Link with MASTER is down"
    ),
  ]

  @Test(arguments: verdicts)
  func answers(_ row: (server: String, credentials: String, client: String, seen: String)) throws {
    try withRedis(row.server) { _, _ in
      let run = try probe("redis://\(row.credentials)127.0.0.1")
      let target = "redis://127.0.0.1"
      let isHealthy = run.isHealthy(target, row.seen)
      #expect(isHealthy || run.isUnhealthy(target, row.seen), "\(run)")
      // Without the password that it would not want, redis-cli asks as well.
      if !row.client.isEmpty || row.credentials.isEmpty {
        let pong = try ask(row.client + " ping")
        let isAlive = pong.hasPrefix("PONG") || pong.hasPrefix("NOAUTH")
        #expect(isHealthy == (isAlive && !pong.contains("AUTH failed: ")), "\(pong)")
      }
    }
  }

  @Test func everyWayToIt() throws {
    try withRedis("--unixsocket SOCKET --protected-mode yes --bind 0.0.0.0") { folder, child in
      let socket = folder.target("redis", "socket")
      #expect(try probe(socket).isHealthy(socket, "PONG"))
      let denied = try probe("redis://10.9.8.7")
      let reason = "status DENIED Redis is running in protected mode"
      #expect(denied.isUnhealthy("redis://10.9.8.7", reason), "\(denied)")
      // It waits for the rest of what it takes for a command.
      try expectSilence("mysql://127.0.0.1:6379")
      try expectSilence("postgres://127.0.0.1:6379")
      try Daemon.withStopped(child) { try expectSilence("redis://127.0.0.1") }
      #expect(try probe("redis://127.0.0.1", "-t10s").isHealthy("redis://127.0.0.1", "PONG"))
    }
    try withClientNetwork {
      let down = try probe("redis://127.0.0.1")
      #expect(down.isUnhealthy("redis://127.0.0.1", "connect: connection refused"), "\(down)")
    }
  }

  @Test func runsAScript() throws {
    try withRedis("--busy-reply-threshold 1") { _, _ in
      let script = #"EVAL "while true do end" 0\r\n"#
      #expect(try probe("tcp://127.0.0.1:6379", "--send", script).status == 0)
      let run = try probe("redis://127.0.0.1", "-t10s")
      #expect(run.isUnhealthy("redis://127.0.0.1", "status BUSY Redis is busy running"), "\(run)")
      #expect(try ask("ping").hasPrefix("BUSY"))
      #expect(try ask("script kill") == "OK\n")
    }
  }

  /// A real file of a thousand keys, read slowly.
  @Test func loads() throws {
    try withRedis("--enable-debug-command yes") { folder, _ in
      #expect(try ask("debug populate 1000 key 100") == "OK\n")
      #expect(try ask("save") == "OK\n")
      let slow = "--key-load-delay 3000 --loading-process-events-interval-bytes 1024"
      try withServer("--port 6380 --dir \(folder.path) \(slow)") { _ in
        let target = "redis://127.0.0.1:6380"
        let run = try probe(target)
        let reason = "status LOADING Redis is loading the dataset in memory"
        #expect(run.isUnhealthy(target, reason), "\(run)")
        #expect(try ask("-p 6380 ping").hasPrefix("LOADING"))
        let waited = try probe(target, "--wait=20s", "-i100ms")
        #expect(waited.isHealthy(target, "PONG"), "\(waited)")
        #expect(waited.out.contains(" attempts, "))
      }
    }
  }

  @Test func sentinel() throws {
    try withClientNetwork {
      let folder = try DataFolder()
      let file = try folder.file("sentinel.conf", "port 26379\n")
      try withServer("\(file) --sentinel", port: 26379) { _ in
        let target = "redis://127.0.0.1:26379"
        let run = try probe(target)
        #expect(run.isHealthy(target, "PONG"), "\(run)")
        let pong = try ask("-p 26379 ping")
        #expect(pong == "PONG\n")
      }
    }
  }

  /// Calls `body` with a folder and the process id while redis-server runs in a network of its own;
  /// `SOCKET` in its arguments is a path in that folder.
  private func withRedis(
    _ arguments: String, _ body: (DataFolder, pid_t) throws -> Void
  ) throws {
    try withClientNetwork {
      let folder = try DataFolder()
      let words = arguments.split(separator: " ").map {
        $0 == "SOCKET" ? "\(folder.path)/socket" : String($0)
      }
      let command = "--dir \(folder.path) \(words.joined(separator: " "))"
      try withServer(command, port: 6379) { try body(folder, $0) }
    }
  }

  private func withServer(
    _ arguments: String, port: UInt16 = 6380, _ body: (pid_t) throws -> Void
  ) throws {
    let words = arguments.split(separator: " ").map(String.init)
    let listens = { try probe("tcp://127.0.0.1:\(port)").status == 0 }
    let command = ["redis-server"] + words + ["--save", "", "--loglevel", "warning"]
    try Daemon.run(command, until: listens, body)
  }

  /// What redis-cli prints; it asks on where its password was refused, and says so.
  private func ask(_ arguments: String) throws -> String {
    try Daemon.tool("sh", "-c", "redis-cli --no-auth-warning -h 127.0.0.1 \(arguments)").all
  }
}
