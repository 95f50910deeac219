import Harness
import Testing

/// The forms a target may have, and how it is told in the verdict.
@Suite struct TargetTests {
  /// What stands for `HOST:PORT` in a form, and what is asked for there.
  static let httpForms: [(form: String, told: String, asked: String)] = [
    ("http://127.0.0.1:@/health", "http://127.0.0.1:@/health", "/health"),
    ("HTTP://127.0.0.1:@/health", "http://127.0.0.1:@/health", "/health"),
    ("http://127.0.0.1:@", "http://127.0.0.1:@/", "/"),
    ("http://127.0.0.1:@?deep=1", "http://127.0.0.1:@/?deep=1", "/?deep=1"),
    ("http://127.0.0.1:@/a%20b?c=d&e", "http://127.0.0.1:@/a%20b?c=d&e", "/a%20b?c=d&e"),
    ("http://127.0.0.1:@/health#part", "http://127.0.0.1:@/health", "/health"),
    ("http://LOCALHOST:@/Health", "http://localhost:@/Health", "/Health"),
    ("127.0.0.1:@/health", "http://127.0.0.1:@/health", "/health"),
    ("localhost:@/health", "http://localhost:@/health", "/health"),
    ("localhost:@", "http://localhost:@/", "/"),
    (":@/health", "http://localhost:@/health", "/health"),
    (":@", "http://localhost:@/", "/"),
  ]

  @Test(arguments: httpForms)
  func http(_ form: String, _ told: String, _ asked: String) throws {
    let server = try Server(.ipv4, holdingOther: true, .ok)
    let run = try probe(form.replacing("@", with: "\(server.port)"))
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy \(told.replacing("@", with: "\(server.port)")): 200 OK ("))
    #expect(server.finish().map { Request($0).line } == ["GET \(asked) HTTP/1.1"])
  }

  @Test(arguments: ["http://[::1]:@/", "[::1]:@/", "http://[0:0::0:1]:@/"])
  func httpOverIPv6(_ form: String) throws {
    let server = try Server(.ipv6, .ok)
    let run = try probe(form.replacing("@", with: "\(server.port)"))
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy http://[::1]:\(server.port)/: 200 OK ([::1]:\(server.port)"))
  }

  @Test func httpOverUnixSocket() throws {
    let server = try Server(.unix, .ok)
    let run = try probe(server.url("/health?deep=1"))
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy \(server.url("/health?deep=1")): 200 OK (\(server.path), "))
    let request = Request(try #require(server.finish().first))
    #expect(request.line == "GET /health?deep=1 HTTP/1.1")
    #expect(request.values("host") == ["localhost"])
  }

  @Test func tcp() throws {
    let server = try Server(.ipv4, [.hold])
    let run = try probe("TCP://127.0.0.1:\(server.port)")
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy tcp://\(server.address): connected (\(server.address), "))
    #expect(server.finish() == [""])
  }

  @Test func tcpOverIPv6() throws {
    let server = try Server(.ipv6, [.hold])
    let run = try probe("tcp://[::1]:\(server.port)")
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy tcp://\(server.address): connected"))
  }

  @Test func unix() throws {
    let server = try Server(.unix, [.hold])
    let run = try probe("unix://\(server.path)")
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy unix://\(server.path): connected (\(server.path), "))
    #expect(server.finish() == [""])
  }

  @Test(arguments: [
    ("http://@/", "connect: connection refused"), ("tcp://@", "connect: connection refused"),
  ])
  func nobodyListens(_ form: String, _ reason: String) throws {
    let place = try Place(.ipv4)
    let target = form.replacing("@", with: place.address)
    let run = try probe(target)
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("unhealthy \(target): \(reason) (\(place.address), "))
  }

  @Test func noSuchSocket() throws {
    let folder = try TemporaryFolder()
    let run = try probe("unix://\(folder.path)/none", "http+unix://%2Fnone%2Fat%2Fall/")
    #expect(run.status == 1)
    #expect(run.err.contains(": connect: no such file or directory ("))
  }

  @Test func portConvention() throws {
    let server = try Server(.ipv4, holdingOther: true, .ok)
    let run = try probe(environment: ["PORT": "\(server.port)"])
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy http://localhost:\(server.port)/health: 200 OK"))
    #expect(server.finish().count == 1)
  }

  @Test(arguments: [[:], ["PORT": ""]])
  func portDefault(_ environment: [String: String]) throws {
    // Whoever listens there or not, the line says what was checked.
    let run = try probe("--timeout=500ms", environment: environment)
    #expect(run.all.contains("healthy http://localhost:8080/health: "))
  }

  @Test func targetVariable() throws {
    let servers = [try Server(.ipv4, .ok), try Server(.unix, .ok)]
    let run = try probe(
      environment: [
        "HEALTHPROBE_TARGET": " \(servers[0].url("/${PAGE}"))  \(servers[1].url()) ",
        "PAGE": "ready", "PORT": "1",
      ])
    #expect(run.status == 0)
    #expect(run.out.split(separator: "\n").count == 2)
    #expect(Request(servers[0].finish()[0]).line == "GET /ready HTTP/1.1")
    #expect(servers[1].finish().count == 1)
  }

  @Test func argumentsWinOverTargetVariable() throws {
    let (server, other) = (try Server(.ipv4, .ok), try Server(.ipv4, .ok))
    let run = try probe(server.url(), environment: ["HEALTHPROBE_TARGET": other.url()])
    #expect(run.status == 0)
    #expect((server.finish().count, other.finish().count) == (1, 0))
  }
}
