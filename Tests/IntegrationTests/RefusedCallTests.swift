import Glibc
import Harness
import Testing

/// Each system call that the program makes, refused: a line and 0 or 1 at once, or a way without it.
@Suite(
  .needsNamespace, .needs("root, to filter system calls", isThere: SystemCallFilter.isAvailable))
struct RefusedCallTests {
  /// What a check of a healthy server by its address comes to without a call: healthy where there is
  /// no text, unhealthy with it otherwise.
  static let outcomes: [String: String] = [
    "clock_gettime": "healthprobe: the kernel refuses the system call clock_gettime: ",
    "close": "", "connect": ": connect: ", "exit": "", "exit_group": "", "fcntl": "", "getpid": "",
    "kill": "", "newfstatat": "", "setsockopt": "",
    "getpeername": "", "getrandom": "", "getsockname": ": connect: ", "ioctl": "", "mmap": "",
    "openat": "", "ppoll": "healthprobe: the kernel refuses the system call ppoll: ",
    "prlimit64": "", "read": "", "recvfrom": ": receive: ", "rt_sigaction": "",
    "rt_sigprocmask": "", "rt_sigtimedwait": "", "sendto": ": send: ", "sigaltstack": "",
    "socket": ": connect: ", "write": "",
  ]

  /// The calls in the sources: their names and their numbers on this CPU.
  static let calls: [(name: String, number: Int)] = {
    #if arch(x86_64)
      let condition = "__x86_64__"
    #else
      let condition = "__aarch64__"
    #endif
    let folder = "\(Product.package)/Sources/CLinux/include"
    let text = (try? contents(of: "\(folder)/system_calls.h")) ?? ""
    let branch = text.split(separator: "defined(\(condition))").dropFirst().first ?? ""
    return branch.prefix { $0 != "#" }.matches(of: /SYS_([a-z0-9_]+) = ([0-9]+)/).map {
      (String($0.1), Int($0.2) ?? -1)
    }
  }()

  @Test func eachHasARow() {
    #expect(!Self.calls.isEmpty)
    #expect(Set(Self.calls.map(\.name)) == Set(Self.outcomes.keys))
  }

  /// Each path through the program that makes calls of its own; the first is a plain check.
  static let scenarios: [(arguments: [String], limits: [Limit], stream: Stream)] = [
    (["http://127.0.0.3/"], [], .null),
    (["http://app.lan/"], [], .null),
    (["http://[fe80::1%25lo]/"], [], .null),
    (["-H", "@/etc/headers", "http://127.0.0.3/"], [], .null),
    (
      ["-v", "-r1", "-i120ms", "tcp://127.0.0.3:81", "http://127.0.0.3/"], [.softOpenFiles(3)],
      .closed
    ),
    (["tcp://127.0.0.4:40000"], [], .null),
    (["udp://127.0.0.3:9"], [], .null),
    (["file:///etc/headers?max-age=1h"], [], .null),
    (["pid:///etc/pid"], [], .null),
    (["--version"], [], .null),
    (["--nonsense"], [], .null),
  ]

  @Test(arguments: [SystemCallFilter.Refusal.error(EPERM), .error(ENOSYS)])
  func refused(_ refusal: SystemCallFilter.Refusal) throws {
    try inNetwork {
      for (name, number) in Self.calls {
        for (place, scenario) in Self.scenarios.enumerated() {
          let run = try Self.run(scenario, number, refusal)
          let row = Comment("\(name) refused: \(scenario.arguments): \(run)")
          #expect(run.end == .exited(0) || run.end == .exited(1), row)
          #expect(run.duration < .seconds(5), row)
          #expect(run.all.isEmpty == (name == "write"), row)
          if place == 0 {
            let outcome = try #require(Self.outcomes[name])
            #expect(run.end == .exited(outcome.isEmpty ? 0 : 1), row)
            #expect(run.err.contains(outcome) || outcome.isEmpty, row)
          }
        }
      }
    }
  }

  /// A filter may send SIGSYS instead.
  ///
  /// Nothing can be said then by a program that must not ask for the signal, write or end.
  @Test func refusedBySignal() throws {
    try inNetwork {
      for (name, number) in Self.calls
      where !["rt_sigaction", "write", "exit_group"].contains(name) {
        let run = try Self.run(Self.scenarios[0], number, .signal)
        let row = Comment("\(name) refused: \(run)")
        #expect(run.end == .exited(0) || run.end == .exited(1), row)
        if run.status == 1 { #expect(run.err.contains("SIGSYS"), row) }
      }
    }
  }

  @Test(arguments: [EPERM, ENOSYS])
  func idsWithoutRandomNumbers(_ error: Int32) throws {
    try withNetwork {
      let names = try NameServer("127.0.0.2", Self.zone)
      let service = try Server(Place(host: "127.0.0.3", port: 80), scripts: [.ok])
      let number = try #require(Self.calls.first { $0.name == "getrandom" }).number
      for _ in 0..<4 {
        let run = try Self.run(Self.scenarios[1], number, .error(error))
        #expect(run.status == 0, "\(run)")
      }
      let ids = names.queries.map(\.id)
      #expect(ids.count == 8)
      #expect(Set(ids).count >= 7, "\(ids)")
      #expect(!ids.contains(0) || ids.count { $0 == 0 } == 1, "\(ids)")
      service.finish()
    }
  }

  static let zone: Zone = ["app.lan": [.address("127.0.0.3")]]

  private func inNetwork(_ body: () throws -> Void) throws {
    let etc = ["resolv.conf": "nameserver 127.0.0.2\n", "headers": "X-Check: 1\n", "pid": "1\n"]
    try Namespace.run(etc: etc) {
      try Namespace.setEphemeralPorts(40_000...40_999)
      let names = try NameServer("127.0.0.2", Self.zone)
      let service = try Server(Place(host: "127.0.0.3", port: 80), scripts: [.ok])
      try withExtendedLifetime(names) { try body() }
      service.finish()
    }
  }

  private static func run(
    _ scenario: (arguments: [String], limits: [Limit], stream: Stream), _ call: Int,
    _ refusal: SystemCallFilter.Refusal
  ) throws -> Run {
    try SystemCallFilter.refusing(call, with: refusal) {
      try probe(
        arguments: ["-t20s"] + scenario.arguments, input: scenario.stream, limits: scenario.limits)
    }
  }

  private static func contents(of path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw HarnessError("no \(path)") }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
