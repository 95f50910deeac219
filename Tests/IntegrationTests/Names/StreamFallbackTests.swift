import Harness
import Testing

/// What is wrong where an answer does not fit in a datagram and TCP fails: the reason says that it
/// was TCP.
@Suite(.needsNamespace)
struct StreamFallbackTests {
  static let failures: [(replies: [NameReply]?, reason: String)] = [
    (nil, "127.0.0.2 over TCP: connection refused"),
    ([.hangUp], "127.0.0.2 over TCP: connection reset"),
    ([.code(2)], "127.0.0.2 over TCP answered SERVFAIL"),
    ([], "no answer from 127.0.0.2 over TCP within "),
    // Two milliseconds for each of the bytes.
    ([.pieces(1)], "no answer from 127.0.0.2 over TCP within "),
  ]

  static let long: Zone = ["db.test": (1...255).map { .address("127.0.1.\($0)") }]

  @Test(arguments: failures.indices)
  func reason(_ index: Int) throws {
    let (replies, reason) = Self.failures[index]
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.long, refusesStreams: replies == nil) {
        $0.isStream ? replies ?? [] : [.truncated]
      }
      let run = try probe("tcp://db.test:5432", "--timeout=700ms")
      #expect(run.failedToResolve(reason), "\(run)")
      #expect(run.duration < .seconds(2.5))
      #expect(names.queries.contains { $0.isStream } == (replies != nil))
    }
  }

  /// The next server is asked where TCP to the first fails.
  @Test(arguments: failures.indices)
  func nextServerAnswers(_ index: Int) throws {
    let replies = Self.failures[index].replies
    try withNetwork(resolver: "nameserver 127.0.0.2\nnameserver 127.0.0.4\n") {
      let first = try NameServer("127.0.0.2", Self.long, refusesStreams: replies == nil) {
        $0.isStream ? replies ?? [] : [.truncated]
      }
      let second = try NameServer("127.0.0.4", ["db.test": [.address("127.0.0.3")]])
      let service = try serve("127.0.0.3")
      let run = try probe("tcp://db.test:5432", "--timeout=10s")
      #expect(run.reached("127.0.0.3"), "\(run)")
      #expect(!first.queries.isEmpty && !second.queries.isEmpty)
      service.finish()
    }
  }
}
