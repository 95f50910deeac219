import Bytes
import Testing

@Suite struct ListTests {
  @Test func growsAndShrinks() {
    var list = List<Int>()
    for number in 0..<100 { list.append(number) }
    #expect(list.count == 100)
    #expect(list.remove(at: 0) == 0)
    #expect(list.remove(at: 98) == 99)
    #expect(list.remove(at: 50) == 51)
    list[0] = -1
    #expect((0..<list.count).map { list[$0] } == [-1] + Array(2...50) + Array(52...98))
    list.removeAll()
    #expect(list.count == 0)
    list.append(7)
    #expect(list[0] == 7)
  }

  @Test func insertsAtBothEndsAndBetween() {
    var list = List<Int>()
    for (number, index) in [(2, 0), (4, 1), (1, 0), (3, 2), (5, 4)] {
      list.insert(number, at: index)
    }
    #expect((0..<list.count).map { list[$0] } == Array(1...5))
  }

  @Test func releasesItsElements() {
    final class Element {}
    weak var first: Element?
    weak var second: Element?
    do {
      var list = List<Element>()
      do {
        let (one, other) = (Element(), Element())
        (first, second) = (one, other)
        list.append(one)
        list.append(other)
      }
      for _ in 0..<10 { list.append(Element()) }
      #expect(first != nil)
      list.remove(at: 0)
      #expect(first == nil)
      #expect(second != nil)
    }
    #expect(second == nil)
  }
}
