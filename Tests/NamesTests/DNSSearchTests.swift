import Testing
import Wire

/// Which of several servers' words counts, and when.
@Suite struct DNSSearchTests {
  static let servers = (2...4).map { "nameserver 127.0.0.\($0)\n" }

  /// The file with so many servers.
  private func file(_ count: Int, _ rest: String = "") -> String {
    Self.servers[..<count].joined() + rest + "\n"
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var servers: [Reaction]
    var options = ""
    /// The server whose address is found; nil where none is.
    var found: Int?
    /// Where none is found, whether that is for want of such a name.
    var isNoSuchHost = false
    /// When that is known, in milliseconds of 5,000.
    var time: ClosedRange<Int64>
  }

  static let rows = [
    Row(
      testDescription: "a slow address after a quick denial of a later server",
      servers: [.address(after: 400), .noSuchName], found: 0, time: 400...500),
    Row(
      testDescription: "the same at the end of the first server's time",
      servers: [.address(after: 4_900), .noSuchName], found: 0, time: 4_900...5_000),
    Row(
      testDescription: "an address of any server at once",
      servers: [.silence, .address()], found: 1, time: 20...300),
    Row(
      testDescription: "an address of the third server", servers: [.silence, .silence, .address()],
      found: 2, time: 20...600),
    Row(
      testDescription: "a denial of the first server", servers: [.noSuchName, .address()],
      isNoSuchHost: true, time: 0...0),
    Row(
      testDescription: "a slow denial of the first server, before which another was asked",
      servers: [.code(3, after: 600), .silence], isNoSuchHost: true,
      time: 600...600),
    Row(
      testDescription: "a denial after a failure", servers: [.failure, .noSuchName],
      isNoSuchHost: true, time: 0...0),
    Row(
      testDescription: "a denial after a refusal of the kernel",
      servers: [.unreachable, .noSuchName], isNoSuchHost: true, time: 0...0),
    Row(
      testDescription: "a denial after silence", servers: [.silence, .noSuchName],
      time: 5_000...5_000),
    Row(
      testDescription: "a denial after the silence that the file allows",
      servers: [.silence, .noSuchName], options: "options timeout:1", isNoSuchHost: true,
      time: 1_000...1_000),
    Row(
      testDescription: "a denial after two silent servers",
      servers: [.silence, .silence, .noSuchName], options: "options timeout:1", isNoSuchHost: true,
      time: 2_000...2_000),
    Row(
      testDescription: "an address after a failure", servers: [.failure, .address()], found: 1,
      time: 0...0),
    Row(
      testDescription: "failures of all", servers: [.failure, .code(5), .code(4)], time: 0...0),
    Row(
      testDescription: "one attempt, and an answer within its time",
      servers: [.address(after: 700)], options: "options attempts:1", found: 0, time: 700...800),
    Row(
      testDescription: "one attempt of a second, and silence", servers: [.silence],
      options: "options attempts:1 timeout:1", time: 1_000...1_000),
    Row(
      testDescription: "two attempts, and an answer after the first",
      servers: [.address(after: 1_500)],
      options: "options attempts:2 timeout:1", found: 0, time: 1_500...1_600),
    Row(
      testDescription: "as many attempts as there is time", servers: [.silence],
      time: 5_000...5_000),
  ]

  @Test(arguments: rows)
  func decides(_ row: Row) {
    let file = file(row.servers.count, row.options)
    let search = SimulatedSearch("db.test", file, timeout: 5_000) { server, _, record, _ in
      // The other kind is not there, and said so when the first is.
      if case .address(let after) = row.servers[server], record == .aaaa {
        return .noData(after: after)
      }
      return row.servers[server]
    }
    #expect(search.addresses == (row.found.map { ["10.0.0.\($0)"] } ?? []))
    #expect(search.isNoSuchHost == row.isNoSuchHost)
    #expect(row.time.contains(search.milliseconds), "\(search.milliseconds)")
  }

  /// A datagram that is lost, whichever it is, costs time and never the name.
  @Test(arguments: 0..<4, [1, 2, 3])
  func outlivesALostDatagram(_ lost: Int, _ count: Int) {
    let search = SimulatedSearch("db.test", file(count), timeout: 2_000) {
      server, _, record, index in
      if server > 0 { return .noSuchName }
      if index == 0, lost & (record == .a ? 1 : 2) != 0 { return .silence }
      return record == .a ? .address() : .noData()
    }
    #expect(search.addresses == ["10.0.0.0"])
  }

  /// What one kind comes to is no end of the other.
  static let pairs: [(a: Reaction, aaaa: Reaction, found: [String])] = [
    (.address(after: 100), .noSuchName, ["10.0.0.0"]),
    (.address(after: 4_000), .noSuchName, ["10.0.0.0"]),
    (.noSuchName, .address(after: 700), ["fd00::"]),
    (.address(after: 700), .failure, ["10.0.0.0"]), (.failure, .address(after: 700), ["fd00::"]),
    (.address(), .address(after: 700), ["10.0.0.0", "fd00::"]),
    (.address(after: 700), .address(), ["fd00::", "10.0.0.0"]),
    (.address(), .address(after: 4_900), ["10.0.0.0", "fd00::"]),
    (.address(), .silence, ["10.0.0.0"]), (.silence, .address(), ["fd00::"]),
    (.silence, .noSuchName, []), (.noSuchName, .silence, []),
  ]

  @Test(arguments: pairs)
  func asksForBothKinds(_ a: Reaction, _ aaaa: Reaction, _ found: [String]) {
    let search = SimulatedSearch("db.test", file(1), timeout: 5_000, goesOn: true) {
      _, _, record, _ in record == .a ? a : aaaa
    }
    #expect(search.addresses == found)
    #expect(search.milliseconds < 5_000 || found.isEmpty)
    #expect(!search.isNoSuchHost)
  }

  /// A server may fail once, as with a cold cache; glibc asks twice too.
  @Test(arguments: [
    (1, "", true), (2, "", false), (1, "options attempts:1", false),
    (2, "options attempts:3", true),
  ])
  func asksAgainAfterAFailure(_ failures: Int, _ options: String, _ isFound: Bool) {
    let search = SimulatedSearch("db.test", file(1, options), timeout: 5_000) {
      _, _, record, index in
      index < failures ? .failure : record == .a ? .address() : .noData()
    }
    #expect(search.addresses.isEmpty == !isFound)
    #expect(search.milliseconds == 0)
  }

  struct List: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// What the first server says to each name of the list in turn.
    var names: [Reaction]
    var isNoSuchHost = false
    /// Whether the last name of the list is found.
    var isFound = false
  }

  static let lists: [List] =
    [
      ("SERVFAIL", Reaction.failure), ("REFUSED", .code(5)), ("NOTIMP", .code(4)),
      ("FORMERR", .code(1)), ("no data", .noData()), ("NXDOMAIN", .noSuchName),
      ("silence", .silence), ("the kernel's refusal", .unreachable),
    ]
    .flatMap { text, reaction -> [List] in
      let isDenial = ["no data", "NXDOMAIN"].contains(text)
      return [
        List(testDescription: "\(text), then found", names: [reaction, .address()], isFound: true),
        List(
          testDescription: "\(text) twice, then found", names: [reaction, reaction, .address()],
          isFound: true),
        List(
          testDescription: "denied, \(text), then found",
          names: [.noSuchName, reaction, .address()],
          isFound: true),
        List(
          testDescription: "\(text), then denied", names: [reaction, .noSuchName, .noSuchName],
          isNoSuchHost: isDenial),
        List(
          testDescription: "denied, then \(text)", names: [.noSuchName, .noSuchName, reaction],
          isNoSuchHost: isDenial),
      ]
    }

  @Test(arguments: lists, [1, 2])
  func goesThroughTheList(_ list: List, _ servers: Int) {
    let domains = (1..<list.names.count).map { "d\($0)" }.joined(separator: " ")
    let search = SimulatedSearch("db", file(servers, "search \(domains)"), timeout: 2_000) {
      server, name, record, _ in
      // A second server is dead.
      if server > 0 { return .silence }
      let place = name == "db" ? list.names.count : Int(name.suffix(1)) ?? 0
      if case .address = list.names[place - 1], record == .aaaa { return .noData() }
      return list.names[place - 1]
    }
    #expect(search.addresses == (list.isFound ? ["10.0.0.0"] : []))
    if servers == 1 { #expect(search.isNoSuchHost == list.isNoSuchHost) }
    if list.isFound { #expect(search.milliseconds < 1_800) }
  }

  /// A dead first server leaves time for every name, and a slow one is still heard.
  @Test(arguments: [1, 2, 3, 6, 12], [500, 2_000, 5_000] as [Int64])
  func deadServerLeavesTimeForTheList(_ domains: Int, _ timeout: Int64) {
    let list = "search " + (1...domains).map { "d\($0)" }.joined(separator: " ")
    let search = SimulatedSearch("db", file(2, list), timeout: timeout) { server, name, record, _ in
      if server == 0 { return .silence }
      return name != "db" ? .noSuchName : record == .a ? .address() : .noData()
    }
    #expect(search.addresses == ["10.0.0.1"])
    #expect(search.milliseconds < timeout)
  }

  @Test(arguments: [100, 400, 900, 1_800] as [Int64])
  func slowServerIsHeardForANameWhoseTurnIsOver(_ delay: Int64) {
    let list = "search " + (1...9).map { "d\($0)" }.joined(separator: " ")
    let search = SimulatedSearch("db", file(2, list), timeout: 2_000) { server, name, record, _ in
      if server == 1 || name != "db.d1" { return .noSuchName }
      return record == .a ? .address(after: delay) : .noData(after: delay)
    }
    #expect(search.addresses == ["10.0.0.0"])
  }

  /// Silence brings no storm: each server is asked for each name a few times.
  @Test func asksSeldom() {
    let list = "search " + (1...9).map { "d\($0)" }.joined(separator: " ")
    let search = SimulatedSearch("db", file(3, list), timeout: 2_000) { _, _, _, _ in .silence }
    #expect(Set(search.queries.map(\.name)).count == 10)
    #expect(search.queries.count < 10 * 3 * 2 * 8)
    #expect(search.isLate)
  }

  @Test func answersInTheWrongOrderCount() {
    // The second name's answer comes while the first, which then has one too, is open.
    let search = SimulatedSearch("db", file(1, "search a b"), timeout: 2_000) {
      _, name, record, _ in
      guard name == "db.b" else { return .silence }
      return record == .a ? .address(after: 300) : .silence
    }
    #expect(search.addresses == ["10.0.0.0"])
  }
}
