import Harness
import Testing

/// Answers of an honest DNS server.
@Suite(.needsNamespace)
struct AnswerTests {
  static let zone: Zone = [
    "four.test": [.address("127.0.0.3")], "six.test": [.address("::1")],
    "both.test": [.address("127.0.0.3"), .address("::1")],
    "alias.test": [.alias("four.test")], "alias6.test": [.alias("six.test")],
    "chain.test": [.alias("One.Test")], "one.test": [.alias("two.test")],
    "two.test": [.alias("three.test")], "three.test": [.alias("four.test")],
    "text.test": [.text("no address here")], "dangling.test": [.alias("nobody.test")],
    "loop.test": [.alias("pool.test")], "pool.test": [.alias("loop.test")],
    "many.test": (1...120).map { .address("127.0.1.\($0)") },
    "under_score.test": [.address("127.0.0.3")],
  ]

  static let found: [(host: String, listener: String)] = [
    ("four.test", "127.0.0.3"), ("FOUR.Test", "127.0.0.3"), ("four.test.", "127.0.0.3"),
    ("six.test", "::1"), ("both.test", "127.0.0.3"), ("both.test", "::1"),
    ("alias.test", "127.0.0.3"), ("alias6.test", "::1"), ("chain.test", "127.0.0.3"),
    ("under_score.test", "127.0.0.3"),
  ]

  @Test(arguments: found)
  func resolves(_ host: String, _ listener: String) throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone)
      let service = try serve(listener)
      let run = try probe("tcp://\(host):5432", "--timeout=10s")
      #expect(run.reached(listener), "\(run)")
      #expect(Set(names.queries.compactMap(\.type)) == [.a, .aaaa])
      #expect(names.queries.count == 2)
      service.finish()
    }
  }

  @Test(arguments: ["nobody.test", "text.test", "dangling.test"])
  func nothing(_ host: String) throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone)
      let run = try probe("tcp://\(host):5432", "--timeout=20s")
      #expect(run.failedToResolve("no such host '\(host)' ("), "\(run)")
      #expect(run.duration < .seconds(5))
      #expect(names.queries.count == 2)
    }
  }

  @Test func aliasesInACircle() throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone)
      let run = try probe("tcp://loop.test:5432", "--timeout=1s")
      #expect(run.failedToResolve(), "\(run)")
      #expect(run.duration < .seconds(3))
      #expect(names.queries.count < 20)
    }
  }

  @Test func answerThatDoesNotFit() throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone)
      let service = try serve("0.0.0.0")
      let run = try probe("tcp://many.test:5432", "--timeout=10s")
      #expect(run.status == 0)
      #expect(run.out.contains(" (127.0.1."), "\(run)")
      #expect(names.queries.contains { $0.isStream && $0.type == .a })
      service.finish()
    }
  }

  @Test func truncatedToNothing() throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) { $0.isStream ? [.answer] : [.truncated] }
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://chain.test:5432", "--timeout=10s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(Set(names.queries.filter(\.isStream).compactMap(\.type)) == [.a, .aaaa])
      service.finish()
    }
  }

  @Test func streamInPieces() throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) {
        $0.isStream ? [.pieces(1)] : [.truncated]
      }
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://alias.test:5432", "--timeout=10s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(names.queries.contains { $0.isStream })
      service.finish()
    }
  }

  static let brokenStreams: [[NameReply]] = [
    [], [.hangUp], [.forged(.cut), .hangUp], [.forged(.garbage)], [.truncated],
  ]

  @Test(arguments: brokenStreams)
  func truncatedAndThenNoStream(_ stream: [NameReply]) throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) { $0.isStream ? stream : [.truncated] }
      let run = try probe("tcp://four.test:5432", "--timeout=700ms")
      #expect(run.failedToResolve(), "\(run)")
      #expect(run.duration < .seconds(2.5))
      #expect(names.queries.contains { $0.isStream })
    }
  }

  @Test func redirectIsResolvedToo() throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone)
      let server = try Server(
        Place(host: "127.0.0.3", port: 80), scripts: [.redirect(to: "/next"), .ok])
      let run = try probe("http://four.test/", "--timeout=10s")
      #expect(run.status == 0, "\(run)")
      #expect(names.names == ["four.test"])
      #expect(server.finish().map { Request($0).values("host") } == [["four.test"], ["four.test"]])
    }
  }

  @Test func severalTargetsAtOnce() throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone)
      let service = try serve("127.0.0.3")
      let run = try probe(
        "tcp://four.test:5432", "tcp://nobody.test:5432", "tcp://alias.test:5432", "--timeout=10s")
      #expect(run.status == 1)
      #expect(run.err.contains("unhealthy tcp://nobody.test:5432: resolve: no such host "))
      #expect(Set(names.names) == ["four.test", "nobody.test", "alias.test"])
      service.finish()
    }
  }

  @Test func idsAndPortsVary() throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone)
      for _ in 0..<6 { _ = try probe("tcp://nobody.test:5432", "--timeout=10s") }
      let queries = names.queries
      #expect(queries.count == 12)
      // Six runs of one id in a row are not chance; neighbours would be a counter.
      #expect(Set(queries.map(\.id)).count >= 6)
      #expect(Set(queries.map(\.port)).count >= 4)
      let ids = queries.filter { $0.type == .a }.map { Int($0.id) }
      let steps = zip(ids.dropFirst(), ids).map { $0 - $1 }
      #expect(Set(steps).count >= 4)
    }
  }

  static let malformed = [
    String(repeating: "x", count: 64), "a.\(String(repeating: "x", count: 64)).test",
    String(repeating: "abcdefg.", count: 32) + "test", "a..test", ".test", "..",
  ]

  @Test(arguments: malformed)
  func refusedBeforeAsking(_ host: String) throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone)
      let run = try probe("tcp://\(host):5432")
      #expect(run.end == .exited(1))
      #expect(run.out == "")
      #expect(run.err.split(separator: "\n").count == 1)
      #expect(names.queries.isEmpty)
    }
  }

  @Test func longestNameThatIsOne() throws {
    let label = String(repeating: "x", count: 63)
    let host = "\(label).\(label).\(label).\(label.prefix(61))"
    try withNetwork(resolver: "nameserver 127.0.0.2\nsearch a.test\noptions ndots:9\n") {
      let names = try NameServer("127.0.0.2", [host: [.address("127.0.0.3")]])
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://\(host):5432")
      #expect(run.status == 0, "\(run)")
      // With the domain it would be too long to ask for.
      #expect(names.names == [host])
      service.finish()
    }
  }
}
