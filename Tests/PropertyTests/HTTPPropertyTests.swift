import Oracles
import Testing

/// What holds for every response; a case that fails is named by its seed.
@Suite struct HTTPPropertyTests {
  @Test(arguments: UInt64(0)..<300)
  func everyCutOfAResponseIsJudgedAlike(_ seed: UInt64) {
    let response = GeneratedResponse(seed: seed)
    let conversation = Conversation(HTTPResponseOracle.exchange(.plain), whole: response.bytes)
    #expect(conversation.isHealthy)
    #expect(conversation.isEarly == response.isDelimited)
    #expect(HTTPResponseOracle.violation(response.bytes) == nil)
  }

  @Test(arguments: UInt64(0)..<100)
  func noPrefixIsHealthy(_ seed: UInt64) throws {
    let response = GeneratedResponse(seed: seed)
    let headEnd = response.isDelimited ? response.bytes.count : try headEnd(response.bytes)
    for count in 0..<headEnd {
      let prefix = Array(response.bytes.prefix(count))
      let conversation = Conversation(HTTPResponseOracle.exchange(.plain), Pieces.whole(prefix))
      #expect(!conversation.isHealthy, "the first \(count) bytes")
      #expect(!conversation.isEarly, "the first \(count) bytes")
    }
  }

  @Test(arguments: UInt64(0)..<300)
  func everyCutOfADamagedResponseIsJudgedAlike(_ seed: UInt64) {
    var random = Random(seed: seed)
    for _ in 0..<4 {
      var bytes = GeneratedResponse(seed: seed).bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes, &random) }
      #expect(HTTPResponseOracle.violation(bytes) == nil, "\(bytes)")
    }
  }

  @Test(arguments: UInt64(0)..<100)
  func junkIsJudged(_ seed: UInt64) {
    var random = Random(seed: seed)
    var bytes: [UInt8] = Array(
      random.pick("", "HTTP/1.1 200\r\n", "HTTP/1.0 302 F\nLocation:").utf8)
    for _ in 0..<Int.random(in: 0...400, using: &random) {
      bytes.append(UInt8.random(in: 0...255, using: &random))
    }
    #expect(HTTPResponseOracle.violation(bytes) == nil, "\(bytes)")
  }

  /// What comes first, and what then comes again and again.
  static let endless: [(first: String, again: String)] = [
    ("HTTP/1.1 200 ", "x"), ("HTTP/1.1 200 OK\r\n", "X: y\r\n"), ("HTTP/1.1 200 OK\r\nX: ", "y"),
    ("HTTP/1.1 200 OK\r\nX: a\r\n", " b\r\n"), ("", "HTTP/1.1 100 Continue\r\n\r\n"),
    ("HTTP/1.1 200 OK\r\n\r\n", "body"),
    ("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n", "z"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "0"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "T: x\r\n"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "t"),
  ]

  @Test(arguments: endless, [1000, 65536])
  func nothingEndlessIsReadForEver(_ endless: (first: String, again: String), _ size: Int) {
    var bytes = Array(endless.first.utf8)
    // Chunks of one byte are six with their framing.
    while bytes.count < 7 * 65536 { bytes += endless.again.utf8 }
    let pieces = stride(from: 0, to: bytes.count, by: size).map {
      bytes[$0..<min($0 + size, bytes.count)]
    }
    let exchange = HTTPResponseOracle.exchange(.plain)
    let conversation = Conversation(exchange, pieces)
    #expect(conversation.isEarly)
    #expect(conversation == Conversation(HTTPResponseOracle.exchange(.plain), Pieces.whole(bytes)))
  }

  @Test(
    arguments: [
      "\r\n\r\n", "\n\n", "\r\n folded\r\n\r\n", "\r\nA: b\r\n\r\n", "\n \r\n\n",
    ], -3...3)
  func headsAreReadToTheirBound(_ end: String, _ excess: Int) {
    let start = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: "
    let padding = 65536 + excess - start.utf8.count - end.utf8.count
    let bytes = Array((start + String(repeating: "y", count: padding) + end).utf8)
    let conversation = Conversation(HTTPResponseOracle.exchange(.plain), Pieces.whole(bytes))
    #expect(conversation.isHealthy == (excess <= 0))
    let reason = "response: status line and headers over 65536 bytes"
    #expect(conversation.isHealthy || conversation.report == reason)
    let violation = Conversation.violation(bytes) { HTTPResponseOracle.exchange(.plain) }
    #expect(violation == nil)
  }

  /// Where the last head ends: at the first empty line after a final status line.
  private func headEnd(_ bytes: [UInt8]) throws -> Int {
    for count in 1...bytes.count {
      let prefix = Array(bytes.prefix(count))
      if Conversation(HTTPResponseOracle.exchange(.plain), Pieces.whole(prefix)).isHealthy {
        #expect(prefix.last == 0x0a)
        return count
      }
    }
    return try #require(nil)
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout Random) {
    let place = Int.random(in: 0..<bytes.count - 4, using: &random)
    switch random.pick(0, 1, 2, 3) {
    case 0: bytes[place] = random.pick(0x00, 0x0a, 0x0d, 0x20, 0x2c, 0x30, 0x3a, 0xff)
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(random.pick(0x0a, 0x0d, 0x20, 0x3b, 0x66), at: place)
    default: bytes.replaceSubrange(place..<place, with: bytes[place / 2..<place])
    }
  }
}
