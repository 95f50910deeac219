import Bytes
import Oracles
import Testing
import Wire

/// What is found in a document, and what a line says of what is not.
@Suite struct JSONSearchTests {
  static let document = #"""
    {"status": "UP", "n": 1.0, "big": 12345678901234567890, "yes": true, "none": null, "o": {"p": {}},
     "list": ["a", {"b": [10, 11]}, [], [[7]]], "a/b": 1, "m~n": 2, "": {"": 3}, "e\"\\q": 4,
     "u": "\u00e9\ud83d\ude00\n", "raw": "é", "twice": {"x": 1}, "twice": {"y": 2}, "=": 5, "0": 6,
     "~1": 7, "c": "red", "c": "green"}
    """#

  /// What is expected, and what a line says; nil for what is found.
  static let cases: [(expectation: String, failure: String?)] = [
    ("/status=UP", nil), ("/status=up", "'/status' is 'UP', wanted 'up'"),
    ("/status=U", "'/status' is 'UP', wanted 'U'"),
    ("/status=UPP", "'/status' is 'UP', wanted 'UPP'"),
    ("/status=", "'/status' is 'UP', wanted ''"),
    ("/statu=UP", "'/statu' is not in the JSON, wanted 'UP'"),
    ("/statuss=UP", "'/statuss' is not in the JSON, wanted 'UP'"),
    ("/status/0=U", "'/status/0' is not in the JSON, wanted 'U'"),
    ("/n=1.0", nil), ("/n=1", "'/n' is '1.0', wanted '1'"), ("/big=12345678901234567890", nil),
    ("/yes=true", nil), ("/yes=1", "'/yes' is 'true', wanted '1'"), ("/none=null", nil),
    ("/none=", "'/none' is 'null', wanted ''"),
    ("/o={}", "'/o' is an object, wanted '{}'"), ("/o/p=", "'/o/p' is an object, wanted ''"),
    ("/list=a", "'/list' is an array, wanted 'a'"),
    ("/list/2=", "'/list/2' is an array, wanted ''"),
    ("=UP", "'' is an object, wanted 'UP'"), ("/list/0=a", nil), ("/list/1/b/0=10", nil),
    ("/list/1/b/1=11", nil), ("/list/1/b/2=11", "'/list/1/b/2' is not in the JSON, wanted '11'"),
    ("/list/3/0/0=7", nil), ("/list/2/0=7", "'/list/2/0' is not in the JSON, wanted '7'"),
    ("/list/4=a", "'/list/4' is not in the JSON, wanted 'a'"),
    ("/list/00=a", "'/list/00' is not in the JSON, wanted 'a'"),
    ("/list/-=a", "'/list/-' is not in the JSON, wanted 'a'"),
    ("/list/+0=a", "'/list/+0' is not in the JSON, wanted 'a'"),
    ("/list/=a", "'/list/' is not in the JSON, wanted 'a'"),
    ("/list/18446744073709551616=a", "'/list/18446744073709551616' is not in the JSON, wanted 'a'"),
    ("/a~1b=1", nil), ("/a/b=1", "'/a/b' is not in the JSON, wanted '1'"), ("/m~0n=2", nil),
    ("/~01=7", nil), ("//=3", nil), ("/e\"\\q=4", nil), ("/u=\u{e9}\u{1f600}\n", nil),
    ("/raw=\u{e9}", nil), ("/u=x", #"'/u' is '\xC3\xA9\xF0\x9F\x98\x80\x0A', wanted 'x'"#),
    ("/twice/y=2", nil), ("/twice/x=1", "'/twice/x' is not in the JSON, wanted '1'"), ("/0=6", nil),
    ("/c=green", nil), ("/c=red", "'/c' is 'green', wanted 'red'"),
  ]

  @Test(arguments: cases)
  func finding(_ expectation: String, _ failure: String?) {
    let bytes = Array(Self.document.utf8)
    #expect(JSONOracle.failure(of: [expectation], in: Pieces.whole(bytes)) == failure)
    #expect(JSONOracle.failure(of: [expectation], in: Pieces.single(bytes)) == failure)
  }

  @Test func severalShareOnePass() {
    let bytes = Array(Self.document.utf8)
    let found = Self.cases.filter { $0.failure == nil }.map(\.expectation)
    #expect(JSONOracle.failure(of: found, in: Pieces.whole(bytes)) == nil)
    let all = Self.cases.map(\.expectation)
    #expect(JSONOracle.failure(of: all, in: Pieces.whole(bytes)) == Self.cases[1].failure)
  }

  static let fragments: [(text: String, expectation: String, failure: String?)] = [
    ("\"UP\"", "=UP", nil), ("1", "=1", nil), ("true", "=true", nil), ("\"\"", "=", nil),
    ("\"a=b\"", "=a=b", nil),
    ("[1,2]", "/1=2", nil), ("[[1],[2]]", "/1/0=2", nil),
    ("[[1],[2]]", "/0/1=2", "'/0/1' is not in the JSON, wanted '2'"),
    ("[{\"a\":[1]},[9]]", "/0/a/0=1", nil), ("[[[5]],6]", "/1=6", nil),
    ("[{\"1\":5}]", "/0/1=5", nil),
    ("{\"a\":[0,[1]],\"a\":[2,[3]]}", "/a/1/0=3", nil),
    ("{\"a\":1,\"a\":{}}", "/a=1", "'/a' is an object, wanted '1'"),
    ("{\"a\":{\"b\":1},\"a\":2}", "/a/b=1", "'/a/b' is not in the JSON, wanted '1'"),
    ("{\"\\u0061\":1}", "/a=1", nil), ("{\"a\\/b\":1}", "/a~1b=1", nil),
    ("{\"a\":{\"a\":1}}", "/a=1", "'/a' is an object, wanted '1'"),
    ("{\"x\":{\"a\":1}}", "/a=1", "'/a' is not in the JSON, wanted '1'"),
  ]

  @Test(arguments: fragments)
  func fragment(_ text: String, _ expectation: String, _ failure: String?) {
    #expect(JSONOracle.failure(of: [expectation], in: Pieces.whole(Array(text.utf8))) == failure)
  }

  @Test func whatIsShownOfAValueIsCut() {
    let bytes = Array("{\"a\":\"\(String(repeating: "x", count: 1 << 20))\"}".utf8)
    let shown = "'/a' is '\(String(repeating: "x", count: 64))...', wanted 'y'"
    #expect(JSONOracle.failure(of: ["/a=y"], in: Pieces.whole(bytes)) == shown)
  }

  static let malformed = ["", "/a", "a=1", "status=UP", "/~=1", "/~2=1", "/a~=1", "~0=1", " /a=1"]

  @Test(arguments: malformed)
  func isNoExpectation(_ text: String) {
    #expect(JSONExpectation(StaticBytes(text)) == nil)
  }

  @Test func firstEqualSignEndsThePointer() throws {
    let expectation = try #require(JSONExpectation("/a=b=c"))
    #expect(expectation.pointer.text == "/a")
    #expect(expectation.value.text == "b=c")
  }
}
