import Bytes

@testable import Wire

/// Rules for what a JSON document may hold, and what is found in it.
public enum JSONOracle {
  /// What a search in a document came to: nothing where all was found, else why not.
  public static func failure(
    of expectations: [String], in pieces: [ArraySlice<UInt8>]
  ) -> String? {
    var search = JSONSearch()
    for text in expectations {
      guard let expectation = JSONExpectation(StaticBytes(text)) else { return "no expectation" }
      search.add(expectation)
    }
    for piece in pieces { search.consume(piece.span) }
    search.end()
    if search.isSatisfied { return nil }
    var line = ByteBuffer()
    search.appendFailure(to: &line)
    return line.span.text
  }

  static let expectations = [
    "=UP", "/status=UP", "/a/b=1", "/a/0=true", "/0=", "/1/a=null", "/~0~1=x", "//a=1", "/a=\u{e9}",
    "/0/0/0=1",
  ]

  /// What is wrong with how a document is read; nil when all is right.
  public static func violation(_ bytes: [UInt8]) -> String? {
    var random = Random(seed: bytes)
    let document = JSONValue(bytes)
    for expectation in expectations + [""] {
      let wanted = expectation.isEmpty ? [] : [expectation]
      let whole = failure(of: wanted, in: Pieces.whole(bytes))
      if (whole?.hasPrefix("malformed JSON at byte ") ?? false) != (document == nil) {
        return "\(document == nil ? "malformed" : "well formed"), but \(whole ?? "healthy")"
      }
      if whole?.utf8.contains(where: { $0 < 0x20 || $0 > 0x7e }) ?? false { return "control byte" }
      for pieces in [Pieces.single(bytes), Pieces.random(bytes, &random)] {
        let other = failure(of: wanted, in: pieces)
        if other != whole { return "\(whole ?? "healthy") becomes \(other ?? "healthy")" }
      }
      guard let document, !expectation.isEmpty else { continue }
      let end = expectation.firstIndex(of: "=") ?? expectation.endIndex
      let value = document[String(expectation[..<end])]?.text
      let isExpected = value == Array(expectation[end...].dropFirst().utf8)
      if (whole == nil) != isExpected { return "\(expectation): \(whole ?? "healthy")" }
    }
    // Several in one pass say what the first of them says that fails.
    let alone = expectations.lazy.compactMap { failure(of: [$0], in: Pieces.whole(bytes)) }.first
    let together = failure(of: expectations, in: Pieces.whole(bytes))
    return together == alone ? nil : "\(alone ?? "healthy") becomes \(together ?? "healthy")"
  }
}
