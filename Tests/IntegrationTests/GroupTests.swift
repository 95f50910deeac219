import Harness
import Testing

/// `--next`: groups of targets, each with options of its own.
@Suite struct GroupTests {
  @Test func optionsHoldForTheirGroup() throws {
    let (first, second) = (try Server(.ipv4, .okToBody), try Server(.ipv4, .ok))
    let run = try probe(
      "-X", "PUT", "-H", "X-A: 1", "-u", "u:p", "-d", "body", first.url("/1"), "-s200", "--next",
      second.url("/2"), "-H", "X-B: 2")
    #expect(run.end == .exited(0), "\(run)")
    let one = Request(try #require(first.finish().first))
    #expect(one.line == "PUT /1 HTTP/1.1")
    #expect(one.values("x-a") == ["1"] && one.values("x-b") == [])
    #expect(one.values("authorization") == ["Basic dTpw"])
    let two = Request(try #require(second.finish().first))
    #expect(two.line == "GET /2 HTTP/1.1")
    #expect(two.values("x-a") == [] && two.values("x-b") == ["2"])
    #expect(two.values("authorization") == [] && two.values("content-type") == [])
    #expect(two.rest == "")
  }

  /// An option, and whether it makes a server that answers `script` healthy; without it the verdict
  /// is the other one.
  static let judging: [(option: [String], script: [Step], isHealthy: Bool)] = [
    (["-s500"], .answer(status: "500 No"), true), (["-s404"], .ok, false),
    (["-e", "no"], .ok, false), (["--expect-json=/a=1"], .ok, false), (["--invert"], .ok, false),
    (["--max-redirects=0"], .redirect(to: "/again"), true),
    (["-t200ms"], [.receiveHead, .pause(.milliseconds(600))] + [Step].ok.dropFirst(), false),
  ]

  @Test(arguments: judging)
  func verdictsOfEachGroup(_ row: (option: [String], script: [Step], isHealthy: Bool)) throws {
    let server = try Server(.ipv4, row.script)
    let target = server.url()
    for arguments in [
      row.option + [target, "--next", target], [target, "--next", target] + row.option,
      [target, "--next", target] + row.option + ["--next", target],
    ] {
      let run = try probe(arguments: arguments + ["--any", "-v"])
      #expect(run.end == .exited(0), "\(run)")
      // A run of all needs both verdicts to be the same, which they are not.
      #expect(try probe(arguments: arguments).end == .exited(1))
    }
    #expect(try probe(arguments: row.option + [target]).status == (row.isHealthy ? 0 : 1))
  }

  @Test func retriesOfEachGroup() throws {
    let (first, second) = (
      try Server(.ipv4, .answer(status: "500 A")), try Server(.ipv4, .answer(status: "500 B"))
    )
    let run = try probe(
      "--any", "-r3", "-i1ms", first.url(), "--next", "-r1", "-i1ms", second.url())
    #expect(run.end == .exited(1))
    #expect(first.finish().count == 4)
    #expect(second.finish().count == 2)
  }

  @Test func exclusiveOptionsOfTwoGroupsDoNotMeet() throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe("-r1", server.url(), "--next", "-w1s", server.url())
    #expect(run.end == .exited(0))
    #expect(try probe("-w1s", server.url(), "--next", "-r1", server.url()).end == .exited(0))
    let both = try probe(server.url(), "--next", "-r1", "-w1s", server.url())
    #expect(both.err == "healthprobe: -w and -r exclude each other\n")
  }

  /// Options for the run hold wherever they stand.
  @Test(arguments: ["--any", "-q", "-v", "--json"])
  func optionsOfTheRun(_ option: String) throws {
    let (good, bad) = (try Server(.ipv4, .ok), try Server(.ipv4, .answer(status: "500 No")))
    let runs = try [
      [option, good.url(), "--next", bad.url()], [good.url(), option, "--next", bad.url()],
      [good.url(), "--next", bad.url(), option], [good.url(), "--next", option, bad.url()],
    ].map { try probe(arguments: $0) }
    for run in runs {
      #expect(run.status == (option == "--any" ? 0 : 1))
      switch option {
      case "-q": #expect(run.out == "")
      case "-v": #expect(run.err.hasPrefix("attempt 1 "))
      case "--json": #expect(run.out.hasPrefix("{\"target\":") && run.err == "")
      default: #expect(run.out.hasPrefix("healthy "))
      }
    }
  }

  @Test func twinsHoldForEveryGroup() throws {
    let servers = try (0..<3).map { _ in try Server(.ipv4, .okToBody) }
    let run = try probe(
      "-HX-A: 2", "-eo", servers[0].url(), "--next", servers[1].url(), "--next", "-HX-B: 3",
      servers[2].url(),
      environment: [
        "HEALTHPROBE_HEADER": "X-A: 1\nX-A: 1b\nX-C: c", "HEALTHPROBE_EXPECT": "ok",
        "HEALTHPROBE_METHOD": "PUT", "HEALTHPROBE_DATA": "d",
      ])
    #expect(run.end == .exited(0), "\(run)")
    let requests = try servers.map { Request(try #require($0.finish().first)) }
    #expect(requests.map { $0.values("x-a") } == [["2"], ["1", "1b"], ["1", "1b"]])
    #expect(requests.map { $0.values("x-b") } == [[], [], ["3"]])
    #expect(requests.allSatisfy { $0.values("x-c") == ["c"] && $0.rest == "d" })
    #expect(requests.allSatisfy { $0.line == "PUT /health HTTP/1.1" })
  }

  @Test func repeatableOptionsBeginAnew() throws {
    let server = try Server(.ipv4, .answer(status: "200 OK", body: #"{"a":1,"b":2}"#))
    let target = server.url()
    #expect(
      try probe(
        "-ea", "-eb", "--expect-json=/a=1", target, "--next", "-e2", "--expect-json=/b=2", target
      ).end == .exited(0))
    let run = try probe("-ea", target, "--next", "-ex", "--expect-json=/b=2", target)
    #expect(run.err.contains(": expect: 'x' not in the 13 bytes"))
    #expect(
      try probe("-ea", "--next", target).err == "healthprobe: --next: no target before it; "
        + "wanted one for each group\n")
  }

  /// Secrets of each kind, and what another group's target may see of them.
  @Test(arguments: [
    ["-u", "user:s3cr3t"], ["-H", "Authorization: s3cr3t"], ["-H", "X-Key: s3cr3t"],
    ["-d", "s3cr3t"], ["-H", "Cookie: s3cr3t"],
  ])
  func secretsStayInTheirGroup(_ secret: [String]) throws {
    let (own, other) = (try Server(.ipv4, .okToBody), try Server(.ipv4, .ok))
    for arguments in [
      secret + [own.url(), "--next", other.url()], [other.url(), "--next"] + secret + [own.url()],
    ] {
      let run = try probe(arguments: arguments + ["-v"])
      #expect(run.end == .exited(0), "\(run)")
      #expect(!run.all.contains("s3cr3t"))
    }
    #expect(own.finish().allSatisfy { $0.contains("s3cr3t") || $0.contains("dXNlcjpzM2NyM3Q=") })
    let seen = other.finish()
    #expect(seen.count == 2)
    #expect(seen.allSatisfy { !$0.contains("s3cr3t") && !$0.contains("dXNlcjpzM2NyM3Q=") })
  }

  /// What no target of a later group can use was for those of an earlier one.
  @Test func usesAreThoseOfTheGroup() throws {
    let (http, stream) = (try Server(.ipv4, .ok), try Server(.ipv4, [.hold]))
    for arguments in [
      ["--send=x", stream.streamURL, "--next", "-s200", http.url()],
      ["-s200", "--show-body", http.url(), "--next", "--send=x", stream.streamURL],
    ] {
      let run = try probe(arguments: arguments)
      #expect(run.end == .exited(0), "\(run)")
    }
  }

  @Test func sentTextsStayInTheirGroup() throws {
    let (own, other) = (try Server(.ipv4, [.receive(6), .hold]), try Server(.ipv4, [.hold]))
    let run = try probe(
      "--send=s3cr3t", own.streamURL, "--next", other.streamURL)
    #expect(run.end == .exited(0))
    #expect(own.finish() == ["s3cr3t"])
    #expect(other.finish() == [""])
  }

  static let refusals: [(arguments: [String], error: String)] = [
    (["--next"], "--next: no target before it; wanted one for each group"),
    (["--next", "@"], "--next: no target before it; wanted one for each group"),
    (["@", "--next"], "--next: no target after it; wanted one for each group"),
    (["@", "--next", "-q"], "--next: no target after it; wanted one for each group"),
    (["@", "--next", "--next", "@"], "--next: no target before it; wanted one for each group"),
    (["@", "--next=1", "@"], "--next: takes no value"),
    (
      ["--send=x", "@", "--next", "tcp://a:1"], "--send: no target here can use it; wanted one of "
    ),
    (["@", "--next", "-s200", "tcp://a:1"], "-s: no target here can use it; wanted one of http, "),
    (["@", "--nxt", "@"], "unknown option '--nxt'; did you mean '--next'?"),
  ]

  @Test(arguments: refusals)
  func refusal(_ arguments: [String], _ error: String) throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(
      arguments: arguments.map { $0 == "@" ? server.url() : $0 },
      environment: ["HEALTHPROBE_TARGET": server.url()])
    #expect(run.end == .exited(1))
    #expect(run.err.hasPrefix("healthprobe: \(error)"), "\(run)")
    #expect(server.finish() == [])
  }

  /// Every option that not all targets can use, with one that can't.
  @Test(arguments: [
    ("-XPUT", "METHOD=PUT", "tcp"), ("-d", "DATA=x", "fastcgi"), ("-HA: b", "HEADER=A: b", "tcp"),
    ("-ua:b", "USER=a:b", "grpc"), ("-s200", "STATUS=200", "udp"), ("-ex", "EXPECT=x", "redis"),
    ("--expect-json=/a=b", "EXPECT_JSON=/a=b", "tcp"), ("--send=x", "SEND=x", "http"),
    ("--max-redirects=1", "MAX_REDIRECTS=1", "fastcgi"), ("--show-body", "SHOW_BODY=1", "fastcgi"),
    ("--proxy-protocol=1", "PROXY_PROTOCOL=1", "udp"), ("--server-name=a", "SERVER_NAME=a", "tcp"),
    ("--cert-days=1", "CERT_DAYS=1", "redis"),
    ("--insecure-secrets", "INSECURE_SECRETS=1", "mysql"),
  ])
  func uselessOption(_ option: String, _ twin: String, _ scheme: String) throws {
    let place = try Place(.ipv4)
    let target = "\(scheme)://\(place.address)\(scheme == "fastcgi" ? "/ping" : "")"
    let arguments = option == "-d" ? ["-d", "s3cr3t"] : [option]
    let run = try probe(arguments: arguments + [target])
    #expect(run.end == .exited(1))
    let name = option.prefix { $0 != "=" }.prefix(option.hasPrefix("--") ? 40 : 2)
    #expect(run.err.hasPrefix("healthprobe: \(name): no target here can use it; wanted one of "))
    #expect(!run.all.contains("s3cr3t"))
    let pair = twin.split(separator: "=", maxSplits: 1).map(String.init)
    let passedOver = try probe("-t500ms", target, environment: ["HEALTHPROBE_\(pair[0])": pair[1]])
    #expect(!passedOver.all.hasPrefix("healthprobe: "), "\(passedOver)")
    // One that can use it is enough.
    let able = scheme == "http" ? "tcp://\(place.address)" : "http://\(place.address)/"
    let both = try probe(arguments: arguments + ["-t500ms", target, able])
    #expect(both.err.hasPrefix("unhealthy "), "\(both)")
  }

  @Test(arguments: ["100", "102-199", "100,103", "100-100,150"])
  func statusesThatNeverMatch(_ list: String) throws {
    let run = try probe("-s", list, "http://127.0.0.1/")
    #expect(run.end == .exited(1))
    #expect(run.err.hasPrefix("healthprobe: -s: malformed '\(list)'; wanted "), "\(run)")
  }
}
