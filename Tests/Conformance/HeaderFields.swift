extension ResponseCase {
  private static func good(
    _ name: String, _ section: String, _ lines: String, _ body: String = "ok",
    expected: String? = nil
  ) -> ResponseCase {
    ResponseCase(
      name, section, "HTTP/1.1 200 OK\r\n\(lines)\r\n\r\n\(body)", .healthy("200 OK"), .open,
      expected: expected)
  }

  private static func bad(
    _ name: String, _ section: String, _ lines: String, _ reason: String
  ) -> ResponseCase {
    ResponseCase(
      name, section, "HTTP/1.1 200 OK\r\n\(lines)\r\nContent-Length: 2\r\n\r\nok",
      .unhealthy("response: \(reason)"), .open)
  }

  /// Header lines, good and bad.
  static let fields: [ResponseCase] = [
    good("name in any case", "RFC 9110 §5.1", "cOnTeNt-LeNgTh: 2"),
    good("no space after the colon", "RFC 9112 §5.1", "Content-Length:2"),
    good("space around the value", "RFC 9112 §5.1", "Content-Length: \t 2 \t "),
    good("empty value", "RFC 9110 §5.5", "X:\r\nContent-Length: 2"),
    good("colons in the value", "RFC 9110 §5.5", "X: a:b:c\r\nContent-Length: 2"),
    good("value of bytes over 127", "RFC 9110 §5.5", "X: \u{ff}\u{80}\r\nContent-Length: 2"),
    good("name of odd tokens", "RFC 9110 §5.6.2", "!#$%&'*+-.^_`|~9: y\r\nContent-Length: 2"),
    good("space before the colon", "RFC 9112 §5.1", "X : y\r\nContent-Length : 2"),
    good("tabs before the colon", "RFC 9112 §5.1", "Content-Length\t \t: 2"),
    good("bare LF in the lines", "RFC 9112 §2.2", "X: y\nContent-Length: 2"),
    ResponseCase(
      "bare LF throughout", "RFC 9112 §2.2", "HTTP/1.1 200 OK\nX: y\nContent-Length: 2\n\nok",
      .healthy("200 OK"), .open),
    ResponseCase(
      "bare LF then CR LF", "RFC 9112 §2.2", "HTTP/1.1 200 OK\nContent-Length: 2\r\n\nok",
      .healthy("200 OK"), .open),
    good("folded line", "RFC 9112 §5.2", "X: a\r\n b\r\nContent-Length: 2"),
    good("folded by a tab", "RFC 9112 §5.2", "X: a\r\n\tb\r\nContent-Length: 2"),
    good("folded twice", "RFC 9112 §5.2", "X: a\r\n b\r\n c\r\nContent-Length: 2"),
    good("folded to nothing", "RFC 9112 §5.2", "X: a\r\n \r\nContent-Length: 2"),
    good("folded by bare LF", "RFC 9112 §5.2", "X: a\n b\nContent-Length: 2"),
    good("folded Content-Length", "RFC 9112 §5.2", "Content-Length:\r\n 2"),
    good("folded without a colon in it", "RFC 9112 §5.2", "Content-Length: 2\r\nX: a\r\n nocolon"),
    good(
      "folded look of another header", "RFC 9112 §5.2",
      "Content-Length: 2\r\nX: a\r\n Content-Length: 9"),
    bad("number folded in two", "RFC 9112 §5.2", "Content-Length: 1\r\n 2", "malformed Content"),
    bad("space before the first header", "RFC 9112 §2.2", " X: y", "space before the first"),
    bad("tab before the first header", "RFC 9112 §2.2", "\tX: y", "space before the first"),
    bad("no colon", "RFC 9112 §5", "nocolon", "header line without a colon"),
    bad("no colon after good ones", "RFC 9112 §5", "A: b\r\nC d", "header line without a colon"),
    bad("empty name", "RFC 9110 §5.1", ": y", "malformed header name"),
    bad("space in the name and before the colon", "RFC 9110 §5.1", "X Y : z", "malformed header"),
    bad("bracket before the space", "RFC 9110 §5.6.2", "X] : z", "malformed header name"),
    bad("space in the name", "RFC 9110 §5.1", "X Y: z", "malformed header name"),
    bad("bracket in the name", "RFC 9110 §5.6.2", "X[0]: z", "malformed header name"),
    bad("byte over 127 in the name", "RFC 9110 §5.6.2", "X\u{e9}: z", "malformed header name"),
    bad("control byte in the name", "RFC 9110 §5.6.2", "X\u{1}: z", "malformed header name"),
    bad("bare CR in a value", "RFC 9112 §2.2", "X: a\rb", "bare CR"),
    bad("bare CR before a header", "RFC 9112 §2.2", "X: a\rContent-Length: 9", "bare CR"),
    bad("CR CR LF", "RFC 9112 §2.2", "X: a\r", "bare CR"),
    bad("bare CR in a name", "RFC 9112 §2.2", "X\rY: z", "bare CR"),
    bad("bare CR on a line of its own", "RFC 9112 §2.2", "\rX: y", "bare CR"),
    bad("NUL in a value", "RFC 9110 §5.5", "X: a\0b", "bare CR or NUL"),
    bad("NUL in a name", "RFC 9110 §5.5", "X\0: y", "bare CR or NUL"),
    bad("NUL line", "RFC 9110 §5.5", "\0", "bare CR or NUL"),
    bad("NUL in a folded part", "RFC 9110 §5.5", "X: a\r\n \0", "bare CR or NUL"),
    bad("second status line", "RFC 9112 §5", "HTTP/1.1 200 OK", "header line without a colon"),
  ]

  private static func lines(_ count: Int) -> String {
    String(repeating: "X: \(filler(59))\r\n", count: count / 64)
  }

  private static let start = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"

  /// A head of so many bytes, and then a body.
  private static func head(of count: Int) -> String {
    let left = count - start.utf8.count - 2
    return "\(start)\(lines(left - 64))Y: \(filler((left - 64) % 64 + 59))\r\n\r\nok"
  }

  private static let tooLong = Verdict.unhealthy(
    "response: status line and headers over 65536 bytes")

  /// Heads of much text: up to 64 KiB, and past them.
  static let headBounds: [ResponseCase] = [
    ResponseCase(
      "head of 16 KiB", "RFC 9112 §2.3", head(of: 16 << 10), .healthy("200 OK"), .open),
    ResponseCase("head of 64 KiB", "SPEC: HTTP/1.1", head(of: 64 << 10), .healthy("200 OK"), .open),
    ResponseCase(
      "head of 64 KiB and a byte", "SPEC: HTTP/1.1", head(of: (64 << 10) + 1), tooLong, .open),
    ResponseCase(
      "header of 60 KiB", "SPEC: HTTP/1.1", "\(start)X: \(filler(60 << 10))\r\n\r\nok",
      .healthy("200 OK"), .open),
    ResponseCase(
      "header without an end", "SPEC: HTTP/1.1", "\(start)X: \(filler(66 << 10))", tooLong, .open),
    ResponseCase(
      "name without an end", "SPEC: HTTP/1.1", "\(start)\(filler(66 << 10))", tooLong, .open),
    ResponseCase(
      "headers without an end", "SPEC: HTTP/1.1", "\(start)\(lines(66 << 10))", tooLong, .open),
    ResponseCase(
      "folding without an end", "SPEC: HTTP/1.1",
      "\(start)X: y\r\n\(String(repeating: " z\r\n", count: 17 << 10))", tooLong, .open),
    ResponseCase(
      "reason without an end", "SPEC: HTTP/1.1", "HTTP/1.1 200 \(filler(66 << 10))", tooLong,
      .open),
    ResponseCase(
      "version without an end", "SPEC: HTTP/1.1", "HTTP/\(String(repeating: "1", count: 66 << 10))",
      tooLong, .open),
    ResponseCase(
      "cut within a header", "RFC 9112 §8", "\(start)X: y",
      .unhealthy("receive: connection closed within the headers")),
    ResponseCase(
      "cut before the empty line", "RFC 9112 §8", start,
      .unhealthy("receive: connection closed within the headers")),
    ResponseCase(
      "cut within the empty line", "RFC 9112 §8", "\(start)\r",
      .unhealthy("receive: connection closed within the headers")),
  ]
}
