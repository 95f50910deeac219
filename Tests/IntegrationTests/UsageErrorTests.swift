import Harness
import Testing

/// Bad input: one line that names the argument and says what is accepted, and nothing sent.
@Suite struct UsageErrorTests {
  /// What is wrong, what the line names, and what it says is accepted.
  typealias Row = (arguments: [String], named: String, accepted: String)

  static let durations = "a duration such as 500ms, 2s, 1.5s or 1m30s, more than 0 and at most 24h"

  static let options: [Row] = [
    (["--timout=1s"], "'--timout'", "did you mean '--timeout'"),
    (["--waits", "1s"], "'--waits'", "did you mean '--wait'"),
    (["--qiet"], "'--qiet'", "did you mean '--quiet'"),
    (["--zzzzzzzzzz"], "'--zzzzzzzzzz'", "--help"), (["-Z"], "'-Z'", "--help"),
    (["-qZ"], "'-Z'", "--help"), (["--timeout"], "--timeout", "wanted \(durations)"),
    (["-t"], "-t", "wanted \(durations)"), (["-H"], "-H", "NAME: VALUE"),
    (["--any=1"], "--any", "takes no value"), (["--quiet="], "--quiet", "takes no value"),
    (["--verbose=yes"], "--verbose", "takes no value"), (["--retries=x"], "--retries", "'x'"),
    (["--retries=-1"], "--retries", "whole number"), (["-r", "1.5"], "-r", "whole number"),
    (["-r", ""], "-r", "whole number"), (["--retries=99999999999999999999"], "--retries", "wanted"),
    (["--max-redirects=ten"], "--max-redirects", "whole number"),
    (["--retries=1", "--wait=1s"], "--retries", "--wait"),
    (["-w1s", "-r1"], "-r", "and -w"),
    (["--status=99"], "--status", "200-299"), (["--status=600"], "--status", "200-299"),
    (["--status="], "--status", "200-299"), (["--status=2xx"], "--status", "200-299"),
    (["--status=300-200"], "--status", "200-299"), (["--status=200,"], "--status", "200-299"),
    (["--status=200-"], "--status", "200-299"), (["-s", "200 204"], "-s", "200-299"),
    (["--method="], "--method", "token"), (["--method=GE T"], "--method", "token"),
    (["-X", "GET\r\n"], "-X", "token"), (["-X", "G\u{e9}T"], "-X", "token"),
    (["--expect="], "--expect", #"\xHH"#), (["--expect=a\\q"], "--expect", #"\xHH"#),
    (["--send=\\"], "--send", #"\xHH"#), (["--send=\\x4"], "--send", #"\xHH"#),
    (["-e", "\\xgg"], "-e", #"\xHH"#), (["-q "], "'- '", "--help"), (["-qv "], "'- '", "--help"),
    (["--quite"], "'--quite'", "did you mean '--quiet'"),
    (["-timeout=5s"], "'-timeout'", "did you mean '--timeout'"),
    (["-expect", "x"], "'-expect'", "did you mean '--expect'"),
    (["-e", "-q"], "-e: missing value before '-q'", "wanted a text"),
    (["-t", "--retries=1"], "-t: missing value before '--retries'", "a duration"),
  ]

  static let durationRows: [Row] = [
    "", "0", "0s", "0ms", "-1s", "1d", "1 s", "s", "1.s", ".5s", "1.5.5s", "1e3", "+1s", "24.1h",
    "86401", "1m30", "30s1m", "1m1m", "1s1", "23h61m", "1m 30s", "1m-30s", "99999999999999999999s",
    "1sm", "2S2", "0x10", "NaN",
  ].map { (["--timeout=\($0)"], "--timeout: malformed '\($0)'", durations) }

  static let headers: [Row] = [
    (["-H", "No colon"], "-H", "NAME: VALUE"), (["--header=: v"], "--header", "NAME: VALUE"),
    (["-H", "Na me: v"], "-H", "NAME: VALUE"), (["-H", "Name : v"], "-H", "NAME: VALUE"),
    (["-H", "Name;v"], "-H", "'NAME;'"), (["-H", "Name;\n"], "-H", "'NAME;'"),
    (["-uu:p\n"], "-u", "control"), (["-u", "u\t:p"], "-u", "control"),
    (["-H", "Name: a\r\nInjected: b"], "-H", "NAME: VALUE"),
    (["-H", "Name: a\nInjected: b"], "-H", "NAME: VALUE"),
    (["-H", "Name: a\rb"], "-H", "NAME: VALUE"), (["-H", "Name: \u{7f}"], "-H", "NAME: VALUE"),
    (["-H", "@/no/such/file"], "'/no/such/file'", "no such file or directory"),
    (["-H", "@/"], "'/'", "directory"), (["-u", "@/no/such/file"], "'/no/such/file'", "no such"),
    (["-u", "nocolon"], "-u", "USER:PASSWORD"), (["--user="], "--user", "USER:PASSWORD"),
  ]

  static let targets: [Row] = [
    (["ftp://a/"], "'ftp://a/'", "wanted http, https, tcp, tls, udp"),
    (["://a"], "'://a'", "wanted"),
    (["udp+unix://a"], "'udp+unix://a'", "wanted http, https, tcp, tls, udp"),
    (["http://"], "'http://'", "empty host"), (["http:///a"], "'http:///a'", "empty host"),
    (["http://?a"], "'http://?a'", "empty host"),
    (["8080"], "'8080'", ":PORT"), (["localhost", "8080"], "'8080'", "HOST:PORT as one argument"),
    (["/run/app.sock"], "'/run/app.sock'", "unix:///PATH"), (["tcp:db:1"], "'tcp:db:1'", "//"),
    (["http:/x"], "'http:/x'", "wanted http://[USER:PASSWORD@]HOST[:80][/PATH][?QUERY]"),
    (["http://unix:/run/app.sock:/a"], "app.sock:/a'", "http+unix://%2Frun%2Fapp.sock/PATH"),
    (["tcp://db:1/"], "'tcp://db:1/'", "a path where none is used; wanted tcp://HOST:PORT"),
    (["tcp://db:1?a"], "'tcp://db:1?a'", "wanted tcp://HOST:PORT"),
    (["unix://a"], "'unix://a'", "wanted unix:///PATH"),
    (["tcp://"], "'tcp://'", "wanted"), (["tcp://db"], "'tcp://db'", "missing port"),
    (["tcp://db:"], "'tcp://db:'", "1 to 65535"), (["tcp://db:0"], "'tcp://db:0'", "1 to 65535"),
    (["tcp://db:65536"], "'tcp://db:65536'", "1 to 65535"),
    (["tcp://db:http"], "'tcp://db:http'", "1 to 65535"),
    (["tcp://db:99999999999999999999"], "db:9999", "1 to 65535"),
    (["tcp://db:80/x"], "'tcp://db:80/x'", "wanted"), (["tcp://a@db:80"], "db:80'", "HOST:PORT"),
    (["http://a:0/"], "'http://a:0/'", "1 to 65535"),
    (["http://a:/"], "'http://a:/'", "1 to 65535"),
    (["http://a:65536/"], "'http://a:65536/'", "1 to 65535"),
    (["http://a:+80/"], "'http://a:+80/'", "1 to 65535"), (["a:port/"], "'a:port/'", "1 to 65535"),
    (["http://1.2.3/"], "'http://1.2.3/'", "four numbers"),
    (["http://256.1.1.1/"], "'http://256.1.1.1/'", "four numbers"),
    (["http://1.2.3.4.5/"], "'http://1.2.3.4.5/'", "four numbers"),
    (["http://127.1/"], "'http://127.1/'", "four numbers"),
    (["http://01.2.3.4/"], "'http://01.2.3.4/'", "four numbers"),
    (["http://2130706433/"], "'http://2130706433/'", "four numbers"),
    (["http://[::1/"], "'http://[::1/'", "IPv6"), (["http://[1::2::3]/"], "1::2::3", "IPv6"),
    (["http://[]/"], "'http://[]/'", "IPv6"), (["tcp://[12345::]:1"], "12345::", "IPv6"),
    (["http://[127.0.0.1]/"], "[127.0.0.1]", "IPv6"), (["http://::1/"], "'http://::1/'", "wanted"),
    (["http://a b/"], "'http://a b/'", "wanted"), (["http://a..b/"], "'http://a..b/'", "labels"),
    (["http://-a/"], "'http://-a/'", "labels"), (["http://a/b c"], "'http://a/b c'", "percent"),
    (["http://a/%"], "'http://a/%'", "hexadecimal"),
    (["http://a/%4"], "'http://a/%4'", "hexadecimal"),
    (["http://a/%zz"], "'http://a/%zz'", "hexadecimal"),
    (["http://u%zz:p@a/"], "@a/'", "hexadecimal"),
    (["http://a/\r\nInjected: b"], #"a/\x0D\x0AInjected: b'"#, "percent"),
    (["http://a/\u{7f}"], "http://a/", "percent"), (["http://a\t/"], "http://a", "wanted"),
    (["unix://"], "'unix://'", "absolute"),
    (["unix://run/app.sock"], "'unix://run/app.sock'", "absolute"),
    (["unix:///a%00b"], "'unix:///a%00b'", "absolute"),
    (["unix:///a%2"], "'unix:///a%2'", "hexadecimal"),
    (["http+unix:///run/app.sock"], "'http+unix:///run/app.sock'", "absolute"),
    (["http+unix://run"], "'http+unix://run'", "absolute"),
    (["unix:///\(String(repeating: "x", count: 107))"], "unix:///xxx", "absolute"),
    (["http://\(String(repeating: "a", count: 64))/"], "http://aaa", "63"), ([""], "''", "wanted"),
  ]

  static let expansions: [Row] = [
    (["http://a:${NONE}/"], "'NONE'", "${NAME:-default}"),
    (["--timeout=${NONE}"], "'NONE'", "wanted"),
    (["-H${"], "-H: malformed ${", "${NAME}"), (["-qr", "${"], "-r: malformed ${", "${NAME}"),
    (["--header=A: ${B"], "--header: malformed ${", "${NAME}"), (["-q${"], "-q: mal", "${NAME}"),
    (["-q", "a/${"], "argument 'a/${'", "${NAME}"), (["--", "${"], "argument '${'", "${NAME}"),
    (["-qX${NONE}"], "-X: variable 'NONE'", "wanted"),
    (["a/${A:-${B:-x}}"], "argument 'a/${A:-${B:-x}}'", "${ within a default; wanted plain text"),
    (["a/${A-${B}}"], "argument 'a/${A-${B}}'", "within a default"),
    (["a/${A:-$${B}}"], "argument 'a/${A:-$${B}}'", "within a default"),
    (["-t${A:-${B:-1s}}"], "-t: ${", "within a default"),
    (["http://a/${"], "${", "${NAME}"), (["http://a/${}"], "${", "${NAME}"),
    (["http://a/${A+b}"], "${", "${NAME}"), (["http://a/${1A}"], "${", "${NAME}"),
    (["http://a/${A:b}"], "${", "${NAME}"), (["http://a/${A B}"], "${", "${NAME}"),
    (["-H", "A: ${NONE}"], "'NONE'", "wanted"),
  ]

  @Test(arguments: options + durationRows + headers + targets + expansions)
  func oneLine(_ arguments: [String], _ named: String, _ accepted: String) throws {
    let run = try probe(arguments: arguments)
    #expect(run.status == 1)
    #expect(run.out == "")
    #expect(run.err.hasPrefix("healthprobe: "))
    #expect(run.err.hasSuffix("\n"))
    #expect(run.errors.filter { $0 < 0x20 || $0 == 0x7f } == [0x0a])
    #expect(run.err.contains(named))
    #expect(run.err.contains(accepted))
  }

  @Test(arguments: [
    ["--timout=1s"], ["--timeout=0"], ["tcp://db"], ["-H", "A: b\r\nC: d"], ["${NONE}"], ["-Z"],
    ["-r1", "-w1s"], ["-H"], ["-u", "@/none"], ["--status=1"],
  ])
  func nothingIsSent(_ arguments: [String]) throws {
    let server = try Server(.ipv4, .ok)
    #expect(try probe(arguments: [server.url()] + arguments).status == 1)
    #expect(server.finish().isEmpty)
  }

  @Test func headerFileWithBadLine() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("headers", "X-Good: 1\nsecret without colon\n")
    let server = try Server(.ipv4, .ok)
    let run = try probe("-H", "@\(file)", server.url())
    #expect(run.status == 1)
    #expect(run.err.contains("-H: file '\(file)': line 2: malformed; wanted 'NAME: VALUE'"))
    #expect(!run.err.contains("secret"))
    #expect(server.finish().isEmpty)
  }

  @Test func hugeArgument() throws {
    let run = try probe("http://a/\(String(repeating: "%", count: 100_000))")
    #expect(run.status == 1)
    #expect(run.err.utf8.count < 1024)
  }
}
