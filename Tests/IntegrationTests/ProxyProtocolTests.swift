import Harness
import Testing

/// `--proxy-protocol`: each connection begins with a header that HAProxy and nginx take.
@Suite struct ProxyProtocolTests {
  static let headers = ["PROXY UNKNOWN\r\n", "\r\n\r\n\0\r\nQUIT\n \0\0\0"]

  /// A target, and what follows the header.
  static let targets: [(scheme: String, rest: String, next: String)] = [
    ("http", "/health", "GET /health HTTP/1.1\r\n"), ("tcp", "", ""),
    ("grpc", "", "PRI * HTTP/2.0"),
    ("redis", "", "*"), ("postgres", "", "\0\0\0"), ("mysql", "", ""),
    ("fastcgi", "/ping", "\u{1}\u{1}\0\u{1}"), ("https", "/", "\u{16}\u{3}"),
    ("tls", "", "\u{16}\u{3}"),
    ("rediss", "", "\u{16}\u{3}"), ("grpcs", "", "\u{16}\u{3}"),
  ]

  @Test(arguments: targets, [1, 2])
  func beginsTheConnection(_ row: (scheme: String, rest: String, next: String), _ version: Int)
    throws
  {
    let server = try Server(.ipv4, [.hold])
    _ = try probe(
      "--proxy-protocol=\(version)", "-t300ms", "\(row.scheme)://\(server.address)\(row.rest)")
    let received = server.finish()
    #expect(received.count == 1)
    let wanted = Self.headers[version - 1] + row.next
    #expect(Array(received[0].utf8).starts(with: wanted.utf8), "\(received[0].debugDescription)")
    if row.scheme == "tcp" { #expect(received[0] == wanted) }
  }

  @Test(arguments: [1, 2])
  func overUnixSockets(_ version: Int) throws {
    let http = try Server(.unix, .ok)
    #expect(try probe("--proxy-protocol", "\(version)", http.url()).status == 0)
    #expect(http.finish()[0].hasPrefix(Self.headers[version - 1] + "GET /health "))
    let stream = try Server(
      .unix, [.receive(Self.headers[version - 1].utf8.count + 2), .send("ok")])
    let run = try probe(
      stream.streamURL, "--send=hi", "-eok",
      environment: ["HEALTHPROBE_PROXY_PROTOCOL": "\(version)"])
    #expect(run.status == 0, "\(run)")
    #expect(stream.finish() == [Self.headers[version - 1] + "hi"])
  }

  @Test(arguments: [1, 2])
  func everyConnectionOfRedirectsAndRetries(_ version: Int) throws {
    let other = try Server(.ipv4, scripts: [.answer(status: "503 No"), .ok])
    let server = try Server(.ipv4, .redirect(to: other.url("/other")))
    let run = try probe("--proxy-protocol=\(version)", "-r1", "-i1ms", server.url())
    #expect(run.status == 0, "\(run)")
    let received = server.finish() + other.finish()
    #expect(received.count == 4)
    #expect(received.allSatisfy { $0.hasPrefix(Self.headers[version - 1] + "GET /") })
  }

  @Test(arguments: ["0", "3", "v1", "", "1.0", "-1", "12"])
  func malformed(_ version: String) throws {
    let run = try probe("--proxy-protocol=\(version)", "http://127.0.0.1/")
    #expect(run.err == "healthprobe: --proxy-protocol: malformed '\(version)'; wanted 1 or 2\n")
    #expect(run.end == .exited(1))
  }

  @Test(
    .needsNamespace, .needs(program: "haproxy"),
    arguments: [1, 2])
  func haproxy(_ version: Int) throws {
    try Namespace.run(etc: ProxyServer.etc) {
      try ProxyServer.withHAProxy { try expectHTTP(version, port: 8001, plain: 8002) }
    }
  }

  @Test(
    .needsNamespace, .needs(program: "nginx"),
    arguments: [1, 2])
  func nginx(_ version: Int) throws {
    try Namespace.run(etc: ProxyServer.etc) {
      try ProxyServer.withNginx { try expectHTTP(version, port: 8011, plain: 8012) }
    }
  }

  /// Expects what a proxy answers on a port where it wants the header, and on one where it does not.
  private func expectHTTP(_ version: Int, port: Int, plain: Int) throws {
    let option = "--proxy-protocol=\(version)"
    let url = "http://127.0.0.1:\(port)"
    for (target, seen) in [
      ("\(url)/", "200 OK ("), ("http://[::1]:\(port)/", "200 OK ("),
      ("\(url)/moved", "200 OK after 1 redirect ("),
    ] {
      let run = try probe(option, "-s200", "-efine", "-t10s", target)
      #expect(run.isHealthy(target, seen), "\(run)")
    }
    let tcp = "tcp://127.0.0.1:\(port)"
    let sent = #"GET / HTTP/1.0\r\n\r\n"#
    #expect(try probe(option, "--send", sent, "-efine", tcp).isHealthy(tcp, "expected text"))
    let bare = try probe("-t10s", "\(url)/")
    #expect(bare.end == .exited(1), "\(bare)")
    // What does not know the header says so, and that is the reason.
    let refusing = "http://127.0.0.1:\(plain)/"
    #expect(try probe(refusing).isHealthy(refusing, "200 OK"))
    let run = try probe(option, "-t10s", refusing)
    #expect(run.isUnhealthy(refusing, "status 400, wanted 200-399"), "\(run)")
    // The connection after a redirect begins with it too.
    let redirected = try probe(option, "-t10s", "\(url)/other")
    let reason = "status 400 after 1 redirect, wanted 200-399"
    #expect(redirected.isUnhealthy("\(url)/other", reason), "\(redirected)")
  }

  @Test(
    .needsNamespace, .needs(program: "haproxy"),
    .needs(program: "redis-server"))
  func redis() throws {
    try Namespace.run(etc: ProxyServer.etc) {
      let command = ["redis-server", "--save", "", "--dir", "/tmp"]
      try Daemon.run(command, listeningOn: "127.0.0.1", port: 6379) {
        try ProxyServer.withHAProxy {
          for option in ["--proxy-protocol=1", "--proxy-protocol=2"] {
            let target = "redis://127.0.0.1:8003"
            let run = try probe(option, "-t10s", target)
            #expect(run.isHealthy(target, "PONG"), "\(run)")
            let plain = try probe(option, "-t10s", "redis://127.0.0.1")
            #expect(plain.end == .exited(1), "\(plain)")
            #expect(plain.err.hasPrefix("unhealthy redis://127.0.0.1: "))
          }
          #expect(try probe("redis://127.0.0.1:8003").end == .exited(1))
        }
      }
    }
  }

  @Test(
    .needsNamespace, .needs(program: "haproxy"),
    .needs("postgresql", isThere: PostgreSQLServer.isInstalled))
  func postgres() throws {
    try withClientNetwork {
      try PostgreSQLServer().run { _ in
        try ProxyServer.withHAProxy {
          for option in ["--proxy-protocol=1", "--proxy-protocol=2"] {
            let run = try probe(option, "-t10s", "postgres://trusted@127.0.0.1:8004/postgres")
            let target = "postgres://127.0.0.1:8004/postgres"
            #expect(run.isHealthy(target, "accepting connections"), "\(run)")
            let plain = try probe(option, "-t2s", "postgres://127.0.0.1")
            #expect(plain.end == .exited(1), "\(plain)")
          }
          #expect(try probe("-t10s", "postgres://127.0.0.1:8004").end == .exited(1))
        }
      }
    }
  }
}
