import Bytes
import Oracles
import Testing
import Wire

/// What gRPC servers answer, however the network cuts the bytes.
@Suite struct GRPCAnswerTests {
  @Test(arguments: GRPCCase.all)
  func whole(_ row: GRPCCase) {
    let heard = Conversation(GRPCOracle.exchange(), whole: row.answer)
    if let reason = row.reason {
      #expect(!heard.isHealthy)
      #expect(heard.report.hasPrefix(reason), "\(heard.report)")
    } else {
      #expect(heard.isHealthy, "\(heard.report)")
      #expect(heard.report == "SERVING")
    }
    #expect(heard.isEarly == row.isEarly)
  }

  @Test(arguments: GRPCCase.all)
  func inPieces(_ row: GRPCCase) {
    #expect(Conversation.violation(row.answer) { GRPCOracle.exchange() } == nil)
  }

  @Test(arguments: GRPCCase.all)
  func everySplit(_ row: GRPCCase) {
    let cuts = row.answer.indices.dropFirst().filter { $0 < 400 || $0 % 997 == 0 }
    #expect(
      Conversation.splitViolation(row.answer, at: cuts) { GRPCOracle.exchange() } == nil)
  }

  @Test(arguments: GRPCCase.verdicts + GRPCCase.frames)
  func noPrefixIsHealthy(_ row: GRPCCase) {
    for count in row.answer.indices {
      let heard = Conversation(GRPCOracle.exchange(), whole: Array(row.answer.prefix(count)))
      #expect(!heard.isHealthy, "the first \(count) bytes")
    }
  }

  /// What comes first, and what then comes again and again.
  static let endless: [(first: [UInt8], again: [UInt8], reason: String)] = [
    ([], HTTP2Bytes.frame(.ping, Array(0..<8)), "no answer in 131072 bytes of HTTP/2"),
    ([], HTTP2Bytes.settings(), "no answer in 131072 bytes of HTTP/2"),
    ([], HTTP2Bytes.settings([(4, 0)]), "no answer in 131072 bytes of HTTP/2"),
    ([], HTTP2Bytes.frame(.unknown), "no answer in 131072 bytes of HTTP/2"),
    (
      [], HTTP2Bytes.frame(.priority, stream: 9, Array(0..<5)),
      "no answer in 131072 bytes of HTTP/2"
    ),
    (
      HTTP2Bytes.frame(.headers, stream: 1), HTTP2Bytes.frame(.continuation, stream: 1),
      "no answer in 131072 bytes of HTTP/2"
    ),
    (
      HTTP2Bytes.frame(.headers, stream: 1),
      HTTP2Bytes.frame(.continuation, stream: 1, Array(repeating: 0x82, count: 16384)),
      "no answer in 131072 bytes of HTTP/2"
    ),
    ([], HTTP2Bytes.headers([(":status", "103")]), "HTTP/2 headers over 65536 bytes"),
    (GRPCAnswer.headers, HTTP2Bytes.data([]), "no answer in 131072 bytes of HTTP/2"),
    (
      GRPCAnswer.headers, HTTP2Bytes.frame(.data, flags: 8, stream: 1, [0]),
      "no answer in 131072 bytes of HTTP/2"
    ),
    (
      GRPCAnswer.headers, HTTP2Bytes.data(Array(repeating: 0, count: 4000)),
      "more than one gRPC message"
    ),
  ]

  @Test(arguments: endless, [100, 65536])
  func nothingEndlessIsReadForEver(
    _ endless: (first: [UInt8], again: [UInt8], reason: String), _ size: Int
  ) {
    var bytes = HTTP2Bytes.settings() + endless.first
    while bytes.count < 160 << 10 { bytes += endless.again }
    let pieces = stride(from: 0, to: bytes.count, by: size).map {
      bytes[$0..<min($0 + size, bytes.count)]
    }
    let heard = Conversation(GRPCOracle.exchange(), pieces)
    #expect(heard.isEarly)
    #expect(heard.report == "response: \(endless.reason)")
    #expect(heard == Conversation(GRPCOracle.exchange(), whole: bytes))
    #expect(heard.sent.count < 300 << 10)
  }

  /// Each question of a server is answered, and the connection left in order.
  @Test func answers() throws {
    let silent = Conversation(GRPCOracle.exchange(), whole: [])
    let heard = Conversation(
      GRPCOracle.exchange(),
      whole: HTTP2Bytes.settings() + HTTP2Bytes.frame(.ping, Array(1...8))
        + HTTP2Bytes.frame(.ping, flags: 1, Array(1...8)) + HTTP2Bytes.settings()
        + GRPCAnswer.serving.dropFirst(9))
    #expect(
      Array((heard.sent + heard.farewell).dropFirst(silent.sent.count))
        == HTTP2Bytes.frame(.settings, flags: 1)
        + HTTP2Bytes.frame(.ping, flags: 1, Array(1...8)) + HTTP2Bytes.frame(.settings, flags: 1)
        + HTTP2Bytes.frame(.goAway, Array(repeating: 0, count: 8)))
  }

  @Test func saysWhoBrokeTheProtocol() {
    let heard = Conversation(
      GRPCOracle.exchange(), whole: HTTP2Bytes.settings() + HTTP2Bytes.frame(.ping))
    #expect(heard.farewell == HTTP2Bytes.frame(.goAway, [0, 0, 0, 0, 0, 0, 0, 1]))
    let stranger = Conversation(GRPCOracle.exchange(), whole: Array("HTTP/1.1 400\r\n".utf8))
    #expect(stranger.sent == Conversation(GRPCOracle.exchange(), whole: []).sent)
  }
}
