import Bytes
import Linux
import Oracles
import Probe
import Testing
import Wire

@testable import healthprobe

@Suite struct OptionTests {
  @Test func defaults() throws {
    let reading = CommandLineReading([])
    let run = try #require(reading.run)
    #expect(reading.targets == ["http://localhost:8080/health"])
    #expect(run.settings.timeout == .seconds(2))
    #expect(run.settings.retries == 0)
    #expect(run.settings.interval == .milliseconds(500))
    #expect(run.settings.wait == nil)
    #expect(!run.any && !run.isVerbose && !run.isQuiet)
    #expect(run.settings.demand.method == nil)
    #expect(run.settings.demand.statuses.text.text == "200-399")
    #expect(run.settings.demand.redirects == 10)
    #expect(reading.expected == [] && run.settings.demand.sent.isEmpty)
    #expect(reading.headers == [])
  }

  @Test(arguments: [
    ["--timeout=3s"], ["--timeout", "3s"], ["-t3s"], ["-t", "3s"], ["-vt3s"], ["-qvt", "3s"],
    ["--TIMEOUT=3"], ["-t1s", "--timeout=3s"], ["a", "-t3s", "b"], ["-t3s", "--", "t1s"],
  ])
  func valueInEveryForm(_ arguments: [String]) throws {
    let run = try #require(CommandLineReading(arguments).run)
    #expect(run.settings.timeout == .seconds(3))
  }

  @Test func everyOption() throws {
    let reading = CommandLineReading([
      "-r3", "-i", "1ms", "--any", "-X", "HEAD", "-HX-A: b", "--header=X-C:d", "-uu:p", "-s200,204",
      "-e", #"a\x42\\"#, #"--send=\0\r\n\t"#, "--max-redirects=0", "-qv", "tcp://db:1",
      "--invert", "-d", "a\nb", "--show-body", "--proxy-protocol=2", "--json", "http://db",
    ])
    let run = try #require(reading.run)
    let demand = run.settings.demand
    #expect(run.settings.retries == 3)
    #expect(run.settings.interval == .milliseconds(1))
    #expect(run.any && run.isVerbose && run.isQuiet)
    #expect(demand.method?.text == "HEAD")
    #expect(run.settings.inverts && run.isJSON && demand.showsBody)
    #expect(demand.body?.text == "a\nb")
    #expect(demand.proxyVersion == 2)
    #expect(reading.headers == ["X-A: b", "X-C: d"])
    #expect(demand.credentials.text == "u:p")
    #expect(demand.statuses.text.text == "200,204")
    #expect(reading.expected == [#"aB\"#])
    #expect(demand.sent.text == "\0\r\n\t")
    #expect(demand.redirects == 0)
    #expect(reading.targets == ["tcp://db:1", "http://db/"])
  }

  @Test(arguments: [
    (["a", "-q", "b"], ["http://a/", "http://b/"]),
    (["--", "a", "b"], ["http://a/", "http://b/"]),
    (["-q"], ["http://localhost:8080/health"]), (["a", "a"], ["http://a/", "http://a/"]),
  ])
  func targetsStayInOrder(_ arguments: [String], _ targets: [String]) {
    #expect(CommandLineReading(arguments).targets == targets)
  }

  @Test(arguments: [
    (["-r1", "-w2s"], "-w and -r exclude each other"),
    (["--wait=2s", "--retries", "1"], "--retries and --wait exclude each other"),
    (["-q=1"], "unknown option '-='"), (["-q "], "unknown option '- '"),
    (["--any="], "--any: takes no value"),
    (["-t"], "-t: missing value; wanted a duration"), (["-X"], "-X: missing value"),
    (["-Xconnect"], "-X: malformed 'connect'"), (["-r1000001"], "-r: malformed '1000001'"),
    (["-e\\"], #"-e: malformed '\'; wanted a text"#), (["--send="], "--send: malformed value"),
    (["-e\(String(repeating: "x", count: 1025))"], "-e: malformed 'xxx"),
    (["-"], "target '-'"), (["--", "-q"], "target '-q'"), ([""], "target ''"),
    (["-\u{1b}"], #"unknown option '-\x1B'"#), (["--\n=x"], #"unknown option '--\x0A'"#),
  ])
  func refusal(_ arguments: [String], _ error: String) {
    #expect(CommandLineReading(arguments).error.hasPrefix(error))
  }

  @Test(arguments: [1024, 1])
  func longestText(_ count: Int) throws {
    let text = String(repeating: #"\x41"#, count: count)
    let run = try #require(CommandLineReading(["-e", text]).run)
    #expect(run.settings.demand.expected[0].count == count)
  }

  @Test(
    arguments: [
      ("timout", "timeout"), ("timeouts", "timeout"), ("tiemout", "timeout"), ("wiat", "wait"),
      ("wit", "wait"), ("statsu", "status"), ("header-", "header"),
      ("maxredirects", "max-redirects"),
      ("Qiet", "quiet"), ("quite", "quiet"), ("QUITE", "quiet"), ("epxetc", "expect"),
      ("uqite", "quiet"), ("uqiet", "quiet"), ("etiuq", nil), ("ayn", "any"), ("yna", nil),
      ("vrbs", nil), ("an", "any"), ("x", nil), ("", nil), ("expectation", nil),
      ("max-redirects-max-redirects-max-red", nil),
    ] as [(String, String?)])
  func suggestion(_ name: String, _ suggested: String?) {
    let error = CommandLineReading(["--\(name)=1s"]).error
    let end = suggested.map { "did you mean '--\($0)'?" } ?? "--help lists those there are"
    #expect(error.hasPrefix("unknown option '--"))
    #expect(error.hasSuffix("; \(end)"))
  }

  @Test func helpTellsEveryOption() {
    let text = ByteBuffer.text { $0.append(Help.text) }
    for place in Option.all.indices {
      #expect(text.contains(" --\(Option.all[place].name.text)"))
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 100 })
  }
}
