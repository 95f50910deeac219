import Harness
import Testing

/// Limits of descriptors below what a name takes: one that may be raised costs nothing, and one that
/// may not is what the line tells, and nobody else's fault.
@Suite(.needsNamespace)
struct DescriptorLimitTests {
  static let targets = [
    ["tcp://127.0.0.3:5432"], ["tcp://file.test:5432"], ["tcp://dns.test:5432"],
    ["tcp://many.test:5432"], ["tcp://[fe80::1%lo]:5432"], ["tcp://localhost:5432"],
    ["-u", "@/etc/user", "http://127.0.0.3/"], ["-u", "@/etc/user", "http://dns.test/"],
    ["tcp://file.test:5432", "tcp://dns.test:5432", "tcp://[fe80::1%lo]:5432"],
  ]
  static let zone: Zone = [
    "dns.test": [.address("127.0.0.3")],
    "many.test": (1...99).map { .address("127.0.1.\($0)") } + [.address("127.0.0.3")],
  ]

  private func run(
    _ arguments: [String], _ limit: Limit, _ check: (Run, NameServer) -> Void
  ) throws {
    let etc = [
      "hosts": "127.0.0.3 file.test\n", "resolv.conf": "nameserver 127.0.0.2\n", "user": "u:p\n",
    ]
    try Namespace.run(etc: etc) {
      try Namespace.add("fe80::1", prefix: 64)
      let names = try NameServer("127.0.0.2", Self.zone)
      let services = try ["127.0.0.1", "127.0.0.3", "fe80::1%lo"].map(serve)
      let web = try Server(Place(host: "127.0.0.3", port: 80), scripts: [.ok])
      check(try probe(arguments: arguments + ["--timeout=10s"], limits: [limit]), names)
      for service in services + [web] { service.finish() }
    }
  }

  @Test(arguments: targets, [3, 4, 5])
  func limitThatMayBeRaised(_ arguments: [String], _ count: Int) throws {
    try run(arguments, .softOpenFiles(count)) { run, _ in
      #expect(run.end == .exited(0), "\(run)")
      #expect(run.duration < .seconds(5))
    }
  }

  @Test(arguments: targets)
  func limitThatMayNot(_ arguments: [String]) throws {
    try run(arguments, .openFiles(3)) { run, names in
      #expect(run.end == .exited(1), "\(run)")
      #expect(!run.err.isEmpty)
      for line in run.err.split(separator: "\n") {
        #expect(line.contains(": too many open files"), "\(run)")
        #expect(!line.contains("interface") && !line.contains("127.0.0.2"), "\(run)")
      }
      #expect(run.duration < .seconds(3))
      #expect(names.queries.isEmpty)
    }
  }

  /// One descriptor is enough for most.
  ///
  /// An answer over TCP takes two, unless the server has answered
  /// all else before it is asked for.
  @Test(arguments: targets, [4, 5])
  func fewDescriptors(_ arguments: [String], _ count: Int) throws {
    try run(arguments, .openFiles(count)) { run, _ in
      let mayBeShort = count == 4 && arguments.contains { $0.contains("many.test") }
      let isShort = mayBeShort && run.err.contains(": too many open files")
      #expect(run.end == .exited(isShort ? 1 : 0), "\(run)")
      #expect(run.duration < .seconds(15))
    }
  }

  /// As many checks as there are descriptors, and half as many again.
  @Test(arguments: [Limit.openFiles(100), .softOpenFiles(100)], ["file", "dns", "literal"])
  func manyNames(_ limit: Limit, _ kind: String) throws {
    let count = 150
    let hosts = (0..<count).map { "127.0.0.3 file\($0)\n" }.joined()
    let zone = (0..<count).map { ("dns\($0)", [NameRecord.address("127.0.0.3")]) }
    try withNetwork(hosts: hosts) {
      let names = try NameServer("127.0.0.2", Zone(uniqueKeysWithValues: zone))
      let slow = [Step.receiveHead, .pause(.milliseconds(100))] + [Step].ok.dropFirst()
      let web = try Server(Place(host: "127.0.0.3", port: 80), scripts: [slow])
      let targets = (0..<count).map {
        kind == "literal" ? "http://127.0.0.3/?\($0)" : "http://\(kind)\($0)/"
      }
      let run = try probe(arguments: targets + ["--timeout=20s"], limits: [limit])
      #expect(run.end == .exited(0), "\(run.err.prefix(1000))")
      #expect(run.out.split(separator: "\n").count == count)
      #expect(web.finish().count == count)
      withExtendedLifetime(names) {}
    }
  }
}
