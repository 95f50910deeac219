import Harness
import Testing

/// Name servers that fail: the next one is asked, and the deadline holds.
@Suite(.needsNamespace)
struct FailingServerTests {
  static let zone: Zone = ["db.test": [.address("127.0.0.3")]]
  static let two = "nameserver 127.0.0.2\nnameserver 127.0.0.4\n"
  static let three = "\(two)nameserver 127.0.0.5\n"
  // Tells scheduling noise from a deadline that was missed.
  static let noise = Duration.seconds(1.5)

  static let failures: [[NameReply]] = [[.code(2)], [.code(5)], [.code(4)], [.code(1)], []]

  @Test(arguments: failures)
  func nextServerAnswers(_ failure: [NameReply]) throws {
    try withNetwork(resolver: Self.two) {
      let first = try NameServer("127.0.0.2", Self.zone) { _ in failure }
      let second = try NameServer("127.0.0.4", Self.zone)
      let service = try serve("127.0.0.3")
      // By the default timeout of two seconds.
      let run = try probe("tcp://db.test:5432")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(!first.queries.isEmpty)
      #expect(!second.queries.isEmpty)
      service.finish()
    }
  }

  @Test func deadServersCostLittle() throws {
    try withNetwork(resolver: Self.three) {
      // Nobody listens on the first two: the kernel says so at once.
      let third = try NameServer("127.0.0.5", Self.zone)
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(third.queries.count >= 2)
      service.finish()
    }
  }

  @Test func whatAnotherServerDeniesDoesNotExist() throws {
    try withNetwork(resolver: Self.two) {
      // Nobody listens on the first one, and the second one knows the answer.
      let second = try NameServer("127.0.0.4", Self.zone)
      let run = try probe("tcp://nobody.test:5432")
      #expect(run.failedToResolve("no such host 'nobody.test'"), "\(run)")
      #expect(!second.queries.isEmpty)
    }
  }

  @Test func unreachableServerCostsLittle() throws {
    // The namespace has no route to the first one.
    try withNetwork(resolver: "nameserver 192.0.2.1\nnameserver 127.0.0.2\n") {
      let names = try NameServer("127.0.0.2", Self.zone)
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(!names.queries.isEmpty)
      service.finish()
    }
  }

  @Test func unreachableServerIsUnreachableForTheNextNameToo() throws {
    let resolver = "nameserver 192.0.2.1\nnameserver 127.0.0.2\nsearch a.test b.test\n"
    try withNetwork(resolver: resolver) {
      let names = try NameServer("127.0.0.2") { $0.name == "db.b.test" ? [] : [.code(3)] }
      let run = try probe("tcp://db:5432", "--timeout=500ms")
      #expect(run.failedToResolve("192.0.2.1: network unreachable, no answer from "), "\(run)")
      #expect(!names.queries.isEmpty)
    }
  }

  @Test func silentServersLeaveTimeForTheThird() throws {
    try withNetwork(resolver: Self.three) {
      let silent = try ["127.0.0.2", "127.0.0.4"].map { try NameServer($0) { _ in [] } }
      let third = try NameServer("127.0.0.5", Self.zone)
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(silent.allSatisfy { !$0.queries.isEmpty })
      #expect(!third.queries.isEmpty)
      service.finish()
    }
  }

  @Test(arguments: [1, 2])
  func firstQueriesAreLost(_ count: Int) throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) { $0.index < count ? [] : [.answer] }
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(run.duration < .seconds(6))
      #expect(names.queries.count > 2 * count)
      service.finish()
    }
  }

  @Test(arguments: [RecordType.a, .aaaa])
  func oneTypeIsNeverAnswered(_ silent: RecordType) throws {
    let address = silent == .a ? "::1" : "127.0.0.3"
    try withNetwork {
      let names = try NameServer("127.0.0.2", ["db.test": [.address(address)]]) {
        $0.type == silent ? [] : [.answer]
      }
      let service = try serve(address)
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.reached(address), "\(run)")
      // RFC 8305 §3 waits for 50 ms.
      #expect(run.duration < .seconds(1))
      #expect(Set(names.queries.compactMap(\.type)) == [.a, .aaaa])
      service.finish()
    }
  }

  @Test(arguments: [2, 5, 3] as [UInt8])
  func oneTypeFails(_ code: UInt8) throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) {
        $0.type == .aaaa ? [.code(code)] : [.answer]
      }
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(run.duration < .seconds(3))
      #expect(!names.queries.isEmpty)
      service.finish()
    }
  }

  @Test func lateAnswerIsTaken() throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) { _ in
        [.pause(.milliseconds(1200)), .answer]
      }
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(run.duration >= .milliseconds(1150))
      #expect(run.duration < .seconds(5))
      #expect(!names.queries.isEmpty)
      service.finish()
    }
  }

  @Test func lateServerIsStillHeardAfterTheNextWasAsked() throws {
    try withNetwork(resolver: Self.two) {
      let first = try NameServer("127.0.0.2", Self.zone) { _ in
        [.pause(.milliseconds(1500)), .answer]
      }
      let second = try NameServer("127.0.0.4") { _ in [] }
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(!first.queries.isEmpty)
      #expect(!second.queries.isEmpty)
      service.finish()
    }
  }

  @Test func noSuchHostIsFinal() throws {
    try withNetwork(resolver: Self.two) {
      let first = try NameServer("127.0.0.2")
      let second = try NameServer("127.0.0.4", Self.zone)
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.failedToResolve("no such host 'db.test'"), "\(run)")
      #expect(run.duration < .seconds(5))
      #expect(first.queries.count == 2)
      #expect(second.queries.isEmpty)
    }
  }

  static let codes: [(code: UInt8, text: String)] = [(2, "SERVFAIL"), (5, "REFUSED")]

  @Test(arguments: codes)
  func failureIsNamed(_ code: UInt8, _ text: String) throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2") { _ in [.code(code)] }
      let run = try probe("tcp://db.test:5432")
      #expect(run.failedToResolve("127.0.0.2 answered \(text)"), "\(run)")
      #expect(run.duration < .seconds(2) + Self.noise)
      #expect(!names.queries.isEmpty)
    }
  }

  static let timeouts: [(timeout: String, duration: Duration, text: String)] = [
    ("500ms", .milliseconds(500), "0.5 s"), ("2s", .seconds(2), "2.0 s"),
  ]

  @Test(arguments: timeouts, [two, "nameserver 127.0.0.2\n"])
  func silenceEndsByTheDeadline(
    _ limit: (timeout: String, duration: Duration, text: String), _ file: String
  ) throws {
    try withNetwork(resolver: file) {
      let servers = try ["127.0.0.2", "127.0.0.4"].map { try NameServer($0) { _ in [] } }
      let run = try probe("tcp://db.test:5432", "--timeout=\(limit.timeout)")
      let asked = file == Self.two ? "127.0.0.2, 127.0.0.4" : "127.0.0.2"
      #expect(run.failedToResolve("no answer from \(asked) within "), "\(run)")
      if limit.duration >= .seconds(1) { #expect(run.err.contains(" within \(limit.text) (")) }
      #expect(run.duration >= limit.duration - .milliseconds(10))
      #expect(run.duration < limit.duration + Self.noise)
      #expect(servers[0].queries.count >= 2)
    }
  }

  @Test func optionsOfTheFileDoNotMoveTheDeadline() throws {
    try withNetwork(resolver: "\(Self.two)options timeout:30 attempts:5\n") {
      let silent = try NameServer("127.0.0.2") { _ in [] }
      let run = try probe("tcp://db.test:5432", "--timeout=500ms")
      #expect(run.failedToResolve(), "\(run)")
      #expect(run.duration < .milliseconds(500) + Self.noise)
      #expect(!silent.queries.isEmpty)
    }
  }

  @Test func searchListKeepsTheDeadline() throws {
    let domains = (0..<6).map { "d\($0).test" }.joined(separator: " ")
    try withNetwork(resolver: "\(Self.two)search \(domains)\n") {
      let slow = try NameServer("127.0.0.2") { _ in [.pause(.milliseconds(200)), .answer] }
      let run = try probe("tcp://db:5432", "--timeout=500ms")
      #expect(run.failedToResolve(), "\(run)")
      #expect(run.duration >= .milliseconds(490))
      #expect(run.duration < .milliseconds(500) + Self.noise)
      #expect(slow.names.count >= 2)
    }
  }

  @Test func oneDeadlineForResolvingAndReceiving() throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) { _ in
        [.pause(.milliseconds(400)), .answer]
      }
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432", "--expect=x", "--timeout=800ms")
      #expect(run.status == 1)
      #expect(run.err.contains(": receive: timed out after "), "\(run)")
      #expect(run.duration < .milliseconds(800) + Self.noise)
      #expect(!names.queries.isEmpty)
      service.finish()
    }
  }

  @Test func theNextAttemptAsksAgain() throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) { $0.index == 0 ? [.code(3)] : [.answer] }
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432", "--retries=1", "--interval=10ms", "--timeout=5s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(names.queries.count == 4)
      service.finish()
    }
  }
}
