import Bytes
import Harness
import Linux
import Probe
import Testing
import Wire

@testable import healthprobe

/// Values that come from files, and that no line may show.
@Suite struct SecretTests {
  @Test(arguments: [
    ("u:p", "u:p"), ("u:p\n", "u:p"), ("u:p\r\n", "u:p"), (":", ":"), ("u:p w\n", "u:p w"),
  ])
  func user(_ contents: String, _ credentials: String) throws {
    let folder = try TemporaryFolder()
    let run = try #require(CommandLineReading(["-u", "@\(folder.file("user", contents))"]).run)
    #expect(run.settings.demand.credentials.text == credentials)
  }

  @Test func headers() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("headers", "X-A: 1\r\n\nX-B:2\nX-A: @3\n")
    #expect(CommandLineReading(["-H@\(file)"]).headers == ["X-A: 1", "X-B: 2", "X-A: @3"])
  }

  @Test func fileOfMoreThanItsBound() throws {
    let folder = try TemporaryFolder()
    let most = try folder.file("most", "X: \(String(repeating: "y", count: 65533))")
    #expect(CommandLineReading(["-H@\(most)"]).run != nil)
    let more = try folder.file("more", "X: \(String(repeating: "y", count: 65534))")
    #expect(
      CommandLineReading(["-H@\(more)"]).error
        .hasPrefix("-H: can't read file '\(more)': more than 65536 bytes"))
  }

  @Test(arguments: [
    ["-H", "X-Key s3cret"], ["-H", "X-Key: s3cret\n"], ["--header=s3cret"], ["-us3cret"],
    ["--user", "s3cret"], ["http://u:s3cret@a:x/"], ["http://s3cret@a b/"], ["tcp://u:s3cret@db:1"],
    ["u:s3cret@a/%"], ["http://u:s3cret%@a/"],
  ])
  func noLineShowsOne(_ arguments: [String]) {
    let error = CommandLineReading(arguments).error
    #expect(!error.isEmpty)
    #expect(!error.contains("s3cret"))
  }

  @Test(arguments: ["HEALTHPROBE_USER=s3cret", "HEALTHPROBE_HEADER=X: 1\ns3cret"])
  func noLineShowsThatOfATwin(_ variable: String) {
    let error = CommandLineReading([], [variable]).error
    #expect(error.contains(": malformed value; wanted "))
    #expect(!error.contains("s3cret"))
  }
}
