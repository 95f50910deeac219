import Glibc
import Harness
import Testing

/// gRPC servers of two implementations, and what else may listen on their port.
@Suite(.needsNamespace)
struct GRPCServerTests {
  /// A server's program.
  enum Implementation: String, CaseIterable, Sendable {
    case grpcio
    case grpcGo

    /// Whether everything that it needs is installed.
    var isInstalled: Bool {
      switch self {
      case .grpcio: Self.hasGRPCIO
      case .grpcGo: GoProgram.canBuild(with: "google.golang.org/grpc/health")
      }
    }

    static let hasGRPCIO = Daemon.canImport("grpc_health.v1.health")

    /// What starts the server, perhaps without a health service.
    func command(isBare: Bool) throws -> [String] {
      let program =
        switch self {
        case .grpcio: ["python3", "\(GRPCServerTests.servers)/grpcio-server.py"]
        case .grpcGo: [try GoProgram.build("Tests/Servers/grpc-go")]
        }
      return program + [GRPCServerTests.address] + (isBare ? ["bare"] : [])
    }

    /// Calls `body` while the server runs in a network of its own.
    func serve(isBare: Bool = false, _ body: (pid_t) throws -> Void) throws {
      let command = try command(isBare: isBare)
      try Namespace.run(etc: [:]) {
        try Daemon.run(command, listeningOn: "127.0.0.1", port: GRPCServerTests.port, body)
      }
    }
  }

  static let servers = "\(Product.package)/Tests/Servers"
  static let port: UInt16 = 50051
  static let address = "127.0.0.1:\(port)"
  static let url = "grpc://\(address)"

  /// What a check says of each service, and in it, in capitals, what grpcio's client calls that.
  static let services: [(service: String, verdict: String)] = [
    ("", "SERVING"), ("down", "status NOT_SERVING, wanted SERVING"),
    ("unknown", "status UNKNOWN, wanted SERVING"),
    ("app.Missing", "status NOT_FOUND, no such service"),
    (String(repeating: "x", count: 5000), "status NOT_FOUND, no such service"),
  ]

  /// Compares a check's verdict with the wanted one, and with that of grpcio's own client.
  private func check(_ service: String, _ verdict: String) throws {
    let run = try probe("\(Self.url)/\(service)", "--timeout=10s")
    let isHealthy = verdict == "SERVING"
    #expect(run.status == (isHealthy ? 0 : 1))
    #expect(run.all.hasPrefix(isHealthy ? "healthy \(Self.url)" : "unhealthy \(Self.url)"))
    #expect(run.all.contains(": \(verdict)"), "\(run)")
    guard Implementation.hasGRPCIO else { return }
    let client = try Daemon.ask([
      "python3", "\(Self.servers)/grpcio-client.py", Self.address, service,
    ])
    let words = verdict.split { $0 == " " || $0 == "," }.map(String.init)
    let name = client.out.split(separator: "\n").first ?? ""
    #expect(isHealthy == (name == "SERVING"))
    #expect(words[isHealthy ? 0 : 1] == String(name), "\(client)")
  }

  @Test(
    .needs("Python's grpcio", isThere: Implementation.grpcio.isInstalled),
    .needs("Go and its grpc", isThere: Implementation.grpcGo.isInstalled),
    arguments: Implementation.allCases)
  func health(_ implementation: Implementation) throws {
    try implementation.serve { _ in
      for (service, verdict) in Self.services { try check(service, verdict) }
    }
  }

  @Test(
    .needs("Python's grpcio", isThere: Implementation.grpcio.isInstalled),
    .needs("Go and its grpc", isThere: Implementation.grpcGo.isInstalled),
    arguments: Implementation.allCases)
  func noHealthService(_ implementation: Implementation) throws {
    try implementation.serve(isBare: true) { _ in
      try check("", "status UNIMPLEMENTED, no health service")
    }
  }

  @Test(
    .needs("Python's grpcio", isThere: Implementation.grpcio.isInstalled),
    .needs("Go and its grpc", isThere: Implementation.grpcGo.isInstalled),
    arguments: Implementation.allCases)
  func stopped(_ implementation: Implementation) throws {
    try implementation.serve { server in
      Daemon.suspend(server)
      let run = try probe(Self.url, "--timeout=500ms")
      #expect(run.status == 1)
      #expect(run.err.hasPrefix("unhealthy \(Self.url): receive: timed out after "), "\(run)")
      #expect(run.err.contains(", no HTTP/2 settings received ("))
      #expect(run.duration < .seconds(3))
      kill(server, SIGCONT)
      #expect(try probe(Self.url, "--timeout=10s").status == 0)
    }
  }

  @Test func down() throws {
    let place = try Place(.ipv4)
    let run = try probe("grpc://\(place.address)")
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("unhealthy grpc://\(place.address): connect: connection refused ("))
  }

  @Test(.needs("Python's grpcio", isThere: Implementation.grpcio.isInstalled))
  func metadata() throws {
    try Implementation.grpcio.serve { _ in
      let token = ["-H", "X-Token: a b", "-H", "X-Token: c"]
      let all = try probe(arguments: token + ["-HHost: db.test", "\(Self.url)/metadata", "-t10s"])
      #expect(
        all.err.contains(
          ": status ABORTED: 'user-agent=healthprobe/"), "\(all)")
      #expect(all.err.contains(#", x-token=c\x0A100%' ("#), "\(all)")
      #expect(!all.err.contains("accept") && !all.err.contains("connection="), "\(all)")
      let none = try probe("\(Self.url)/token", "-t10s")
      #expect(none.err.contains(": status UNAUTHENTICATED: 'no token' ("), "\(none)")
    }
  }

  @Test(.needs(program: "nghttpd"))
  func otherHTTP2() throws {
    try Namespace.run(etc: ["passwd": "root:x:0:0::/:/bin/sh\n"]) {
      let command = ["nghttpd", "--no-tls", "--htdocs=/etc", "--address=127.0.0.1", "\(Self.port)"]
      try Daemon.run(command, listeningOn: "127.0.0.1", port: Self.port) {
        let run = try probe(Self.url, "--timeout=10s")
        #expect(run.err.contains(": status 404 of HTTP, wanted 200 and gRPC ("), "\(run)")
      }
    }
  }

  @Test(.needs(program: "python3"))
  func otherHTTP() throws {
    try Namespace.run(etc: [:]) {
      let command = ["python3", "-m", "http.server", "--bind=127.0.0.1", "\(Self.port)"]
      try Daemon.run(command, listeningOn: "127.0.0.1", port: Self.port) {
        let run = try probe(Self.url, "--timeout=10s")
        #expect(run.err.contains(": response: not HTTP/2, looks like HTTP/1 ("), "\(run)")
      }
    }
  }
}
