import Oracles
import Testing

@Suite struct HostsSearchTests {
  static let files: [(file: String, found: [String])] = [
    ("10.0.0.1 db", ["10.0.0.1"]), ("10.0.0.1\tdb\n::1 db\n", ["10.0.0.1", "::1"]),
    ("10.0.0.1 a DB b\r\n", ["10.0.0.1"]), (" \t10.0.0.1 \t db", ["10.0.0.1"]),
    ("10.0.0.1 dbx xdb d b\n", []), ("10.0.0.1 # db\n", []), ("#10.0.0.1 db\n", []),
    ("10.0.0.1 db#x\n", ["10.0.0.1"]), ("10.0.0.1#\ndb db\n", []), ("10.0.0.1\n db\n", []),
    ("name db\n1.2.3.4 db", ["1.2.3.4"]), ("db\n", []), ("", []), ("\n\n#\n", []),
    ("999.0.0.1 db\n01.0.0.1 db\n", []), ("fe80::1%lo db\n", []),
    ("10.0.0.1 db db\n", ["10.0.0.1", "10.0.0.1"]),
    ("10.0.0.1 \(String(repeating: "db", count: 500)) db\n", ["10.0.0.1"]),
    ("\(String(repeating: "1", count: 500)) db\n1.1.1.1 db", ["1.1.1.1"]),
    ("\u{0} db\n10.0.0.1 \u{0} db\n", ["10.0.0.1"]),
  ]

  @Test(arguments: files)
  func finds(_ file: String, _ found: [String]) {
    let bytes = Array(file.utf8)
    #expect(HostsOracle.addresses(of: "db", Pieces.whole(bytes)) == found)
    #expect(HostsOracle.violation(bytes) == nil)
  }

  @Test func findsManyNamesInOnePass() {
    let names = (0..<1000).map { "n\($0).test" }
    let lines = names.enumerated().map {
      "10.0.\($0 >> 8).\($0 & 255) x \($1.uppercased()) \(names[0])"
    }
    let found = HostsOracle.addresses(
      of: names + ["absent"], Pieces.whole(Array(lines.joined(separator: "\n").utf8)))
    #expect(found[0].count == 1001)
    for index in 1..<1000 { #expect(found[index] == ["10.0.\(index >> 8).\(index & 255)"]) }
    #expect(found[1000] == [])
  }
}
