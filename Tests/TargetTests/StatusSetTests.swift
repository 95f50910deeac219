import Bytes
import Oracles
import Testing
import Wire

@Suite struct StatusSetTests {
  static let lists: [(list: String, ranges: [ClosedRange<Int>])] = [
    ("200", [200...200]), ("200-299", [200...299]), ("200-399,401", [200...399, 401...401]),
    ("100-599", [100...599]), ("100,599", [100...100, 599...599]), ("200-200", [200...200]),
    ("404,200-204,202", [404...404, 200...204]), ("191-192,255-256", [191...192, 255...256]),
    ("128-200", [128...200]), ("127,192,319-384", [127...127, 192...192, 319...384]),
    ("100-100,599-599", [100...100, 599...599]), ("101", [101...101]),
  ]

  @Test(arguments: lists)
  func holds(_ list: String, _ ranges: [ClosedRange<Int>]) throws {
    let set = try #require(StatusSet(StaticBytes(list)))
    for status in -700...1300 {
      #expect(set.contains(status) == ranges.contains { $0.contains(status) }, "\(status)")
    }
  }

  @Test(arguments: [
    "100", "102-199", "100,199", "150-150", "", ",", "200,", ",200", "200,,201", "99", "600",
    "1000", "0200", "20", "2xx", "200-", "-200",
    "200--299", "299-200", "200-299-300", "200 ", " 200", "200, 201", "+20", "*",
  ])
  func isNoList(_ list: String) {
    #expect(StatusSet(StaticBytes(list)) == nil)
  }
}
