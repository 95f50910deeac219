import Bytes
import Linux
import Oracles
import Probe
import Testing
import Wire

@testable import healthprobe

/// Environment twins, expansion, and the targets that variables name.
@Suite struct VariableTests {
  @Test func twins() throws {
    let reading = CommandLineReading(
      [],
      [
        "HEALTHPROBE_TIMEOUT=3s", "HEALTHPROBE_RETRIES=4", "HEALTHPROBE_INTERVAL=1ms",
        "HEALTHPROBE_ANY=TRUE", "HEALTHPROBE_METHOD=HEAD", "HEALTHPROBE_USER=u:p",
        "HEALTHPROBE_HEADER=X-A: 1\r\n\nX-B: 2", "HEALTHPROBE_STATUS=204", "HEALTHPROBE_SEND=s",
        "HEALTHPROBE_EXPECT=e", "HEALTHPROBE_MAX_REDIRECTS=0", "HEALTHPROBE_QUIET=1",
        "HEALTHPROBE_VERBOSE=0", "HEALTHPROBE_VERSION=1.2", "HEALTHPROBE_HELP=1",
        "HEALTHPROBE_timeout=x", "HEALTHPROBE_UNKNOWN=x", "HEALTHPROBE_WAIT=", "HEALTHPROBE_=x",
        "HEALTHPROBE_TIMEOT=", "XHEALTHPROBE_TIMEOUT=x",
      ])
    let run = try #require(reading.run, "\(reading.error)")
    #expect(run.settings.timeout == .seconds(3))
    #expect(run.settings.retries == 4)
    #expect(run.any && run.isQuiet && !run.isVerbose)
    #expect(run.settings.demand.method?.text == "HEAD")
    #expect(run.settings.demand.credentials.text == "u:p")
    #expect(reading.headers == ["X-A: 1", "X-B: 2"])
    #expect(run.settings.demand.statuses.text.text == "204")
    #expect(run.settings.demand.sent.text == "s")
    #expect(reading.expected == ["e"])
    #expect(run.settings.demand.redirects == 0)
  }

  @Test func argumentsWin() throws {
    let run = try #require(
      CommandLineReading(["-t1s", "-w5s"], ["HEALTHPROBE_TIMEOUT=3s", "HEALTHPROBE_RETRIES=4"]).run)
    #expect(run.settings.timeout == .seconds(1))
    #expect(run.settings.wait == .seconds(5))
    let other = CommandLineReading(["-r4"], ["HEALTHPROBE_WAIT=5s"]).run
    #expect(other?.settings.retries == 4)
    #expect(other?.settings.wait == nil)
  }

  @Test(arguments: [
    (["HEALTHPROBE_TIMEOUT=x"], "HEALTHPROBE_TIMEOUT: malformed 'x'; wanted a duration"),
    (["HEALTHPROBE_ANY=yes"], "HEALTHPROBE_ANY: malformed value 'yes'; wanted 1 or 0"),
    (["HEALTHPROBE_MAX_REDIRECTS=-1"], "HEALTHPROBE_MAX_REDIRECTS: malformed '-1'"),
    (["HEALTHPROBE_STATUS=${NONE}"], "HEALTHPROBE_STATUS: variable 'NONE' is not set"),
    (
      ["HEALTHPROBE_RETRIES=1", "HEALTHPROBE_WAIT=1s"],
      "HEALTHPROBE_WAIT and HEALTHPROBE_RETRIES exclude each other"
    ), (["HEALTHPROBE_TARGET=http://a/ tcp://b"], "target 'tcp://b': missing port"),
    (["PORT=x"], "target 'http://localhost:x/health': malformed port"),
  ])
  func refusal(_ environment: [String], _ error: String) {
    #expect(CommandLineReading([], environment).error.hasPrefix(error))
  }

  @Test(arguments: [
    ([], ["PORT=81"], ["http://localhost:81/health"]),
    ([], ["PORT="], ["http://localhost:8080/health"]),
    ([], ["HEALTHPROBE_TARGET= a\ttcp://b:1\n"], ["http://a/", "tcp://b:1"]),
    ([], ["HEALTHPROBE_TARGET=a:${P}", "P=81"], ["http://a:81/"]),
    ([], ["HEALTHPROBE_TARGET= "], ["http://localhost:8080/health"]),
    (["c"], ["HEALTHPROBE_TARGET=a"], ["http://c/"]),
    (["${A}"], ["A=a", "AB=b"], ["http://a/"]), (["x${A}${B}"], ["A=a", "B=b"], ["http://xab/"]),
    (["${A:-b}"], ["A="], ["http://b/"]), (["${A-b}"], [], ["http://b/"]),
    (["a/${A-b}"], ["A="], ["http://a/"]), (["a/${A:-}"], [], ["http://a/"]),
    (["a/$${A}"], ["A=x"], ["http://a/${A}"]), (["a/$A$$"], ["A=x"], ["http://a/$A$$"]),
    (["a/${R}"], ["R=${A}", "A=x"], ["http://a/${A}"]),
  ])
  func targets(_ arguments: [String], _ environment: [String], _ targets: [String]) {
    let reading = CommandLineReading(arguments, environment)
    #expect(reading.targets == targets, "\(reading.error)")
  }

  @Test(arguments: [
    "${", "${}", "${A", "${1A}", "${A b}", "${A:b}", "${A:}", "${A+b}", "${A:=b}", "a${A.b}",
  ])
  func malformedReference(_ text: String) {
    let error = CommandLineReading([text], ["A=a"]).error
    #expect(error.hasPrefix("argument '\(text)': malformed ${; wanted ${NAME}"))
  }
}
