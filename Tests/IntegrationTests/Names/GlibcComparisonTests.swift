import Harness
import Testing

/// Several name servers and search lists, with glibc's `getaddrinfo` as the oracle: what it finds
/// within the time, the program finds.
@Suite(.needsNamespace, .needs(program: "getent"))
struct GlibcComparisonTests {
  /// What a server says to one name.
  enum Word: Character, CaseIterable, Sendable {
    case address = "a"
    /// An address, after some time.
    case late = "l"
    /// An address over TCP, after a datagram that was cut.
    case cut = "c"
    /// An address once it was asked a second time: a failure, or a datagram that is lost.
    case flaky = "f"
    case lost = "o"
    /// No such name, no data, SERVFAIL, REFUSED, NOTIMP, an empty answer of no authority.
    case noSuchName = "x"
    case noData = "d"
    case failure = "s"
    case refusal = "r"
    case notImplemented = "n"
    case referral = "e"
    case silence = "-"

    func replies(to query: NameQuery) -> [NameReply] {
      switch self {
      case .address: [.records([.address("127.0.0.3")])]
      case .late: [.pause(.milliseconds(400))] + Word.address.replies(to: query)
      case .cut: query.isStream ? Word.address.replies(to: query) : [.truncated]
      case .flaky: query.index == 0 ? [.code(2)] : Word.address.replies(to: query)
      case .lost: query.index == 0 ? [] : Word.address.replies(to: query)
      case .noSuchName: [.code(3)]
      case .noData: [.records([])]
      case .failure: [.code(2)]
      case .refusal: [.code(5)]
      case .notImplemented: [.code(4)]
      case .referral: [.referral]
      case .silence: []
      }
    }
  }

  /// A name, and what each server says to each name of the search list: `asx-` is one row for four
  /// servers, or two for two.
  struct Row: Sendable {
    var words: [Word]
    /// The name that tells a server what to say; each asker has its own, since some words differ when
    /// they are asked for again.
    func host(for asker: String) -> String {
      asker + String(words.map { $0 == .silence ? "0" : $0.rawValue })
    }
  }

  /// Rows that share the files of `/etc`.
  struct Group: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The servers that answer, in the order of the file.
    var servers: [String]
    /// Those that the file names besides: before them, where nobody listens.
    var dead: [String] = []
    var domains: [String] = []
    var rows: [Row]

    var resolver: String {
      (dead + servers).map { "nameserver \($0)\n" }.joined()
        + (domains.isEmpty ? "" : "search \(domains.joined(separator: " "))\n")
        + "options timeout:1\n"
    }

    /// What a server says; the name of a row holds it.
    func word(of server: Int, _ query: NameQuery) -> Word? {
      let labels = query.name.lowercased().split(separator: ".")
      guard let host = labels.first else { return nil }
      let words = host.dropFirst().compactMap { Word(rawValue: $0 == "0" ? "-" : $0) }
      let domain = labels.dropFirst().joined(separator: ".")
      let place = domains.firstIndex(of: domain) ?? domains.count
      let index = place * servers.count + server
      return index < words.count ? words[index] : nil
    }
  }

  /// Every row of so many words out of these.
  static func product(_ words: [[Word]]) -> [Row] {
    words.reduce([[]]) { rows, words in rows.flatMap { row in words.map { row + [$0] } } }
      .map(Row.init)
  }

  static let (one, two, three) = ("127.0.0.2", "127.0.0.4", "127.0.0.5")
  static let all = Word.allCases
  static let few: [Word] = [.address, .noSuchName, .failure, .silence]
  static let denials: [Word] = [.noSuchName, .noData, .failure, .refusal, .notImplemented]

  static let groups = [
    Group(testDescription: "one server", servers: [one], rows: product([all])),
    Group(testDescription: "two servers", servers: [one, two], rows: product([all, all])),
    Group(
      testDescription: "one server after a port that refuses", servers: [one], dead: ["127.0.0.9"],
      rows: product([all])),
    Group(
      testDescription: "one server after a network without a route", servers: [one],
      dead: ["192.0.2.1"], rows: product([all])),
    Group(
      testDescription: "three servers", servers: [one, two, three],
      rows: product([few + [.late], few, few])),
    Group(
      testDescription: "a search list", servers: [one], domains: ["a.test", "b.test"],
      rows: product([denials + [.address, .silence], denials + [.late], [.address, .late, .cut]])),
    Group(
      testDescription: "a search list and a dead server", servers: [one, two], domains: ["a.test"],
      rows: product([[.silence], few + [.noData], [.silence], few])),
    Group(
      testDescription: "a search list and a server that is slow or fails", servers: [one, two],
      domains: ["a.test"],
      rows: product([[.late, .lost, .failure], few, [.address, .failure], [.noSuchName]])),
  ]

  /// The time of an attempt, and of what glibc is held to: a bit less, for a busy machine.
  static let timeout = Duration.seconds(5)
  static let margin = Duration.seconds(1)

  @Test(arguments: groups)
  func findsWhatGlibcFinds(_ group: Group) throws {
    try Namespace.run(etc: ["resolv.conf": group.resolver, "nsswitch.conf": SystemResolver.order]) {
      let servers = try group.servers.enumerated().map { index, address in
        try NameServer(address) { query in
          group.word(of: index, query)?.replies(to: query) ?? [.code(3)]
        }
      }
      let service = try serve("127.0.0.3")
      let outcomes = try concurrently(group.rows) { row in
        (
          glibc: try SystemResolver(row.host(for: "g")),
          run: try probe(
            "tcp://\(row.host(for: "p")):5432", "--timeout=\(Self.timeout.components.seconds)")
        )
      }
      for (row, outcome) in zip(group.rows, outcomes) {
        let (glibc, run) = outcome
        #expect(run.end == .exited(run.status ?? -1))
        if !glibc.addresses.isEmpty, glibc.duration < Self.timeout - Self.margin {
          #expect(run.reached("127.0.0.3"), "\(row.words) \(glibc), \(run)")
        } else if run.status != 0 {
          #expect(run.failedToResolve(), "\(row.words) \(run)")
        }
      }
      #expect(servers.allSatisfy { !$0.queries.isEmpty })
      #expect(outcomes.contains { !$0.glibc.addresses.isEmpty })
      service.finish()
    }
  }
}
