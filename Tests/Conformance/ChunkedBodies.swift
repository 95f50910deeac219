extension ResponseCase {
  private static let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

  private static func good(
    _ name: String, _ body: String, _ section: String = "RFC 9112 §7.1", expected: String? = nil
  ) -> ResponseCase {
    ResponseCase(name, section, "\(head)\(body)", .healthy("200 OK"), .open, expected: expected)
  }

  private static func bad(
    _ name: String, _ body: String, _ reason: String = "malformed chunk",
    _ section: String = "RFC 9112 §7.1"
  ) -> ResponseCase {
    ResponseCase(name, section, "\(head)\(body)", .unhealthy("response: \(reason)"), .open)
  }

  private static func badTrailer(
    _ name: String, _ lines: String, _ reason: String
  ) -> ResponseCase {
    bad(name, "2\r\nok\r\n0\r\n\(lines)\r\n\r\n", reason, "RFC 9112 §7.1.2")
  }

  private static func short(_ name: String, _ body: String) -> ResponseCase {
    ResponseCase(
      name, "RFC 9112 §8", "\(head)\(body)",
      .unhealthy("receive: connection closed before the last chunk"))
  }

  /// Bodies in chunks as they may be.
  static let chunks: [ResponseCase] = [
    good("one chunk", "2\r\nok\r\n0\r\n\r\n", expected: "ok"),
    good("no chunk", "0\r\n\r\n"),
    good("text over two chunks", "1\r\no\r\n1\r\nk\r\n0\r\n\r\n", expected: "ok"),
    good("size in upper case", "A\r\n0123456789\r\n0\r\n\r\n", expected: "789"),
    good("size in lower case", "a\r\n0123456789\r\n0\r\n\r\n", expected: "789"),
    good("size of two digits", "10\r\n0123456789abcdef\r\n0\r\n\r\n", expected: "def"),
    good("leading zeros", "0000000000000000000002\r\nok\r\n0\r\n\r\n", expected: "ok"),
    good("last chunk of many zeros", "2\r\nok\r\n00000000000000000000\r\n\r\n"),
    good("line ends in the data", "4\r\n\r\n0\r\r\n0\r\n\r\n"),
    good("extension", "2;a=b\r\nok\r\n0;c\r\n\r\n", "RFC 9112 §7.1.1", expected: "ok"),
    good("quoted extension", "2;a=\"b;c\"\r\nok\r\n0\r\n\r\n", "RFC 9112 §7.1.1"),
    good("space before an extension", "2 \t;a\r\nok\r\n0 ; b\r\n\r\n", "RFC 9112 §7.1.1"),
    good("space after the size", "2  \r\nok\r\n0 \r\n\r\n", "RFC 9112 §7.1.1"),
    good("extension of 4000 bytes", "2;\(filler(4000))\r\nok\r\n0\r\n\r\n", "RFC 9112 §7.1.1"),
    good("bare LF", "2\nok\n0\n\n", "RFC 9112 §2.2", expected: "ok"),
    good("sizes over 4 KiB together", "\(String(repeating: "1\r\nx\r\n", count: 2000))0\r\n\r\n"),
    good(
      "zeros and extensions over 4 KiB together",
      "\(String(repeating: "0001;a=\(filler(990))\r\nx\r\n", count: 9))0\r\n\r\n", "RFC 9112 §7.1.1"
    ),
    good("trailers", "2\r\nok\r\n0\r\nA: b\r\nC: d\r\n\r\n", "RFC 9112 §7.1.2"),
    good("trailer of framing", "0\r\nContent-Length: 9\r\n\r\n", "RFC 9110 §6.5.1"),
    good("trailers with bare LF", "0\nA: b\n\n", "RFC 9112 §7.1.2"),
    good("empty trailer", "0\r\nA:\r\n\r\n", "RFC 9112 §7.1.2"),
    good("space before a trailer's colon", "0\r\nA \t: b\r\n\r\n", "RFC 9112 §5.1"),
    good("folded trailer", "0\r\nA: b\r\n c\r\n\td\r\n\r\n", "RFC 9112 §5.2"),
    good("trailer of bytes over 127", "0\r\nA: \u{ff}\r\n\r\n", "RFC 9110 §5.5"),
    good("bytes past the end", "0\r\n\r\nHTTP/1.1 500 No\r\n", "RFC 9112 §6.3"),
    good("64 KiB in one chunk", "FFFFFFFF\r\n\(filler(64 << 10))", "SPEC: HTTP/1.1"),
    good(
      "64 KiB in many chunks", String(repeating: "400\r\n\(filler(1024))\r\n", count: 65),
      "SPEC: HTTP/1.1"),
  ]

  /// Bodies in chunks that are malformed or cut short.
  static let brokenChunks: [ResponseCase] = [
    bad("size that is no number", "zz\r\n"),
    bad("size without a digit", "\r\nok\r\n0\r\n\r\n"),
    bad("extension without a size", ";a\r\n"),
    bad("space before the size", " 2\r\nok\r\n0\r\n\r\n"),
    bad("prefix", "0x2\r\nok\r\n0\r\n\r\n"),
    bad("minus", "-2\r\nok\r\n0\r\n\r\n"),
    bad("plus", "+2\r\nok\r\n0\r\n\r\n"),
    bad("two sizes", "2 2\r\nok\r\n0\r\n\r\n", "malformed chunk", "RFC 9112 §7.1.1"),
    bad("junk after the size", "2 x\r\nok\r\n0\r\n\r\n", "malformed chunk", "RFC 9112 §7.1.1"),
    bad("comma after the size", "2,\r\nok\r\n0\r\n\r\n"),
    bad("NUL after the size", "2\0\r\nok\r\n0\r\n\r\n"),
    bad("overflow by one", "10000000000000000\r\nok"),
    bad("overflow by much", "\(String(repeating: "F", count: 40))\r\nok"),
    bad("CR alone after the size", "2\rok\r\n0\r\n\r\n", "malformed chunk", "RFC 9112 §2.2"),
    bad("CR in an extension", "2;a\rb\r\nok\r\n0\r\n\r\n", "malformed chunk", "RFC 9112 §2.2"),
    bad("no line end after the data", "2\r\nok0\r\n\r\n"),
    bad("CR alone after the data", "2\r\nok\r0\r\n\r\n"),
    bad("CR CR after the data", "2\r\nok\r\r0\r\n\r\n"),
    bad("CR CR LF after the data", "2\r\nok\r\r\n0\r\n\r\n"),
    bad("CR CR LF after the size", "2\r\r\nok\r\n0\r\n\r\n"),
    bad("data longer than its size", "2\r\nokay\r\n0\r\n\r\n"),
    bad("data shorter than its size", "4\r\nok\r\n0\r\n\r\n"),
    bad("zeros without an end", String(repeating: "0", count: 5000), "chunk size without an end"),
    bad(
      "extension without an end", "2;\(filler(5000))", "chunk size without an end",
      "RFC 9112 §7.1.1"),
    bad(
      "trailers without an end", "0\r\n\(String(repeating: "A: b\r\n", count: 11 << 10))",
      "trailers without an end", "RFC 9112 §7.1.2"),
    bad(
      "trailer without an end", "0\r\n\(filler(66 << 10))", "trailers without an end",
      "RFC 9112 §7.1.2"),
    bad("NUL in an extension", "2;a\0b\r\nok\r\n0\r\n\r\n", "malformed chunk", "RFC 9112 §2.2"),
    badTrailer("NUL in a trailer", "A: b\0c", "bare CR or NUL"),
    badTrailer("NUL in a trailer's name", "A\0: b", "bare CR or NUL"),
    badTrailer("NUL line in the trailers", "\0", "bare CR or NUL"),
    badTrailer("NUL after good trailers", "A: b\r\nC: d\0", "bare CR or NUL"),
    badTrailer("bare CR in a trailer", "A: b\rc", "bare CR or NUL"),
    badTrailer("bare CR after good trailers", "A: b\r\nC: d\re", "bare CR or NUL"),
    badTrailer("bare CR before a trailer", "\rA: b", "bare CR or NUL"),
    badTrailer("CR CR LF in the trailers", "A: b\r", "bare CR or NUL"),
    badTrailer("bare CR in a trailer's name", "A\rB: c", "malformed trailer"),
    badTrailer("trailer without a colon", "nocolon", "malformed trailer"),
    badTrailer("no colon after a good trailer", "A: b\r\nnocolon", "malformed trailer"),
    badTrailer("trailer without a name", ": b", "malformed trailer"),
    badTrailer("space in a trailer's name", "A B: c", "malformed trailer"),
    badTrailer("space before the first trailer", " A: b", "space before the first trailer"),
    bad("text for chunks", "ok: no chunks\r\n"),
    short("no chunk at all", ""),
    short("cut within a size", "2"),
    short("cut within an extension", "2;a"),
    short("cut within the line end", "2\r"),
    short("cut before the data", "2\r\n"),
    short("cut within the data", "2\r\no"),
    short("cut after the data", "2\r\nok"),
    short("cut before the last chunk", "2\r\nok\r\n"),
    short("cut within the last chunk", "2\r\nok\r\n0"),
    short("cut after the last chunk", "2\r\nok\r\n0\r\n"),
    short("cut within the trailers", "0\r\nA: b\r\n"),
    short("cut within the empty line", "0\r\n\r"),
    short("greatest size, cut", "FFFFFFFFFFFFFFFF\r\nok"),
  ]
}
