import Foundation
import Oracles
import Testing

/// What is a JSON document, and what is none, however the network cuts it.
@Suite struct JSONDocumentTests {
  private func isAccepted(_ document: JSONDocument) -> Bool {
    JSONOracle.failure(of: [], in: Pieces.whole(document.bytes)) == nil
  }

  /// What a parser says that others trust, though it is milder than the standard.
  private func foundationAccepts(_ document: JSONDocument) -> Bool {
    let data = Data(document.bytes)
    return (try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)) != nil
  }

  // What Foundation takes nevertheless.
  static let mild = ["comma last", "comma last in an object", "NUL after the value"]

  @Test(arguments: JSONDocument.accepted)
  func accepted(_ document: JSONDocument) {
    #expect(isAccepted(document))
    #expect(JSONOracle.violation(document.bytes) == nil)
  }

  @Test(arguments: JSONDocument.refused)
  func refused(_ document: JSONDocument) {
    #expect(!isAccepted(document))
    #expect(!foundationAccepts(document) || Self.mild.contains(document.name))
  }

  @Test(arguments: JSONDocument.refused + JSONDocument.undecided)
  func refusedInPieces(_ document: JSONDocument) {
    #expect(!isAccepted(document))
    #expect(JSONOracle.violation(Array(document.bytes.prefix(4096))) == nil)
  }

  @Test(arguments: JSONDocument.accepted + JSONDocument.refused + JSONDocument.undecided)
  func everySplit(_ document: JSONDocument) {
    let bytes = Array(document.bytes.prefix(512))
    let whole = JSONOracle.failure(of: ["/a=1"], in: Pieces.whole(bytes))
    for cut in bytes.indices {
      #expect(JSONOracle.failure(of: ["/a=1"], in: [bytes[..<cut], bytes[cut...]]) == whole)
    }
  }

  // Of a number alone each beginning may be a number too.
  @Test(arguments: JSONDocument.accepted.filter { !($0.bytes.last?.isASCIIDigit ?? false) })
  func noBeginningIsADocument(_ document: JSONDocument) {
    let bytes = document.bytes.prefix { _ in true }
    let end = bytes.lastIndex { $0 > 0x20 } ?? 0
    for count in 0...end {
      #expect(JSONOracle.failure(of: [], in: [bytes[..<count]]) != nil, "the first \(count) bytes")
    }
  }

  static let flaws: [(text: String, reason: String)] = [
    ("", "malformed JSON at byte 1: no byte of it"), ("[1", "byte 3: the end of it is missing"),
    ("<html>", "byte 1: a value is wanted"), ("[1,]", "byte 4: a value is wanted"),
    ("tru ", "byte 4: a value is wanted"), ("{a", "byte 2: a name in quotes is wanted"),
    ("{\"a\",", "byte 5: ':' is wanted"), ("[1 2", "byte 4: ',' or ']' is wanted"),
    ("{\"a\":1 2", "byte 8: ',' or '}' is wanted"), ("{} {", "byte 4: more than one value"),
    ("01", "byte 2: more than one value"), ("-a", "byte 2: malformed number"),
    ("\"\n", "byte 2: a control byte in a string"), ("\"\u{e9}\"", "byte 3: malformed UTF-8"),
    ("\"\\q", "byte 3: malformed escape in a string"),
    ("\"\\ud800\"", "byte 8: half of a surrogate pair"),
    ("\u{ef}\u{bb}", "byte 1: a byte order mark"),
    (String(repeating: "[", count: 65), "byte 65: more than 64 values in one another"),
  ]

  @Test(arguments: flaws)
  func flawIsNamedWithItsPlace(_ text: String, _ reason: String) throws {
    let bytes = JSONDocument("", text).bytes
    let failure = try #require(JSONOracle.failure(of: ["/a=1"], in: Pieces.whole(bytes)))
    #expect(failure.hasPrefix("malformed JSON at byte "))
    #expect(failure.hasSuffix(reason))
  }

  @Test func generatedDocumentsAreReadAsTheReferenceDoes() {
    for seed in UInt64(0)..<2000 {
      var random = Oracles.Random(seed: seed)
      let bytes = Self.generate(&random)
      #expect(JSONOracle.violation(bytes) == nil, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test func nothingIsAcceptedThatFoundationRefuses() {
    for seed in UInt64(0)..<2000 {
      var random = Oracles.Random(seed: seed)
      let document = JSONDocument("", Self.generate(&random))
      #expect(!isAccepted(document) || foundationAccepts(document), "\(document.text)")
    }
  }

  /// Parts of documents in a row that is sometimes one.
  private static func generate(_ random: inout Oracles.Random) -> [UInt8] {
    var text = ""
    append(&text, 0, &random)
    var bytes = Array(text.utf8)
    if random.chance(oneIn: 2), !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch random.pick(0, 1, 2) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = random.pick(0x22, 0x2c, 0x5c, 0x5b, 0x7d, 0x30, 0x2e, 0x65, 0xc3, 0x00)
      default: bytes.insert(random.pick(0x22, 0x2c, 0x3a, 0x5d, 0x7b, 0x2d, 0x20), at: place)
      }
    }
    return bytes
  }

  private static func append(_ text: inout String, _ depth: Int, _ random: inout Oracles.Random) {
    let name = { (random: inout Oracles.Random) in
      random.pick("a", "b", "status", "~/", "", "0", #"\u0061"#, #"\ud83d\ude00"#)
    }
    let kind = Int.random(in: depth > 4 ? 3...7 : 0...7, using: &random)
    let count = Int.random(in: 0...3, using: &random)
    switch kind {
    case 0, 1:
      text += "{"
      for index in 0..<count {
        text += (index > 0 ? "," : "") + "\"\(name(&random))\" :"
        append(&text, depth + 1, &random)
      }
      text += "}"
    case 2:
      text += "["
      for index in 0..<count {
        if index > 0 { text += ", " }
        append(&text, depth + 1, &random)
      }
      text += "]"
    case 3: text += random.pick("1", "0", "-1.5e3", "1.0")
    case 4: text += random.pick("true", "false", "null")
    default:
      text += "\"\(random.pick("UP", "", "1", "x", "true", "null", "\u{e9}", #"\u00e9"#, "\\n"))\""
    }
  }
}

extension UInt8 {
  fileprivate var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
}
