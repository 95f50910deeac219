import Harness
import Testing

/// What is printed holds no secret, and no byte that could drive a terminal.
@Suite struct SecretTests {
  static let secret = "s3cr3t"

  static let arguments: [[String]] = [
    ["-u", "user:s3cr3t", "@"], ["http://user:s3cr3t@@@/"], ["-H", "Authorization: s3cr3t", "@"],
    ["-H", "X-Key: s3cr3t", "@"], ["-u", "s3cr3t", "@"], ["-H", "s3cr3t", "@"],
    ["--header=X: s3cr3t\r\n", "@"], ["--user=s3cr3t", "@"], ["http://user:s3cr3t@@@:0/"],
    ["http://user:s3cr3t@bad host/"], ["http://user:s3cr3t@%zz/"], ["tcp://user:s3cr3t@a:1"],
    ["http://user:s3cr3t@x@@@/%"], ["--send=s3cr3t\\q", "@"], ["--send", "s3cr3t\\", "@"],
    ["--usr=user:s3cr3t", "@"], ["--user:s3cr3t", "@"], ["--usr@s3cr3t", "@"],
    ["--header: s3cr3t", "@"], ["-Uuser:s3cr3t", "@"], ["-e", "-u", "user:s3cr3t", "@"],
    ["-e", "--user", "user:s3cr3t", "@"], ["--expect", "-H", "Cookie: s3cr3t", "@"],
    ["-X", "--send", "s3cr3t", "@"], ["-e", "--user=me:s3cr3t", "@"], ["-qe", "-u", "me:s3cr3t"],
    ["-us3cr3t${", "@"], ["--user", "s3cr3t${", "@"], ["--user=s3cr3t${NONE}", "@"],
    ["-qHs3cr3t: ${NONE}", "@"], ["--send=s3cr3t${A:-${B}}", "@"], ["-Zs3cr3t${", "@"],
    ["http://user:s3cr3t${@a/"], ["http://user:s3cr3t@a/${"], ["http://user:${NONE-s3cr3t}@a:x/"],
    ["--user=me:s3cr3t\n", "@"], ["-password=s3cr3t", "@"], ["--password=s3cr3t", "@"],
    ["-user", "me:s3cr3t", "@"], ["-header=Cookie: s3cr3t", "@"], ["--send=s3cr3t\\q", "-h"],
  ]

  @Test(arguments: arguments, ["200 OK", "500 No"])
  func isNeverPrinted(_ arguments: [String], _ status: String) throws {
    let server = try Server(.ipv4, .answer(status: status))
    let run = try probe(
      arguments: ["-v"]
        + arguments.map {
          $0 == "@" ? server.url() : $0.replacing("@@@", with: "@\(server.address)")
        })
    #expect(!run.all.isEmpty)
    #expect(!run.all.contains(Self.secret))
    #expect(!run.all.contains("czNjcjN0"))
  }

  @Test(arguments: ["HEALTHPROBE_USER", "HEALTHPROBE_HEADER", "HEALTHPROBE_TARGET"])
  func ofVariable(_ name: String) throws {
    let run = try probe(environment: [name: "http://user:s3cr3t@a b/"])
    #expect(run.status == 1)
    #expect(!run.all.contains(Self.secret))
  }

  @Test(arguments: [
    ["HEALTHPROBE_TARGET": "http://user:half s3cr3t@db:80/"],
    ["HEALTHPROBE_TARGET": "http://user:half\ns3cr3t@db:80/ http://a/"],
    ["HEALTHPROBE_TARGET": "http://user:${P}@db:x/", "P": "half s3cr3t"],
    ["HEALTHPROBE_TARGET": "http://user:${P}@db:x/ tcp://b:1", "P": "half\ts3cr3t"],
    ["HEALTHPROBE_SEND": "half s3cr3t\\q"], ["HEALTHPROBE_USER": "half:s3cr3t\n"],
    ["HEALTHPROBE_USER": "${P}", "P": "half s3cr3t"],
    ["HEALTHPROBE_HEADER": "X: 1\nhalf s3cr3t"], ["HEALTHPROBE_HEADERS": "half: s3cr3t"],
    ["HEALTHPROBE_HEADER": "half: s3cr3t ${NONE}"], ["HEALTHPROBE_USER": "half:s3cr3t${"],
  ])
  func halvesOfVariables(_ environment: [String: String]) throws {
    let run = try probe(environment: environment)
    #expect(run.status == 1)
    #expect(run.err.contains("HEALTHPROBE_") || run.err.contains("target '...@db:x/'"))
    #expect(!run.all.contains(Self.secret) && !run.all.contains("half"))
  }

  static let hostile = "\u{1b}[31m\u{7}\u{8}\u{7f}\u{9b}\u{202e}\r"

  @Test(arguments: [
    "HTTP/1.1 200 \u{1b}[31m\u{7}\u{8}\u{7f}\u{9b}\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 2\u{1b}0 OK\r\n\r\n", "HTTP/\u{1b}[2J 200 OK\r\n\r\n", "\u{1b}[2J\r\n\r\n",
    "HTTP/1.1 302 Found\r\nLocation: http://\u{1b}/\r\nContent-Length: 0\r\n\r\n",
  ])
  func controlBytesOfTheNetwork(_ response: String) throws {
    let server = try Server(.ipv4, .answer(response))
    let run = try probe(server.url(), "-v")
    let bytes = run.output + run.errors
    #expect(bytes.allSatisfy { $0 == 0x0a || ($0 >= 0x20 && $0 < 0x7f) })
  }

  @Test func controlBytesOfArguments() throws {
    let server = try Server(.ipv4, .ok)
    for arguments in [["-e", Self.hostile], ["--\(Self.hostile)"], ["a\(Self.hostile)://"]] {
      let run = try probe(arguments: arguments + [server.url()])
      #expect(run.status == 1)
      let bytes = run.output + run.errors
      #expect(bytes.allSatisfy { $0 == 0x0a || ($0 >= 0x20 && $0 < 0x7f) })
      #expect(bytes.count { $0 == 0x0a } == 1)
    }
  }

  @Test func longTextsAreCut() throws {
    let long = String(repeating: "x", count: 5000)
    let server = try Server(.ipv4, .answer("HTTP/1.1 500 \(long)\r\nContent-Length: 0\r\n\r\n"))
    let run = try probe(server.url("/\(long)"), "-e\(String(repeating: "y", count: 900))")
    #expect(run.status == 1)
    #expect(run.err.utf8.count < 1024)
    let healthy = try probe(server.url("/\(long)"), "-s500")
    #expect(healthy.status == 0)
    #expect(healthy.out.utf8.count < 1024)
    #expect(Request(server.finish()[0]).line == "GET /\(long) HTTP/1.1")
  }
}
