import Oracles
import Testing
import Wire

@Suite struct HostileAnswerTests {
  /// An answer of 64 KiB: a record with a chain of pointers, an alias of the chain's end and back in
  /// a circle, and as many owners as fit that have to be followed through the chain.
  private static var chain: [UInt8] {
    let size = 0x3f00
    var message = ComposedAnswer(0, "c00c 0010 0001 00000000 3f00").bytes
    let start = message.count
    for place in stride(from: 0, to: size, by: 2) {
      let target = place == 0 ? 12 : start + place - 2
      message += [0xc0 | UInt8(target >> 8), UInt8(target & 0xff)]
    }
    let last = start + size - 2
    let owner = [0xc0 | UInt8(last >> 8), UInt8(last & 0xff)]
    message += owner + [0, 5, 0, 1, 0, 0, 0, 0, 0, 2, 0xc0, 12]
    var count = 2
    while message.count + 12 <= 65535 {
      message += owner + [0, 16, 0, 1, 0, 0, 0, 0, 0, 0]
      count += 1
    }
    message[6] = UInt8(count >> 8)
    message[7] = UInt8(count & 0xff)
    return message
  }

  /// One with an alias of a name of thousands of bytes, and as many owners as fit with the same.
  private static var longNames: [UInt8] {
    var message = ComposedAnswer(0, "c00c 0010 0001 00000000 3f00").bytes
    let first = message.count
    for half in [0x1f80, 0x1f80] {
      for _ in 0..<(half - 64) / 64 { message += [63] + Array(repeating: 0x61, count: 63) }
      message += Array(repeating: 0, count: 64)
    }
    let second = first + 0x1f80
    func pointer(_ place: Int) -> [UInt8] { [0xc0 | UInt8(place >> 8), UInt8(place & 0xff)] }
    message += [0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 0, 0, 2] + pointer(first)
    message += pointer(second) + [0, 5, 0, 1, 0, 0, 0, 0, 0, 2] + pointer(first)
    var count = 3
    while message.count + 12 <= 65535 {
      message += pointer(second) + [0, 16, 0, 1, 0, 0, 0, 0, 0, 0]
      count += 1
    }
    message[6] = UInt8(count >> 8)
    message[7] = UInt8(count & 0xff)
    return message
  }

  @Test func endsSoonOnAChainOfPointers() { expectEndsSoon(Self.chain) }

  @Test func endsSoonOnLongNames() { expectEndsSoon(Self.longNames) }

  private func expectEndsSoon(_ message: [UInt8]) {
    #expect(message.count > 65_500)
    var answer: DNSAnswer?
    let time = ContinuousClock().measure {
      answer = DNSOracle.read(message, for: "db.lan").answer
    }
    #expect(answer == .malformed)
    // Of an unoptimized build, in which following all of it takes half a minute.
    #expect(time < .seconds(10))
  }

  @Test func readsRandomRecords() {
    var random = Random(seed: 1)
    let start = ComposedAnswer(9, "").bytes
    let alphabet: [UInt8] = [
      0, 0, 1, 1, 2, 4, 5, 12, 16, 28, 63, 64, 0x61, 0xc0, 0xc0, 24, 36, 0xff,
    ]
    for _ in 0..<5000 {
      let records = (0..<Int.random(in: 0..<80, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      #expect(DNSOracle.violation(start + records) == nil)
    }
  }

  @Test(arguments: CapturedAnswer.all)
  func readsAnswersWithAChangedByte(captured: CapturedAnswer) {
    for index in captured.bytes.indices {
      for byte in [0, 1, 0x3f, 0x40, 0x80, 0xc0, 0xff] as [UInt8] {
        var changed = captured.bytes
        changed[index] = byte
        #expect(DNSOracle.violation(changed) == nil, "byte \(index) as \(byte)")
      }
    }
  }
}
