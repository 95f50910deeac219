import Harness
import Testing

/// How options may be written, and what prints instead of checking.
@Suite struct OptionTests {
  static let forms: [[String]] = [
    ["--retries=2", "@"], ["--retries", "2", "@"], ["-r2", "@"], ["-r", "2", "@"], ["@", "-r2"],
    ["@", "--retries", "2"], ["-vr2", "@"], ["-qr", "2", "@"], ["-r9", "-r2", "@"],
    ["--retries=7", "-r", "2", "--", "@"], ["-r2", "--", "@"],
  ]

  @Test(arguments: forms)
  func threeAttempts(_ form: [String]) throws {
    let server = try Server(.ipv4, .answer(status: "500 No"))
    let run = try probe(
      arguments: form.map { $0 == "@" ? server.url() : $0 }
        + (form.contains("--") ? [] : ["-i1ms"]),
      environment: form.contains("--") ? ["HEALTHPROBE_INTERVAL": "1ms"] : [:])
    #expect(run.status == 1)
    #expect(run.err.contains(", 3 attempts, "))
    #expect(server.finish().count == 3)
  }

  @Test func targetsAfterTheEndOfOptions() throws {
    let run = try probe("--", "-q")
    #expect(run.status == 1)
    #expect(run.err.contains("target '-q'"))
  }

  @Test(arguments: ["-h", "--help", "--HELP"])
  func help(_ option: String) throws {
    // What a variable holds does not matter.
    let run = try probe(option, environment: ["HEALTHPROBE_TIMEOUT": "never"])
    #expect(run.status == 0)
    #expect(run.err == "")
    for name in [
      "-t, --timeout", "-r, --retries", "-i, --interval", "-w, --wait", "--any", "-X, --method",
      "-H, --header", "-u, --user", "-s, --status", "-e, --expect", "--send", "--max-redirects",
      "-q, --quiet", "-v, --verbose", "-h, --help", "-V, --version",
    ] {
      #expect(run.out.contains("\(name) "), "\(name)")
    }
    for line in run.out.split(separator: "\n") { #expect(line.utf8.count <= 100, "\(line)") }
  }

  @Test(
    arguments: [
      ["-h", "@"], ["@", "-h"], ["--help", "@"], ["@", "--help"], ["-V", "@"], ["--version", "@"],
      ["-h", "localhost", "-p", "5432"], ["-h", "-h"], ["-hV"], ["-qh"], ["-hq"], ["-qV", "@"],
      ["-h", ""], ["--help", "--"], ["-q", "--version"], ["${NONE:---help}", "@"],
    ])
  func informationStandsAlone(_ arguments: [String]) throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(arguments: arguments.map { $0 == "@" ? server.url() : $0 })
    #expect(run.status == 1)
    #expect(run.out == "")
    #expect(run.err.contains(": wanted alone; "))
    #expect(server.finish().isEmpty)
  }

  @Test(arguments: [
    (["-eo", "-ek"], nil), (["-eok", "-eo"], nil), (["-eno", "-eok"], "'no'"),
    (["-eok", "-eno"], "'no'"), (["-eo", "-eno", "-enever"], "'no'"),
  ])
  func everyExpectedText(_ options: [String], _ missing: String?) throws {
    let web = try Server(.ipv4, .ok)
    let stream = try Server(.ipv4, [.send("o"), .send("k"), .close])
    for target in [web.url(), "tcp://\(stream.address)"] {
      let run = try probe(arguments: options + [target])
      #expect(run.status == (missing == nil ? 0 : 1))
      if let missing { #expect(run.err.contains(": expect: \(missing) not in the 2 bytes ")) }
    }
  }

  @Test(arguments: ["-q ", "--any ", "-qv ", "- "])
  func blankIsNoLetter(_ option: String) throws {
    let (server, dead) = (try Server(.ipv4, .ok), try Place(.ipv4))
    let run = try probe(option, server.url(), dead.url())
    #expect(run.status == 1)
    #expect(run.out == "")
    #expect(server.finish().isEmpty)
  }

  @Test(arguments: ["-V", "--version"])
  func version(_ option: String) throws {
    let run = try probe(option)
    #expect(run.status == 0)
    #expect(run.err == "")
    let form = /healthprobe [^ ]+ \([^ ]+, linux\/(amd64|arm64|riscv64|386|arm\/v6)\)\n/
    #expect(run.out.wholeMatch(of: form) != nil)
  }

  @Test(arguments: [
    ("300ms", 0.3), ("0.3s", 0.3), ("0.3", 0.3), ("0.005m", 0.3), ("1", 1.0), ("0h0m0s300ms", 0.3),
  ])
  func duration(_ text: String, _ seconds: Double) throws {
    let server = try Server(.ipv4, [.hold])
    let run = try probe(server.url(), "--timeout", text)
    #expect(run.status == 1)
    #expect(run.duration >= .seconds(seconds * 0.95))
    #expect(run.duration < .seconds(seconds + 1))
  }

  @Test(arguments: ["24h", "86400", "1440m", "86400000ms", "1h", "1h30m", "23h59m60s"])
  func longDuration(_ text: String) throws {
    let server = try Server(.ipv4, .ok)
    #expect(try probe(server.url(), "--timeout", text, "--interval", text).status == 0)
  }
}
