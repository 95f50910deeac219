import Harness
import Testing

/// Answers that are wrong: never believed, never a trap, never past the deadline.
@Suite(.needsNamespace)
struct HostileServerTests {
  static let zone: Zone = ["db.test": [.address("127.0.0.3")]]

  @Test(arguments: Forgery.fromOthers)
  func truthFollows(_ forgery: Forgery) throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) { _ in
        [.forged(forgery), .forged(forgery), .pause(.milliseconds(100)), .answer]
      }
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(!names.queries.isEmpty)
      service.finish()
    }
  }

  @Test(arguments: Forgery.allCases)
  func nothingElse(_ forgery: Forgery) throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) { _ in [.forged(forgery)] }
      let run = try probe("tcp://db.test:5432", "--timeout=500ms")
      #expect(run.failedToResolve(), "\(run)")
      #expect(!run.all.contains(NameReply.poison))
      #expect(run.duration < .seconds(2))
      #expect(!names.queries.isEmpty)
    }
  }

  @Test(arguments: Forgery.malformed)
  func nextServerAnswers(_ forgery: Forgery) throws {
    try withNetwork(resolver: "nameserver 127.0.0.2\nnameserver 127.0.0.4\n") {
      let first = try NameServer("127.0.0.2", Self.zone) { _ in [.forged(forgery)] }
      let second = try NameServer("127.0.0.4", Self.zone)
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      // An empty answer of the right form is an answer.
      let isNoData = run.failedToResolve("no such host 'db.test'")
      #expect(run.reached("127.0.0.3") || (isNoData && forgery.isWellFormed), "\(run)")
      #expect(!run.all.contains(NameReply.poison))
      #expect(!first.queries.isEmpty)
      if !isNoData { #expect(!second.queries.isEmpty) }
      service.finish()
    }
  }

  @Test(arguments: Forgery.allCases)
  func overStreams(_ forgery: Forgery) throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) {
        $0.isStream ? [.forged(forgery)] : [.truncated]
      }
      let run = try probe("tcp://db.test:5432", "--timeout=500ms")
      // A stream has no other port or address to come from.
      let isTrue = [.foreignPort, .foreignAddress].contains(forgery)
      #expect(isTrue ? run.end == .exited(1) : run.failedToResolve(), "\(run)")
      if !isTrue { #expect(!run.all.contains(NameReply.poison)) }
      #expect(run.duration < .seconds(2))
      #expect(names.queries.contains { $0.isStream })
    }
  }

  /// Answers that take long to read, from three servers and to ten names of a search
  /// list.
  @Test func answersThatTakeLongToRead() throws {
    let hosts = ["127.0.0.2", "127.0.0.4", "127.0.0.5"]
    let resolver =
      hosts.map { "nameserver \($0)\n" }.joined() + "search "
      + (0..<10).map { "d\($0).test" }.joined(separator: " ") + "\n"
    try withNetwork(resolver: resolver) {
      let servers = try hosts.map {
        try NameServer($0) { $0.isStream ? [.forged(.pointerChains)] : [.truncated] }
      }
      let run = try probe("tcp://db:5432", "--timeout=500ms")
      #expect(run.failedToResolve(), "\(run)")
      #expect(run.duration < .seconds(2.5))
      #expect(servers[0].queries.contains { $0.isStream })
    }
  }

  @Test func flood() throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone) { _ in
        (0..<20_000).map { _ in .forged(.foreignID) }
      }
      let run = try probe("tcp://db.test:5432", "--timeout=500ms")
      #expect(run.failedToResolve(), "\(run)")
      #expect(run.duration < .seconds(2.5))
      #expect(!names.queries.isEmpty)
    }
  }

  @Test func floodOfAliases() throws {
    let chain = (0..<20).map { ("n\($0).test", [NameRecord.alias("n\($0 + 1).test")]) }
    let zone = Zone(uniqueKeysWithValues: chain + [("n20.test", [.address("127.0.0.3")])])
    try withNetwork {
      let names = try NameServer("127.0.0.2", zone)
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://n0.test:5432", "--timeout=1s")
      #expect(run.reached("127.0.0.3") || run.failedToResolve(), "\(run)")
      #expect(names.queries.count < 30)
      service.finish()
    }
  }
}

extension Forgery {
  /// Whether the answer may be taken for one that holds no record of the name.
  fileprivate var isWellFormed: Bool {
    switch self {
    case .foreignOwner, .aliasLoop, .shortAddress, .longAddress: true
    default: false
    }
  }
}
