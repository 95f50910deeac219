import Harness
import Testing

/// PHP-FPM's own pages and plain scripts.
@Suite(.needs("php-fpm", isThere: PHPServer.isInstalled), .needs(program: "cgi-fcgi"))
struct PHPServerTests {
  static let host = "fastcgi://127.0.0.1"

  /// What is asked for, whether that is healthy, and what the line says.
  static let answers: [(path: String, options: [String], isHealthy: Bool, report: String)] = [
    ("/ping", [], true, "200 ("), ("/ping", ["-e", "pong"], true, "200 ("),
    ("/status", ["-e", "pool:"], true, "200 ("),
    ("/status?json", ["-e", #"{"pool":"www""#], true, "200 ("),
    ("/status?json&full", ["-e", #""processes":[{"pid":"#], true, "200 ("),
    ("/etc/ok.php", ["-e", "ready GET - -"], true, "200 ("),
    ("/etc/ok.php?a=b%20c", ["-e", "ready GET b c -"], true, "200 ("),
    ("/etc/ok.php", ["-e", "ready POST - t", "-XPOST", "-H", "X-Token: t"], true, "200 ("),
    ("/etc/%6fk.php", ["-e", "ready"], true, "200 ("),
    ("/etc/ok.php", ["-XHEAD"], true, "200 ("),
    ("/etc/moved.php", [], true, "302 Found, redirect not followed ("),
    ("/etc/large.php", [], true, "200 ("),
    ("/ping", ["-e", "gnop"], false, "expect: 'gnop' not in the 4 bytes of the body read ("),
    ("/etc/large.php", ["-e", "end"], false, "expect: 'end' not in the 65536 bytes"),
    ("/etc/moved.php", ["-s200"], false, "status 302, wanted 200 ("),
    (
      "/etc/bad.php", [], false,
      "status 503, wanted 200-399; stderr: PHP message: database is down ("
    ),
    (
      "/etc/none.php", [], false, "status 404, wanted 200-399; stderr: Primary script unknown ("
    ),
    ("/etc/fpm.conf", [], false, "status 403, wanted 200-399; stderr: Access to the script "),
    ("/etc/crash.php", [], false, "receive: connection "),
  ]

  @Test func pages() throws {
    try PHPServer.run {
      for (path, options, isHealthy, report) in Self.answers {
        let run = try probe(arguments: options + ["-t10s", Self.host + path])
        #expect(run.status == (isHealthy ? 0 : 1), "\(run)")
        #expect(run.all.contains(": \(report)"), "\(run)")
        if options.isEmpty { #expect(PHPServer.answersOthers(path) == isHealthy, "\(path)") }
      }
      let accepted = try probe("-s503", "\(Self.host)/etc/bad.php")
      #expect(accepted.out.contains(": 503 Service Unavailable; stderr: PHP message: "))
    }
  }

  @Test func overASocket() throws {
    try PHPServer.run {
      let run = try probe("-e", "pong", "fastcgi+unix://%2Fetc%2Ffpm.sock/ping")
      #expect(run.status == 0, "\(run)")
      #expect(run.out.contains(" (/etc/fpm.sock, "))
    }
  }

  @Test func manyChecksFindRoom() throws {
    try PHPServer.run {
      let run = try probe(
        arguments: ["-t20s"] + (0..<200).map { "\(Self.host)/etc/ok.php?a=\($0)" })
      #expect(run.status == 0, "\(run)")
    }
  }

  @Test func aPoolWithoutAWorkerLeftIsSilent() throws {
    try PHPServer.run {
      let busy = "fastcgi://127.0.0.1:9001"
      for path in ["/etc/hang.php", "/ping"] {
        let run = try probe("-t300ms", busy + path)
        #expect(run.status == 1)
        #expect(run.err.contains(": receive: timed out after "), "\(run)")
        #expect(run.err.contains(", no response ("), "\(run)")
      }
    }
  }

  @Test func aStoppedWorkerIsSilent() throws {
    try PHPServer.run {
      let run = try probe("-t300ms", "fastcgi://127.0.0.1:9001/etc/stop.php")
      #expect(run.err.contains(": receive: timed out after "), "\(run)")
      let again = try probe("-t300ms", "fastcgi://127.0.0.1:9001/ping")
      #expect(again.err.contains(", no response ("), "\(again)")
    }
  }

  @Test func aBodyThatStopsHalfWay() throws {
    try PHPServer.run {
      // The bound of the body is reached: the status decides.
      let run = try probe("-t10s", "\(Self.host)/etc/half.php")
      #expect(run.status == 0, "\(run)")
    }
  }

  @Test func aClientThatIsNotAllowed() throws {
    try PHPServer.run {
      let run = try probe("fastcgi://127.0.0.1:9002/ping")
      #expect(run.status == 1)
      #expect(run.err.contains(": receive: connection "), "\(run)")
    }
  }

  @Test func anotherProtocolSpokenToIt() throws {
    try PHPServer.run {
      let run = try probe("http://127.0.0.1:9000/ping")
      #expect(run.status == 1, "\(run)")
    }
  }

  @Test func aServerThatWasEnded() throws {
    try PHPServer.run {
      let run = try probe("\(Self.host)/ping")
      #expect(run.status == 0, "\(run)")
    }
    let place = try Place(.ipv4)
    let run = try probe("fastcgi://\(place.address)/ping")
    #expect(run.err.contains(": connect: connection refused ("))
  }
}
