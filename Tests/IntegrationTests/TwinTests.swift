import Harness
import Testing

/// The variables that stand for options.
@Suite struct TwinTests {
  private func requests(
    _ arguments: String..., environment: [String: String], script: [Step] = .ok
  ) throws -> (run: Run, requests: [Request]) {
    let server = try Server(.ipv4, script)
    let run = try probe(arguments: arguments + [server.url()], environment: environment)
    return (run, server.finish().map { Request($0) })
  }

  @Test func method() throws {
    #expect(
      try requests(environment: ["HEALTHPROBE_METHOD": "PUT"]).requests[0].line.hasPrefix("PUT "))
  }

  @Test func header() throws {
    let request = try requests(
      environment: ["HEALTHPROBE_HEADER": "X-A: 1\r\nX-B: 2\nAccept:\n"]
    ).requests[0]
    #expect(request.values("x-a") == ["1"])
    #expect(request.values("x-b") == ["2"])
    #expect(request.values("accept") == [])
  }

  @Test func headersOfBothAreSent() throws {
    let request = try requests(
      "-H", "X-A: 2", environment: ["HEALTHPROBE_HEADER": "X-A: 1\nX-B: 1"]
    ).requests[0]
    #expect(request.values("x-a") == ["2"])
    #expect(request.values("x-b") == ["1"])
  }

  @Test func user() throws {
    let request = try requests(environment: ["HEALTHPROBE_USER": "u:p"]).requests[0]
    #expect(request.values("authorization") == ["Basic dTpw"])
  }

  @Test func status() throws {
    #expect(try requests(environment: ["HEALTHPROBE_STATUS": "201"]).run.status == 1)
    #expect(try requests("-s200", environment: ["HEALTHPROBE_STATUS": "201"]).run.status == 0)
  }

  @Test func expect() throws {
    #expect(try requests(environment: ["HEALTHPROBE_EXPECT": "ok"]).run.status == 0)
    #expect(try requests(environment: ["HEALTHPROBE_EXPECT": "no"]).run.status == 1)
  }

  @Test func send() throws {
    let server = try Server(.ipv4, [.receive(4), .send("PONG")])
    let run = try probe(
      "tcp://\(server.address)", "-ePONG", environment: ["HEALTHPROBE_SEND": "PING"])
    #expect(run.status == 0)
    #expect(server.finish() == ["PING"])
  }

  @Test func retriesAndInterval() throws {
    let (run, requests) = try requests(
      environment: ["HEALTHPROBE_RETRIES": "6", "HEALTHPROBE_INTERVAL": "10ms"],
      script: .answer(status: "500 No"))
    #expect(run.status == 1)
    #expect(requests.count == 7)
    #expect(run.duration < .seconds(2))
  }

  @Test func timeout() throws {
    let (run, _) = try requests(environment: ["HEALTHPROBE_TIMEOUT": "200ms"], script: [.hold])
    #expect(run.status == 1)
    #expect(run.duration < .seconds(1.5))
  }

  @Test func wait() throws {
    let (run, requests) = try requests(
      environment: ["HEALTHPROBE_WAIT": "300ms", "HEALTHPROBE_INTERVAL": "50ms"],
      script: .answer(status: "500 No"))
    #expect(run.status == 1)
    #expect(requests.count > 1)
  }

  @Test(arguments: [("r", "RETRIES"), ("w", "WAIT")])
  func argumentsWinOverTheOtherOfTwo(_ letter: String, _ name: String) throws {
    let twin = letter == "r" ? "HEALTHPROBE_WAIT" : "HEALTHPROBE_RETRIES"
    let (run, requests) = try requests("-\(letter)1", "-i1ms", environment: [twin: "3"])
    #expect(run.status == 0)
    #expect(requests.count == 1)
  }

  @Test func bothOfTwo() throws {
    let (run, requests) = try requests(
      environment: ["HEALTHPROBE_WAIT": "1s", "HEALTHPROBE_RETRIES": "1"])
    #expect(run.status == 1)
    #expect(run.err.contains("HEALTHPROBE_"))
    #expect(requests.isEmpty)
  }

  @Test func maxRedirects() throws {
    let (run, requests) = try requests(
      environment: ["HEALTHPROBE_MAX_REDIRECTS": "2"], script: .redirect(to: "/again"))
    #expect(run.status == 1)
    #expect(requests.count == 3)
  }

  @Test(arguments: [
    ("1", true), ("true", true), ("TRUE", true), ("0", false), ("false", false), ("", false),
  ])
  func flag(_ value: String, _ isSet: Bool) throws {
    let (run, _) = try requests(environment: ["HEALTHPROBE_QUIET": value])
    #expect(run.status == 0)
    #expect(run.out.isEmpty == isSet)
  }

  @Test func anyAndVerbose() throws {
    let (good, bad) = (try Server(.ipv4, .ok), try Place(.ipv4))
    let run = try probe(
      good.url(), bad.url(), environment: ["HEALTHPROBE_ANY": "1", "HEALTHPROBE_VERBOSE": "1"])
    #expect(run.status == 0)
    #expect(run.err.contains("receive "))
  }

  @Test(arguments: [
    ("HEALTHPROBE_TIMEOUT", "soon", "a duration"), ("HEALTHPROBE_STATUS", "2xx", "200-299"),
    ("HEALTHPROBE_QUIET", "maybe", "wanted 1 or 0"), ("HEALTHPROBE_RETRIES", "-1", "whole number"),
    ("HEALTHPROBE_HEADER", "nocolon", "NAME: VALUE"),
    ("HEALTHPROBE_USER", "nocolon", "USER:PASSWORD"),
    ("HEALTHPROBE_EXPECT", "\\q", "\\xHH"),
  ])
  func malformed(_ name: String, _ value: String, _ accepted: String) throws {
    let (run, requests) = try requests(environment: [name: value])
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("healthprobe: \(name): "))
    #expect(run.err.contains(accepted))
    #expect(requests.isEmpty)
  }

  @Test(arguments: [
    ("TIMEOT", "TIMEOUT"), ("TIMOUET", "TIMEOUT"), ("TIMEOUTS", "TIMEOUT"), ("TARGETS", "TARGET"),
    ("TARGTE", "TARGET"), ("MAXREDIRECTS", "MAX_REDIRECTS"), ("MAX_REDIRECT", "MAX_REDIRECTS"),
    ("HEADERS", "HEADER"), ("USERS", "USER"), ("QUITE", "QUIET"), ("WIAT", "WAIT"),
    ("EXPECTED", "EXPECT"), ("INTREVAL", "INTERVAL"), ("RETIRES", "RETRIES"),
  ])
  func nearly(_ name: String, _ twin: String) throws {
    let (run, requests) = try requests(environment: ["HEALTHPROBE_\(name)": "s3cr3t"])
    #expect(run.status == 1)
    #expect(
      run.err
        == "healthprobe: HEALTHPROBE_\(name): no such variable; did you mean HEALTHPROBE_\(twin)?\n"
    )
    #expect(requests.isEmpty)
    // An empty one is not set.
    #expect(try self.requests(environment: ["HEALTHPROBE_\(name)": ""]).run.status == 0)
  }

  @Test func severalValues() throws {
    #expect(try requests(environment: ["HEALTHPROBE_EXPECT": "o\nk"]).run.status == 0)
    let (run, _) = try requests(environment: ["HEALTHPROBE_EXPECT": "o\r\n\nno"])
    #expect(run.status == 1)
    #expect(run.err.contains("'no' not in the 2 bytes"))
    // Those of arguments take their place, all together.
    #expect(
      try requests("-eo", "-ek", environment: ["HEALTHPROBE_EXPECT": "o\nno"]).run.status == 0)
    let request = try requests(environment: ["HEALTHPROBE_HEADER": "X-A: 1\nX-A: 2\nX-B;"])
      .requests[0]
    #expect(request.values("x-a") == ["1", "2"])
    #expect(request.values("x-b") == [""])
    let both = try requests(
      "-HX-A: 3", "-HX-A: 4", environment: ["HEALTHPROBE_HEADER": "X-A: 1\nX-A: 2\nX-B: 1"])
    #expect(both.requests[0].values("x-a") == ["3", "4"])
    #expect(both.requests[0].values("x-b") == ["1"])
  }

  @Test func removalInBoth() throws {
    let environment = ["HEALTHPROBE_HEADER": "Accept:\nX-A: 1"]
    let (run, sent) = try requests("-HX-A:", environment: environment)
    #expect(run.status == 0)
    #expect(sent[0].values("accept") == [] && sent[0].values("x-a") == [])
    let again = try requests("-HAccept: a/b", environment: environment).requests[0]
    #expect(again.values("accept") == ["a/b"] && again.values("x-a") == ["1"])
  }

  @Test func emptyIsUnset() throws {
    var environment: [String: String] = [:]
    for name in ["TIMEOUT", "STATUS", "HEADER", "USER", "WAIT", "RETRIES", "METHOD", "EXPECT"] {
      environment["HEALTHPROBE_\(name)"] = ""
    }
    let (run, requests) = try requests(environment: environment)
    #expect(run.status == 0)
    #expect(requests.map(\.line) == ["GET /health HTTP/1.1"])
  }

  @Test func othersAreNone() throws {
    // Images name the release they install like this.
    let (run, requests) = try requests(
      environment: [
        "HEALTHPROBE_VERSION": "1.2.3", "HEALTHPROBE_HELP": "1", "HEALTHPROBE_NONE": "x",
        "healthprobe_quiet": "1", "HEALTHPROBE_quiet": "1", "HEALTHPROBE_IMAGE": "app:1",
        // Kubernetes sets such for a service called healthprobe.
        "HEALTHPROBE_PORT": "tcp://10.0.0.1:80", "HEALTHPROBE_SERVICE_HOST": "10.0.0.1",
        "HEALTHPROBE_SERVICE_PORT": "80", "HEALTHPROBE_PORT_80_TCP_ADDR": "10.0.0.1",
        "HEALTHPROBE_NEXT": "1", "HEALTHPROBE_STATE": "1", "HEALTHPROBE_NAME": "n",
        "HEALTHPROBE_URL": "u", "HEALTHPROBE_": "x",
      ])
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy "))
    #expect(requests.count == 1)
  }
}
