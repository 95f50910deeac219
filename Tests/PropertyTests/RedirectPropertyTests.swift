import Oracles
import Testing

/// What holds for every `Location`; a case that fails is named by its seed.
@Suite struct RedirectPropertyTests {
  private static func judge(_ location: [UInt8]) -> Conversation {
    let head = Array("HTTP/1.1 307 R\r\nContent-Length: 0\r\nLocation: ".utf8)
    let response = head + location + Array("\r\n\r\n".utf8)
    #expect(HTTPResponseOracle.violation(response) == nil, "\(location)")
    return Conversation(HTTPResponseOracle.exchange(.plain), Pieces.whole(response))
  }

  @Test(arguments: UInt64(0)..<32)
  func relativeReferencesAreResolvedAsTheRFCSays(_ seed: UInt64) {
    var random = Random(seed: seed)
    for _ in 0..<50 {
      let path = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        random.pick(".", "..", "/", "/", "/", "a", "b.", "..c", "...", ";p", "?q", "#f", "%2e")
      }
      let reference = path.joined()
      // Two slashes begin a host.
      if reference.hasPrefix("//") { continue }
      let target = ReferenceOracle.target(of: reference, from: "/health?a=b")
      let conversation = Self.judge(Array(reference.utf8))
      #expect(conversation.report.hasPrefix("GET \(target) HTTP/1.1\r\n"), "\(reference)")
    }
  }

  @Test(arguments: UInt64(0)..<32)
  func onlyWhatMayStandInATargetIsSent(_ seed: UInt64) {
    var random = Random(seed: seed)
    let mayStand = Set("-._~/?:@!$&'()*+,;=%".utf8)
    for _ in 0..<50 {
      let start = random.pick("", "/", "?", "//localhost:8080/", "http://localhost/", "..", "a:")
      let location =
        Array(start.utf8)
        + (0..<Int.random(in: 0...40, using: &random)).map { _ in
          random.pick(UInt8.random(in: 0...255, using: &random), 0x25, 0x2f, 0x2e, 0x41)
        }
      let conversation = Self.judge(location)
      guard conversation.step.hasPrefix("reconnect") else { continue }
      let line = Array(conversation.report.utf8.prefix { $0 != 0x0d })
      let target = line.dropFirst("GET ".utf8.count).dropLast(" HTTP/1.1".utf8.count)
      #expect(target.first == 0x2f, "\(location)")
      #expect(
        target.allSatisfy { byte in
          mayStand.contains(byte) || (0x30...0x39).contains(byte)
            || (0x41...0x5a).contains(byte & 0xdf)
        }, "\(location)")
      for (index, byte) in zip(target.indices, target) where byte == 0x25 {
        let digits = target[(index + 1)...].prefix(2)
        #expect(digits.count == 2 && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit })
      }
    }
  }
}
