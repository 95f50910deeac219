import Harness
import Testing

/// What a program built for another CPU must do under an emulator: each layer once.
@Suite struct SmokeTests {
  @Test func version() throws {
    let run = try probe("--version")
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthprobe "))
  }

  @Test func help() throws {
    let run = try probe("--help")
    #expect(run.status == 0)
    #expect(run.out.contains("--max-redirects N"))
  }

  @Test(arguments: [Family.ipv4, .ipv6, .unix])
  func http(_ family: Family) throws {
    let server = try Server(family, .ok)
    let run = try probe(
      server.url("/health?deep=1"), "-H", "X-Check: ${V}", environment: ["V": "1"])
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy \(server.url("/health?deep=1")): 200 OK ("))
    let request = Request(try #require(server.finish().first))
    #expect(request.line == "GET /health?deep=1 HTTP/1.1")
    #expect(request.values("x-check") == ["1"])
    #expect(request.rest == "")
  }

  @Test(arguments: [Family.ipv4, .ipv6])
  func localhost(_ family: Family) throws {
    let server = try Server(family, holdingOther: true, .ok)
    #expect(try probe(environment: ["PORT": "\(server.port)"]).status == 0)
  }

  @Test(arguments: [Family.ipv4, .unix])
  func stream(_ family: Family) throws {
    let server = try Server(family, [.receive(6), .send("+PONG\r\n")])
    let run = try probe(server.streamURL, "--send=PING\\r\\n", "--expect=+PONG")
    #expect(run.status == 0)
    #expect(server.finish() == ["PING\r\n"])
  }

  @Test func chunkedBody() throws {
    let body = "3\r\nall\r\n005;x=y\r\n good\r\n0\r\nTrailer: t\r\n\r\n"
    let response = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(body)"
    let server = try Server(.ipv4, [.receiveHead, .send(response, by: 1), .hold])
    #expect(try probe(server.url(), "-e", "all good").status == 0)
  }

  @Test func status() throws {
    let server = try Server(.ipv4, .answer(status: "503 Service Unavailable"))
    let run = try probe(server.url())
    #expect(run.status == 1)
    #expect(run.err.contains(": status 503, wanted 200-399 (\(server.address), "))
  }

  @Test func refused() throws {
    let place = try Place(.ipv4)
    let run = try probe(place.url())
    #expect(run.status == 1)
    #expect(run.err.contains(": connect: connection refused (\(place.address), "))
  }

  @Test func silence() throws {
    let server = try Server(.ipv4, [.hold])
    let run = try probe(server.url(), "--timeout=500ms")
    #expect(run.status == 1)
    #expect(run.err.contains(": receive: timed out after "))
    #expect(run.duration < .seconds(3))
  }

  @Test func notHTTP() throws {
    let server = try Server(.ipv4, .answer("SSH-2.0-OpenSSH_9.2\r\n"))
    #expect(try probe(server.url()).err.contains(": response: "))
  }

  @Test func redirect() throws {
    let server = try Server(.ipv4, scripts: [.redirect(to: "/next"), .ok])
    #expect(try probe(server.url(), "-s200", "-u", "u:p").status == 0)
    #expect(
      server.finish().map { Request($0).values("authorization") } == [
        ["Basic dTpw"], ["Basic dTpw"],
      ])
  }

  @Test func retries() throws {
    let server = try Server(.ipv4, scripts: [[.reset], .answer(status: "500 No"), .ok])
    let run = try probe(server.url(), "--retries=5", "--interval=1ms")
    #expect(run.status == 0)
    #expect(run.out.contains(", 3 attempts, "))
  }

  @Test func severalTargets() throws {
    let (server, place) = (try Server(.ipv4, .ok), try Place(.ipv4))
    #expect(try probe("--any", place.url(), server.url()).status == 0)
    #expect(try probe(place.url(), server.url()).status == 1)
  }

  @Test func usageError() throws {
    let run = try probe("--timout=1s")
    #expect(run.status == 1)
    #expect(run.err.contains("did you mean '--timeout'"))
  }

  @Test func endlessBody() throws {
    let server = try Server(
      .ipv4, [.receiveHead, .send("HTTP/1.1 200 OK\r\n\r\n"), .repeating("xxxx")])
    #expect(try probe(server.url(), "-t10s").status == 0)
  }

  /// Each version and each group for the key exchange.
  @Test(
    .needs("root and Python's cryptography", isThere: Certificates.areAvailable),
    arguments: ["-tls1_3", "-tls1_2"], ["X25519", "P-256"])
  func https(_ version: String, _ group: String) throws {
    try TLSServer.openSSL("\(version) -groups \(group)").serve { _ in
      let url = "https://\(TLSServer.address)/"
      let run = try probe(url, "-t20s")
      #expect(run.has(verdict("200 ok", over: version == "-tls1_3" ? "1.3" : "1.2"), of: url))
    }
  }
}
