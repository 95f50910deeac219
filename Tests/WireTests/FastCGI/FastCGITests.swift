import Bytes
import Oracles
import Testing
import Wire

/// What a responder may answer, however the network cuts it, and what it is asked.
@Suite struct FastCGITests {
  private func exchange(_ row: FastCGICase) -> Exchange {
    FastCGIOracle.exchange(expecting: row.expected)
  }

  @Test(arguments: FastCGICase.healthy)
  func healthy(_ row: FastCGICase) {
    let heard = Conversation(exchange(row), whole: row.response)
    #expect(heard.isHealthy, "\(heard)")
    #expect(heard.report.hasPrefix(row.verdict), "\(heard)")
    #expect(heard.isEarly)
  }

  @Test(arguments: FastCGICase.unhealthy)
  func unhealthy(_ row: FastCGICase) {
    let heard = Conversation(exchange(row), whole: row.response)
    #expect(!heard.isHealthy)
    #expect(heard.report.hasPrefix(row.verdict), "\(heard)")
    #expect(heard.isEarly == row.isEarly)
  }

  @Test(arguments: FastCGICase.healthy + FastCGICase.unhealthy)
  func inPieces(_ row: FastCGICase) {
    #expect(Conversation.violation(row.response) { exchange(row) } == nil)
  }

  @Test(arguments: FastCGICase.healthy + FastCGICase.unhealthy)
  func everySplit(_ row: FastCGICase) {
    // A long response is cut near its ends only, and in the middle.
    let count = row.response.count
    let cuts =
      count < 1024
      ? Array(1..<max(1, count)) : Array(1...20) + [count / 2] + Array(count - 4..<count)
    #expect(Conversation.splitViolation(row.response, at: cuts) { exchange(row) } == nil)
  }

  @Test(arguments: FastCGICase.healthy.filter { $0.response.count < 2000 })
  func noBeginningIsHealthy(_ row: FastCGICase) {
    for count in row.response.indices {
      let heard = Conversation(exchange(row), whole: Array(row.response.prefix(count)))
      #expect(!heard.isHealthy, "the first \(count) bytes")
    }
  }

  @Test func junkIsJudged() {
    for seed in UInt64(0)..<300 {
      var random = Random(seed: seed)
      let row = FastCGICase.healthy[Int.random(in: 0..<16, using: &random)]
      var bytes = row.response
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = random.pick(
          0, 1, 3, 6, 7, 10, 58, 255)
      }
      #expect(FastCGIOracle.violation(bytes) == nil, "\(bytes)")
    }
  }

  @Test func progressTellsHowFarItCame() {
    let silent = Conversation(FastCGIOracle.exchange(), whole: [])
    #expect(silent.progress == "no response")
    let begun = Conversation(
      FastCGIOracle.exchange(), whole: [FastCGIRecord.output("A: b\n")].bytes)
    #expect(begun.progress == "no status")
    let body = Conversation(FastCGIOracle.exchange(), whole: [FastCGIRecord.output("\nab")].bytes)
    #expect(body.progress == "2 bytes of an unfinished body received")
  }

  /// The parameters that a request holds, in order, where its records are as they should be.
  private func parameters(_ exchange: Exchange) throws -> [(name: String, value: String)] {
    var rest = Conversation(exchange, whole: []).sent[...]
    var stream: [UInt8] = []
    var kinds: [UInt8] = []
    while !rest.isEmpty {
      let header = Array(rest.prefix(8))
      try #require(header.count == 8 && header[0] == 1 && header[2...3] == [0, 1])
      let count = Int(header[4]) << 8 | Int(header[5])
      let content = rest.dropFirst(8).prefix(count)
      if header[1] == 1 { #expect(Array(content) == [0, 1, 0, 0, 0, 0, 0, 0]) }
      if header[1] == 4 { stream += content }
      if kinds.last != header[1] || count == 0 { kinds.append(header[1]) }
      rest = rest.dropFirst(8 + count + Int(header[6]))
    }
    #expect(kinds == [1, 4, 4, 5])
    var parameters: [(String, String)] = []
    var text = stream[...]
    while !text.isEmpty {
      let sizes = (0..<2).map { _ in
        let first = Int(text.removeFirst())
        if first < 0x80 { return first }
        return (0..<3).reduce(first & 0x7f) { size, _ in size << 8 | Int(text.removeFirst()) }
      }
      let texts = sizes.map { size in
        defer { text = text.dropFirst(size) }
        return String(decoding: text.prefix(size), as: UTF8.self)
      }
      parameters.append((texts[0], texts[1]))
    }
    return parameters
  }

  @Test func requestSaysWhatCGIWants() throws {
    let demand = Demand(agent: "probe/1")
    demand.method = "HEAD"
    demand.add(try #require(HTTPField("X-Token: a b")))
    demand.add(try #require(HTTPField("Accept:")))
    let long = String(repeating: "v", count: 70_000)
    demand.add(try #require(HTTPField(StaticBytes("X-Long: \(long)"))))
    let asked = try parameters(FastCGIOracle.exchange("/a%20b.php?c=%20d&e", demand: demand))
    let wanted: [(String, String?)] = [
      ("GATEWAY_INTERFACE", "CGI/1.1"), ("REQUEST_METHOD", "HEAD"), ("SCRIPT_NAME", "/a b.php"),
      ("SCRIPT_FILENAME", "/a b.php"), ("QUERY_STRING", "c=%20d&e"),
      ("REQUEST_URI", "/a%20b.php?c=%20d&e"), ("SERVER_PROTOCOL", "HTTP/1.1"),
      ("HTTP_X_TOKEN", "a b"), ("HTTP_USER_AGENT", "probe/1"), ("HTTP_X_LONG", long),
      ("HTTP_ACCEPT", nil), ("HTTP_CONNECTION", nil), ("SERVER_NAME", "localhost"),
      ("SERVER_PORT", "80"), ("REMOTE_ADDR", "127.0.0.1"), ("SERVER_SOFTWARE", "healthprobe"),
    ]
    for (name, value) in wanted {
      #expect(
        asked.filter { $0.name == name }.map(\.value) == (value.map { [$0] } ?? []), "\(name)")
    }
  }

  @Test func queryMayBeMissing() throws {
    let asked = try parameters(FastCGIOracle.exchange("/ping"))
    #expect(asked.first { $0.name == "QUERY_STRING" }?.value == "")
    #expect(asked.first { $0.name == "REQUEST_URI" }?.value == "/ping")
  }
}
