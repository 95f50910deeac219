import Bytes
import Oracles
import Testing

@Suite struct ByteBufferTests {
  @Test(arguments: [0, 1, 9, 10, -1, 65536, Int.max, Int.min])
  func decimal(_ number: Int) {
    #expect(ByteBuffer.text { $0.append(decimal: number) } == "\(number)")
  }

  @Test func growsOverEveryBound() {
    var buffer = ByteBuffer()
    var expected: [UInt8] = []
    for index in 0..<5000 {
      buffer.append(UInt8(truncatingIfNeeded: index))
      expected.append(UInt8(truncatingIfNeeded: index))
    }
    #expect(buffer.span.array == expected)
    buffer.append(expected.span)
    #expect(buffer.span.array == expected + expected)
  }

  @Test func truncation() {
    var buffer = ByteBuffer()
    buffer.append("healthprobe")
    buffer.truncate(to: 99)
    #expect(buffer.span.text == "healthprobe")
    buffer.truncate(to: 6)
    #expect(buffer.span.text == "health")
    buffer.truncate(to: -1)
    #expect(buffer.count == 0)
    buffer.append("again")
    buffer.removeAll()
    #expect(buffer.count == 0)
  }

  @Test func keptBytesStay() {
    var buffer = ByteBuffer()
    #expect(buffer.keep().isEmpty)
    buffer.append("first")
    let first = buffer.keep()
    #expect(buffer.count == 0)
    buffer.append("other")
    #expect(first.text == "first")
    #expect(buffer.span.text == "other")
  }

  @Test func fillReplaces() throws {
    var buffer = ByteBuffer()
    buffer.append("old")
    let count = buffer.fill(atMost: 200) { address, capacity in
      #expect(capacity == 200)
      #expect(address != 0)
      UnsafeMutablePointer<UInt8>(bitPattern: address)?.update(repeating: 0x61, count: 3)
      return 3
    }
    #expect(count == 3)
    #expect(buffer.span.text == "aaa")
  }

  @Test(arguments: [
    (0, "healthprobe"), (-1, "healthprobe"), (6, "probe"), (11, ""), (99, ""),
  ])
  func takesTheFirstAway(count: Int, rest: String) {
    var buffer = ByteBuffer()
    buffer.removeFirst(count)
    buffer.append("healthprobe")
    buffer.removeFirst(count)
    #expect(buffer.span.text == rest)
  }

  @Test func changesInPlace() {
    var buffer = ByteBuffer()
    buffer.append("health")
    var span = buffer.mutableSpan
    span[0] = UInt8(ascii: "w")
    #expect(buffer.span.text == "wealth")
  }

  @Test(arguments: [
    ("plain ~", Int.max, "plain ~"), ("a\u{1b}[0m\n\u{7f}", Int.max, #"a\x1B[0m\x0A\x7F"#),
    ("\u{e9}", Int.max, #"\xC3\xA9"#), ("abcdef", 3, "abc..."), ("abc", 3, "abc"), ("", 0, ""),
    ("a", 0, "..."),
  ])
  func escaping(_ foreign: String, _ limit: Int, _ expected: String) {
    let bytes = StaticBytes(foreign)
    #expect(ByteBuffer.text { $0.append(escaping: bytes.span, limit: limit) } == expected)
  }

  @Test func quotingIsCut() {
    let bytes = StaticBytes(String(repeating: "q", count: 65))
    let expected = "'\(String(repeating: "q", count: 64))...'"
    #expect(ByteBuffer.text { $0.append(quoting: bytes.span) } == expected)
  }
}
