import Harness

/// PHP-FPM of Debian in a network of its own: one pool on port 9000 and on a socket, and one that is
/// easily busy.
enum PHPServer {
  static let program = Daemon.path(beginning: "php-fpm")
  static let isInstalled = program != nil && Namespace.isAvailable

  private static let configuration = """
    [global]
    daemonize = no
    error_log = /etc/fpm.log
    pid = /etc/fpm.pid
    [www]
    user = root
    group = root
    listen = 127.0.0.1:9000
    pm = static
    pm.max_children = 2
    ping.path = /ping
    pm.status_path = /status
    [socket]
    user = root
    group = root
    listen = /etc/fpm.sock
    pm = static
    pm.max_children = 1
    ping.path = /ping
    [busy]
    user = root
    group = root
    listen = 127.0.0.1:9001
    listen.backlog = 1
    pm = static
    pm.max_children = 1
    ping.path = /ping
    [closed]
    user = root
    group = root
    listen = 127.0.0.1:9002
    listen.allowed_clients = 127.9.9.9
    pm = static
    pm.max_children = 1
    ping.path = /ping
    """

  private static let files = [
    "passwd": "root:x:0:0::/:/bin/sh\n", "group": "root:x:0:\n", "fpm.conf": configuration,
    "ok.php": #"<?php echo "ready ", $_SERVER["REQUEST_METHOD"], " ", $_GET["a"] ?? "-", " ", "#
      + #"$_SERVER["HTTP_X_TOKEN"] ?? "-";"#,
    "bad.php": #"<?php http_response_code(503); error_log("database is down"); echo "no";"#,
    "moved.php": #"<?php header("Location: /elsewhere");"#,
    "large.php": #"<?php echo str_repeat("x", 300000), "end";"#,
    "crash.php": #"<?php exec("kill -KILL " . getmypid()); sleep(100);"#,
    "hang.php": "<?php sleep(100);",
    "half.php": #"<?php echo str_repeat("x", 100000); flush(); sleep(100);"#,
    "stop.php": #"<?php exec("kill -STOP " . getmypid());"#,
  ]

  /// Calls `body` while the server runs.
  static func run(_ body: () throws -> Void) throws {
    guard let program else { return }
    try Namespace.run(etc: files) {
      let command = [program, "-n", "-F", "-R", "-y", "/etc/fpm.conf"]
      try Daemon.run(command, listeningOn: "127.0.0.1", port: 9000) {
        // What was stopped does not end when it is told to.
        defer { try? Namespace.tool("sh", "-c", "pkill -KILL -P $(cat /etc/fpm.pid)") }
        try body()
      }
    }
  }

  /// Whether cgi-fcgi(1), a program that others trust, gets a response of status 200 to 399 on port
  /// 9000.
  static func answersOthers(_ path: String) -> Bool {
    let parts = path.split(separator: "?", maxSplits: 1)
    let variables =
      "REQUEST_METHOD=GET SCRIPT_NAME=\(parts[0]) SCRIPT_FILENAME=\(parts[0]) "
      + "QUERY_STRING='\(parts.count > 1 ? parts[1] : "")'"
    let script = """
      out=$(env -i PATH="$PATH" \(variables) timeout 5 cgi-fcgi -bind -connect 127.0.0.1:9000) &&
        [ -n "$out" ] && ! printf %s "$out" | grep -a -q '^Status: [45]'
      """
    return (try? Namespace.tool("sh", "-c", script)) != nil
  }
}
