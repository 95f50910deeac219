import Oracles
import Testing
import Wire

@Suite struct DNSRecordTests {
  private func read(_ count: Int, _ records: String) -> (answer: DNSAnswer, addresses: [String]) {
    let message = ComposedAnswer(count, records).bytes
    #expect(DNSOracle.violation(message) == nil)
    return DNSOracle.read(message, for: "db.lan")
  }

  @Test(arguments: [
    ("the other family", 1, "c00c 001c 0001 00000000 0004 0a000005"),
    ("another class", 1, "c00c 0001 0003 00000000 0004 0a000005"),
    ("another type", 1, "c00c 0101 0001 00000000 0004 0a000005"),
    ("another owner", 1, "c00f 0001 0001 00000000 0004 0a000005"),
    ("an owner with more labels", 1, "0178c00c 0001 0001 00000000 0004 0a000005"),
    ("the root", 1, "00 0001 0001 00000000 0004 0a000005"),
    ("a record that is not counted", 0, ComposedAnswer.address),
    ("an alias without addresses", 1, "c00c 0005 0001 00000000 0004 0161c00f"),
    (
      "an alias of another class", 2,
      "c00c 0005 0003 00000000 0004 0161c00f" + "0161c00f 0001 0001 00000000 0004 0a000005"
    ),
  ])
  func findsNoData(what: String, count: Int, records: String) {
    #expect(read(count, records).answer == .noData, "\(what)")
  }

  @Test(arguments: [
    ("an address too short", 1, "c00c 0001 0001 00000000 0003 0a0000"),
    ("an address too long", 1, "c00c 0001 0001 00000000 0005 0a00000506"),
    ("no address", 1, "c00c 0001 0001 00000000 0000"),
    (
      "sixteen bytes for IPv4", 1,
      "c00c 0001 0001 00000000 0010 " + String(repeating: "0a", count: 16)
    ),
    ("one record too few", 2, ComposedAnswer.address),
    ("very many too few", 65535, ComposedAnswer.address),
    ("no record", 1, ""),
    ("a length past the end", 1, "c00c 0001 0001 00000000 0005 0a000005"),
    ("the greatest length", 1, "c00c 0001 0001 00000000 ffff 0a000005"),
    ("an owner that points at itself", 1, "c018 0001 0001 00000000 0004 0a000005"),
    ("an owner that points ahead", 1, "c01a 0001 0001 00000000 0004 0a000005"),
    ("an owner that points past the end", 1, "ffff 0001 0001 00000000 0004 0a000005"),
    ("half a pointer", 1, "c0"),
    ("a label past the end", 1, "3f61"),
    ("a label of a reserved kind", 1, "4161c00c 0001 0001 00000000 0004 0a000005"),
    ("an endless owner", 1, String(repeating: "0161", count: 4000)),
    ("an alias longer than its data", 1, "c00c 0005 0001 00000000 0003 0161c00f"),
    ("an alias that points at itself", 1, "c00c 0005 0001 00000000 0002 c024" + "c00c"),
    ("an alias without a name", 1, "c00c 0005 0001 00000000 0000"),
    ("an alias of itself", 1, "c00c 0005 0001 00000000 0002 c00c"),
    (
      "aliases in a circle", 2,
      "c00c 0005 0001 00000000 0004 0161c00f" + "c024 0005 0001 00000000 0002 c00c"
    ),
    ("garbage behind an address", 2, ComposedAnswer.address + "deadbeef"),
  ])
  func refusesMalformedRecords(what: String, count: Int, records: String) {
    #expect(read(count, records).answer == .malformed, "\(what)")
  }

  @Test func readsWhatFollowsTheAnswerAsNoPartOfIt() {
    #expect(read(1, ComposedAnswer.address + "deadbeef") == (.addresses, ["10.0.0.5"]))
  }

  @Test func followsAliasesInAnyOrder() {
    // The address of x, x for y, y for db.lan: all behind one another's back.
    let records =
      "0178c00f 0001 0001 00000000 0004 0a000009" + "0159c00f 0005 0001 00000000 0004 0158c00f"
      + "c00c 0005 0001 00000000 0004 0179c00f"
    #expect(read(3, records) == (.addresses, ["10.0.0.9"]))
  }

  /// So many aliases, each of the next, and the address of the last.
  private func chain(_ count: Int) -> [String] {
    let names = ["c00c"] + (0..<count).map { "01\(String(0x61 + $0, radix: 16))c00f" }
    let aliases = zip(names, names.dropFirst()).map { "\($0) 0005 0001 00000000 0004 \($1)" }
    return aliases + ["\(names[count]) 0001 0001 00000000 0004 0a000005"]
  }

  @Test(arguments: [1, 8, 9, 16, 17, 25])
  func followsAliasesInOrder(count: Int) {
    #expect(read(count + 1, chain(count).joined()) == (.addresses, ["10.0.0.5"]))
  }

  @Test(arguments: [(1, DNSAnswer.addresses), (16, .addresses), (17, .malformed)])
  func followsSixteenAliasesOutOfOrder(count: Int, expected: DNSAnswer) {
    #expect(read(count + 1, chain(count).reversed().joined()).answer == expected)
  }

  @Test(arguments: [16, 17, 40, 4000])
  func takesEveryAddress(count: Int) {
    let records = (0..<count).map { index in
      let number = String(0x1_0000 + index, radix: 16).dropFirst()
      return "c00c 0001 0001 00000000 0004 0a01\(number)"
    }
    let (answer, addresses) = read(count, records.joined())
    #expect(answer == .addresses)
    #expect(addresses == (0..<count).map { "10.1.\($0 >> 8).\($0 & 255)" })
  }

  /// With names of the greatest length and without a pointer, as servers send that do not compress.
  @Test func readsLongNamesWithoutPointers() {
    let label = "3f" + String(repeating: "78", count: 63)
    let owner = "026462036c616e00"
    let long = label + label + label + "3d" + String(repeating: "79", count: 61) + "00"
    let alias = "\(owner) 0005 0001 00000000 00ff \(long)"
    let address = "\(long) 0001 0001 00000000 0004 0a000005"
    let (answer, addresses) = read(200, alias + String(repeating: address, count: 199))
    #expect(answer == .addresses)
    #expect(addresses.count == 199)
  }
}
