import Bytes
import Oracles
import Testing

@Suite struct SpanTests {
  static let decimals: [(text: String, limit: UInt64, value: UInt64?)] = [
    ("0", .max, 0), ("007", .max, 7), ("18446744073709551615", .max, .max),
    ("18446744073709551616", .max, nil), ("99999999999999999999", .max, nil), ("", .max, nil),
    ("-1", .max, nil), ("+1", .max, nil), ("1 ", .max, nil), ("1a", .max, nil), ("/", .max, nil),
    (":", .max, nil), ("255", 255, 255), ("256", 255, nil), ("0", 0, 0),
  ]

  @Test(arguments: decimals)
  func decimal(_ row: (text: String, limit: UInt64, value: UInt64?)) {
    #expect(StaticBytes(row.text).span.decimal(atMost: row.limit) == row.value)
  }

  @Test(
    arguments: [
      ("00", 0x00), ("fF", 0xff), ("aZ", nil), ("7", nil), ("", nil), ("@0", nil), ("G0", nil),
      ("9g", nil), ("`a", nil),
    ] as [(String, UInt8?)])
  func hexadecimal(_ text: String, _ value: UInt8?) {
    #expect(StaticBytes(text).span.hexadecimal(at: 0) == value)
  }

  @Test(arguments: [
    ("Content-Length", "content-length", true), ("content-length", "CONTENT-LENGTH", true),
    ("a", "ab", false), ("", "", true), ("@", "`", false), ("[", "{", false), ("\u{0}", " ", false),
  ])
  func equalityIgnoringCase(_ text: String, _ other: String, _ isEqual: Bool) {
    let (left, right) = (StaticBytes(text), StaticBytes(other))
    #expect(left.span.equals(ignoringCase: right) == isEqual)
    #expect(left.span.equals(right.span) == (text == other))
  }

  @Test(arguments: [
    ("HTTP/1", "http", true), ("htt", "http", false), ("", "", true), ("xhttp", "http", false),
  ])
  func start(_ text: String, _ prefix: String, _ starts: Bool) {
    #expect(StaticBytes(text).span.starts(ignoringCase: StaticBytes(prefix)) == starts)
  }

  @Test func indices() {
    let span = StaticBytes("a:b:c").span
    let colon = UInt8(ascii: ":")
    #expect(span.firstIndex(of: colon) == 1)
    #expect(span.firstIndex(of: colon, from: 2) == 3)
    #expect(span.firstIndex(of: colon, from: 4) == 5)
    #expect(span.firstIndex(ofAny: "cb") == 2)
    #expect(span.firstIndex(ofAny: "xyz") == 5)
    #expect(span.index(afterLast: colon, before: 5) == 4)
    #expect(span.index(afterLast: colon, before: 3) == 2)
    #expect(span.index(afterLast: colon, before: 1) == 0)
    let (hasColon, hasNUL) = (span.contains(colon), span.contains(0))
    #expect(hasColon)
    #expect(!hasNUL)
  }

  @Test(arguments: [
    ("  a b\t\n\nc\r\n", false, ["a", "b", "c"]), (" a b\t\r\n\nc ", true, [" a b\t", "c "]),
    ("", false, []), (" \n\t", false, []), ("\n\r", true, []), ("a", true, ["a"]),
  ])
  func fields(_ text: String, _ isLine: Bool, _ expected: [String]) {
    let bytes = StaticBytes(text)
    var index = 0
    var fields: [String] = []
    while let field = bytes.span.nextField(&index, isLine: isLine) {
      fields.append(bytes[field].text)
    }
    #expect(fields == expected)
  }

  @Test(arguments: [(" \ta b \t", "a b"), ("\t ", ""), ("", ""), ("\na\r", "\na\r")])
  func trimming(_ text: String, _ expected: String) {
    let bytes = StaticBytes(text)
    #expect(bytes[bytes.span.trimmed(0, bytes.count)].text == expected)
  }
}
