import Bytes
import Oracles
import Testing

@Suite struct SecretBytesTests {
  @Test func holdsNoMoreThanItHasRoomFor() {
    let bytes = SecretBytes(capacity: 4)
    bytes.append(StaticBytes("abc").span)
    bytes.append(StaticBytes("def").span)
    #expect(bytes.span.text == "abcd")
    bytes.truncate(to: 2)
    #expect(bytes.span.text == "ab" && bytes.count == 2)
    bytes.combine(with: 0x20)
    #expect(bytes.span.text == "AB")
    #expect(SecretBytes(capacity: 0).count == 0)
  }

  @Test(arguments: [
    ("", "", true), ("a", "a", true), ("a", "b", false), ("ab", "a", false), ("abc", "abd", false),
    ("xbc", "abc", false),
  ])
  func comparesWhole(one: String, other: String, isSame: Bool) {
    #expect(StaticBytes(one).span.equals(secretly: StaticBytes(other).span) == isSame)
  }

  @Test func wipes() {
    var words: InlineArray<4, UInt32> = [1, 2, 3, 4]
    var span = words.mutableSpan
    span.wipe()
    #expect(words.indices.allSatisfy { words[$0] == 0 })
  }
}
