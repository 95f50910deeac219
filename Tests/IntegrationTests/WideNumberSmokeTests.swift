import Glibc
import Harness
import Testing

/// Numbers that need more than the 32 bits of some CPUs.
@Suite struct WideNumberSmokeTests {
  /// A length of a body, as a header or as the size of a chunk.
  static let lengths = [
    "Content-Length: 2147483648\r\n\r\n", "Content-Length: 4294967296\r\n\r\n",
    "Content-Length: 18446744073709551615\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n80000000\r\n",
    "Transfer-Encoding: chunked\r\n\r\n100000000\r\n",
    "Transfer-Encoding: chunked\r\n\r\nfffffffffffffff0\r\n",
  ]

  @Test(arguments: lengths)
  func lengthOfABody(_ length: String) throws {
    let head = Step.send("HTTP/1.1 200 OK\r\n\(length)good ")
    let endless = try Server(.ipv4, [.receiveHead, head, .repeating("xxxx")])
    #expect(try probe(endless.url(), "--expect=good", "-t10s").status == 0)
    let short = try Server(.ipv4, [.receiveHead, head, .close])
    let run = try probe(short.url(), "--expect=good", "-t10s")
    #expect(run.status == 1)
    #expect(run.err.contains(": receive: connection closed "))
  }

  @Test(arguments: [0, 1 << 31, 1 << 32, -(1 << 31)])
  func ageOfAFile(_ date: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("beat", "")
    let times = [timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: date, tv_nsec: 0)]
    #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let run = try probe("file://\(path)")
    #expect(run.status == 0)
    let said = try #require(run.out.firstMatch(of: /: changed ([0-9]+)\./)).1
    // The run reads the clock later.
    let difference = try #require(Int(said)) - abs(now.tv_sec - date)
    #expect(abs(difference) < 60, "\(run)")
  }

  @Test func sizeOfAFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("headers", "")
    #expect(truncate(path, 3 << 30) == 0)
    let run = try probe("http://127.0.0.1:1/", "-H", "@\(path)")
    #expect(run.err.contains("more than 65536 bytes"), "\(run)")
  }

  @Test func durations() throws {
    let server = try Server(.ipv4, .ok)
    #expect(try probe(server.url(), "--timeout=24h", "--interval=23h59m59.9s").status == 0)
    #expect(try probe(server.url(), "--timeout=24h1ms").status == 1)
    #expect(try probe(server.url(), "--timeout=4294967297s").status == 1)
  }

  @Test func lengthOfAMessage() throws {
    // SETTINGS; headers with `:status: 200`; a message that says it has 2³¹ bytes, or 2³² - 1.
    let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]
    let head: [UInt8] =
      [0, 0, 20, 1, 4, 0, 0, 0, 1, 0x88, 0x0f, 0x10, 0x10] + Array("application/grpc".utf8)
    for length: [UInt8] in [[0x80, 0, 0, 0], [0xff, 0xff, 0xff, 0xff]] {
      let message: [UInt8] = [0, 0, 7, 0, 0, 0, 0, 0, 1, 0] + length + [8, 1]
      let server = try Server(
        .ipv4, [.receive(24 + 9 + 12), .sendBytes(settings + head + message), .hold])
      let run = try probe("grpc://\(server.address)", "-t10s")
      #expect(run.err.contains("gRPC message over 4096 bytes"), "\(run)")
    }
  }

  @Test func statusOfACall() throws {
    let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]
    let name = Array("grpc-status".utf8)
    let status = Array("4294967295".utf8)
    // Trailers alone: `:status: 200` and the status of the call.
    let payload: [UInt8] =
      [0x88, 0x0f, 0x10, 0x10] + Array("application/grpc".utf8) + [0, 11] + name + [10] + status
    let frame: [UInt8] = [0, 0, UInt8(payload.count), 1, 5, 0, 0, 0, 1] + payload
    let server = try Server(.ipv4, [.receive(24 + 9 + 12), .sendBytes(settings + frame), .hold])
    let run = try probe("grpc://\(server.address)", "-t10s")
    #expect(run.status == 1)
    #expect(run.err.contains("4294967295"), "\(run)")
  }

  /// Half of all names have a hash over 2³¹.
  @Test(.needsNamespace)
  func namesOfTheHostsFile() throws {
    let names = (0..<16).map { "name\($0)" }
    try withNetwork(hosts: names.map { "127.0.0.3 \($0)\n" }.joined()) {
      let service = try serve("127.0.0.3")
      let run = try probe(arguments: names.map { "tcp://\($0):5432" } + ["-t10s"])
      #expect(run.status == 0, "\(run)")
      service.finish()
    }
  }

  /// Of a certificate that is valid for 30 days; 100 years have more seconds than 2³¹.
  @Test(.needs("root and Python's cryptography", isThere: Certificates.areAvailable))
  func daysOfACertificate() throws {
    try TLSServer.openSSL(certificate: "p256").serve { _ in
      let url = "tls://\(TLSServer.address)"
      #expect(try probe(url, "--cert-days=29", "-t20s").status == 0)
      let run = try probe(url, "--cert-days=36500", "-t20s")
      #expect(run.err.contains("valid for 30 days, wanted it valid for 36500 days"), "\(run)")
    }
  }
}
