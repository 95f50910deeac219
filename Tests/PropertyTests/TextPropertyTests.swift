import Bytes
import Oracles
import Testing
import Wire

/// What holds for every text; a case that fails is named by its seed.
@Suite struct TextPropertyTests {
  /// A text made of some of these words and of single bytes.
  private static func text(_ seed: UInt64, _ words: [String]) -> [UInt8] {
    var random = Random(seed: seed)
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      if random.chance(oneIn: 6) {
        bytes.append(UInt8.random(in: 0...255, using: &random))
      } else {
        bytes += (words.randomElement(using: &random) ?? "").utf8
      }
    }
    return bytes
  }

  @Test(arguments: UInt64(0)..<64)
  func targetsPrintBack(_ seed: UInt64) {
    let words = [
      "http://", "HTTP+unix://", "tcp://", "unix://", "a", "Example.com", "localhost", "127.0.0.1",
      "[::1]", "[fe80::1%25eth0]", "[::ffff:1.2.3.4%lo]", ":", ":80", ":8080", "/", "/health",
      "?a=b",
      "#f", "u:p@", "%2F", "%00", "%41", ".", "-", "\u{e9}", "//",
    ]
    for index in UInt64(0)..<50 {
      let text = Self.text(seed << 16 | index, words)
      #expect(TargetOracle.violation(text) == nil, "\(text)")
    }
  }

  @Test(arguments: UInt64(0)..<64)
  func expansionKeepsOtherText(_ seed: UInt64) {
    let words = ["$", "{", "}", "${", "$${", "PORT", "EMPTY", "NONE", ":-", "-", "x", "$$", "${A}"]
    for index in UInt64(0)..<50 {
      let text = Self.text(seed << 16 | index, words)
      #expect(ExpansionOracle.violation(text) == nil, "\(text)")
    }
  }

  @Test(arguments: UInt64(0)..<64)
  func hostsAreReadAlikeInAllPieces(_ seed: UInt64) {
    let words = ["10.0.0.1", "::1", "fe80::1", "db", "DB", " ", "\t", "\n", "\r\n", "#", "d", "x"]
    for index in UInt64(0)..<20 {
      let text = Self.text(seed << 16 | index, words)
      #expect(HostsOracle.violation(text) == nil, "\(text)")
    }
  }

  @Test(arguments: UInt64(0)..<64)
  func commandLinesAreReadOrRefusedInOneLine(_ seed: UInt64) {
    let words = [
      "--timeout", "--timout", "=", "2s", "-t", "-r3", "-qv", "--", "-w1m", "\n", "\n", "\n",
      "--any", "-X", "-H", "A: b", "-u", "u:p", "@/none", "http://a/", "tcp://b:1", "${X}", "X=1",
      "HEALTHPROBE_", "RETRIES", "HEADER",
    ]
    for index in UInt64(0)..<20 {
      let text = Self.text(seed << 16 | index, words)
      #expect(CommandLineOracle.violation(text) == nil, "\(text)")
    }
  }

  @Test(arguments: UInt64(0)..<64)
  func streamsAreJudgedAlikeInAllPieces(_ seed: UInt64) {
    let bytes = Self.text(seed, ["a", "ab", "aab", "b"])
    for expected in ["aabaab", "a", "ba", "", "ba aab", "aab ba", "bb a aabaab"] {
      let violation = Conversation.violation(bytes) {
        streamExchange(expected)
      }
      #expect(violation == nil, "\(bytes)")
      let text = Conversation(streamExchange(expected), Pieces.single(bytes))
      let missing = expected.split(separator: " ").first {
        !bytes.contains(subsequence: String($0))
      }
      #expect(text.isHealthy == (missing == nil))
      if let missing, !bytes.isEmpty {
        #expect(text.report.hasPrefix("expect: '\(missing)' not in the "))
      }
    }
  }

  /// Texts of two letters repeat parts of themselves in every way.
  @Test(arguments: UInt64(0)..<32)
  func textsAreFoundWhereTheyAre(_ seed: UInt64) {
    var random = Random(seed: seed)
    for _ in 0..<100 {
      let expected = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        random.pick("a", "a", "b")
      }.joined()
      var bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        random.pick(UInt8(0x61), 0x61, 0x62)
      }
      // Not by chance alone.
      if random.chance(oneIn: 2) { bytes += (expected.prefix(random.pick(3, 12)) + expected).utf8 }
      let conversation = Conversation(streamExchange(expected), Pieces.random(bytes, &random))
      #expect(
        conversation.isHealthy == bytes.contains(subsequence: expected), "\(expected) in \(bytes)")
    }
  }

  @Test func endlessStreamIsReadToItsBound() {
    let bound = [UInt8](repeating: 0x61, count: StreamExchange.limit)
    let past = Conversation(streamExchange("b"), Pieces.whole(bound + [0x62]))
    #expect(past.isEarly)
    #expect(!past.isHealthy)
    #expect(Conversation(streamExchange("ab"), Pieces.whole(bound.dropLast() + [0x62])).isHealthy)
  }

  @Test func mostAddressesOfAName() {
    let addresses = (0..<5000).map { "10.0.\($0 / 250).\($0 % 250)" }
    let lines = addresses.map { "\($0) db\n" }.joined()
    let found = HostsOracle.addresses(of: "db", Pieces.whole(Array(lines.utf8)))
    #expect(found == Array(addresses.prefix(4096)))
  }

  /// An exchange that expects each of some words.
  private func streamExchange(_ expected: String) -> StreamExchange {
    let demand = Demand(agent: "test")
    for text in expected.split(separator: " ") { demand.expect(StaticBytes(String(text))) }
    return StreamExchange(demand)
  }
}
