extension ResponseCase {
  private static let ok = "HTTP/1.1 200 OK\r\n"
  private static let closed = Verdict.unhealthy("receive: connection closed within the body")

  private static func good(
    _ name: String, _ section: String, _ rest: String, _ ending: Ending = .open,
    expected: String? = nil
  ) -> ResponseCase {
    ResponseCase(name, section, "\(ok)\(rest)", .healthy("200 OK"), ending, expected: expected)
  }

  /// A head that is refused whatever comes after it.
  private static func bad(
    _ name: String, _ section: String, _ lines: String, _ reason: String
  ) -> ResponseCase {
    ResponseCase(
      name, section, "\(ok)\(lines)\r\n\r\nok", .unhealthy("response: \(reason)"), .open)
  }

  private static func badLength(_ name: String, _ value: String) -> ResponseCase {
    bad(name, "RFC 9110 §8.6", "Content-Length: \(value)", "malformed Content-Length")
  }

  /// Content-Length, good and bad.
  static let lengths: [ResponseCase] = [
    good("length", "RFC 9110 §8.6", "Content-Length: 2\r\n\r\nok", expected: "ok"),
    good("length of nothing", "RFC 9110 §8.6", "Content-Length: 0\r\n\r\n"),
    good("leading zeros", "RFC 9110 §8.6", "Content-Length: 0002\r\n\r\nok"),
    good(
      "repeated length", "RFC 9112 §6.3", "Content-Length: 2\r\nContent-Length: 2\r\n\r\nok"),
    good("listed length", "RFC 9112 §6.3", "Content-Length: 2, 2\r\n\r\nok"),
    good("listed by comma alone", "RFC 9112 §6.3", "Content-Length: 2,2,2\r\n\r\nok"),
    good("bytes past the length", "RFC 9112 §6.3", "Content-Length: 2\r\n\r\nokHTTP/1.1 500 No"),
    good(
      "other headers' lengths", "RFC 9110 §8.6",
      "X-Content-Length: 9\r\nContent-Length: 2\r\n\r\nok"),
    bad(
      "contradictory lengths", "RFC 9112 §6.3", "Content-Length: 2\r\nContent-Length: 3",
      "contradictory Content-Length"),
    bad(
      "contradictory list", "RFC 9112 §6.3", "Content-Length: 2, 3",
      "contradictory Content-Length"),
    badLength("empty length", ""), badLength("plus", "+2"), badLength("minus", "-2"),
    badLength("hexadecimal", "0x2"), badLength("letters", "two"), badLength("fraction", "2.0"),
    badLength("two numbers", "2 2"), badLength("quoted", "\"2\""), badLength("unit", "2B"),
    badLength("semicolon", "2;q=1"), badLength("empty element", "2,"),
    badLength("empty element first", ",2"),
    badLength("digits that are not ASCII", "\u{b2}"),
    badLength("overflow, then a letter", "18446744073709551616x"),
    good(
      "length over 64 bits", "RFC 9110 §8.6",
      "Content-Length: 18446744073709551616\r\n\r\n\(filler(64 << 10))"),
    good(
      "length of 60 digits", "RFC 9110 §8.6",
      "Content-Length: \(String(repeating: "9", count: 60))\r\n\r\n\(filler(64 << 10))"),
    ResponseCase(
      "length over 64 bits, short body", "RFC 9110 §8.6",
      "\(ok)Content-Length: 18446744073709551616\r\n\r\nok", closed),
    ResponseCase(
      "length of 60 digits to HEAD", "RFC 9110 §8.6",
      "\(ok)Content-Length: \(String(repeating: "9", count: 60))\r\n\r\n", .healthy("200 OK"),
      .open, method: "HEAD"),
    bad(
      "length over 64 bits and another", "RFC 9112 §6.3",
      "Content-Length: 18446744073709551616\r\nContent-Length: 2",
      "contradictory Content-Length"),
    bad(
      "good and malformed", "RFC 9110 §8.6", "Content-Length: 2\r\nContent-Length: x",
      "malformed Content-Length"),
    ResponseCase(
      "short body", "RFC 9112 §8", "\(ok)Content-Length: 9\r\n\r\nshort", closed),
    ResponseCase("no body", "RFC 9112 §8", "\(ok)Content-Length: 1\r\n\r\n", closed),
    ResponseCase(
      "longest length, short body", "RFC 9112 §8",
      "\(ok)Content-Length: 18446744073709551615\r\n\r\nok", closed),
  ]

  private static let twoChunks = "1\r\no\r\n1\r\nk\r\n0\r\n\r\n"

  /// Transfer-Encoding, good and bad.
  static let codings: [ResponseCase] = [
    good("chunked", "RFC 9112 §7.1", "Transfer-Encoding: chunked\r\n\r\n\(twoChunks)"),
    good("name in capitals", "RFC 9112 §7", "TRANSFER-ENCODING: CHUNKED\r\n\r\n\(twoChunks)"),
    good("chunked last", "RFC 9112 §6.1", "Transfer-Encoding: gzip, chunked\r\n\r\n\(twoChunks)"),
    good(
      "chunked on a line of its own", "RFC 9112 §6.1",
      "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n\(twoChunks)"),
    good("empty elements", "RFC 9110 §5.6.1", "Transfer-Encoding: , chunked,\r\n\r\n\(twoChunks)"),
    good(
      "chunked over a length", "RFC 9112 §6.3",
      "Content-Length: 999\r\nTransfer-Encoding: chunked\r\n\r\n\(twoChunks)"),
    good(
      "chunked before a length", "RFC 9112 §6.3",
      "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n\(twoChunks)", expected: "ok"),
    good(
      "chunked not last", "RFC 9112 §6.3",
      "Transfer-Encoding: chunked, gzip\r\n\r\nuntil close", .close, expected: "close"),
    good(
      "unknown coding", "RFC 9112 §6.3", "Transfer-Encoding: rot13\r\n\r\nuntil close", .close),
    good(
      "unknown coding over a length", "RFC 9112 §6.3",
      "Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\nuntil close", .close,
      expected: "close"),
    good(
      "coding with a parameter", "RFC 9112 §7",
      "Transfer-Encoding: gzip;q=1, chunked\r\n\r\n\(twoChunks)"),
    good(
      "identity", "SPEC: HTTP/1.1", "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nok"),
    good(
      "no coding", "RFC 9110 §5.6.1", "Transfer-Encoding:\r\nContent-Length: 2\r\n\r\nok"),
    bad(
      "chunked with a parameter", "RFC 9112 §7.1", "Transfer-Encoding: chunked;x=1",
      "chunked with a parameter"),
    bad(
      "chunked with a parameter after a space", "RFC 9112 §7.1",
      "Transfer-Encoding: gzip, Chunked ; x=1", "chunked with a parameter"),
    bad(
      "chunked with an empty parameter", "RFC 9112 §7.1", "Transfer-Encoding: chunked;",
      "chunked with a parameter"),
    bad(
      "quoted coding", "RFC 9112 §7", "Transfer-Encoding: \"chunked\"",
      "malformed Transfer-Encoding"),
    bad(
      "codings without a comma", "RFC 9112 §6.1", "Transfer-Encoding: gzip chunked",
      "malformed Transfer-Encoding"),
    bad(
      "control byte in a coding", "RFC 9112 §7", "Transfer-Encoding: \u{b}chunked",
      "malformed Transfer-Encoding"),
    bad(
      "chunked twice around another", "RFC 9112 §6.1",
      "Transfer-Encoding: chunked, gzip, chunked", "chunked twice"),
    bad("chunked twice", "RFC 9112 §6.1", "Transfer-Encoding: chunked, chunked", "chunked twice"),
    bad(
      "chunked on two lines", "RFC 9112 §6.1",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "chunked twice"),
    bad(
      "malformed length under chunked", "SPEC: HTTP/1.1",
      "Transfer-Encoding: chunked\r\nContent-Length: x", "malformed Content-Length"),
    ResponseCase(
      "chunked in HTTP/1.0", "RFC 9112 §6.1",
      "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(twoChunks)",
      .unhealthy("response: Transfer-Encoding in an HTTP/1.0 response"), .open),
  ]

  private static func none(
    _ name: String, _ status: String, _ line: String, method: String = "GET"
  ) -> ResponseCase {
    ResponseCase(
      "\(name), \(line)", "RFC 9112 §6.3", "HTTP/1.1 \(status)\r\n\(line)\r\n\r\n",
      .healthy(status), .open, method: method)
  }

  /// Bodies that are not there, end with the connection, or are longer than anybody reads.
  static let bodies: [ResponseCase] = [
    none("204", "204 No Content", "Content-Length: 9"),
    none("204", "204 No Content", "Transfer-Encoding: chunked"),
    none("204", "204 No Content", "X: y"),
    none("304", "304 Not Modified", "Content-Length: 9"),
    none("304", "304 Not Modified", "Transfer-Encoding: chunked"),
    none("HEAD", "200 OK", "Content-Length: 9", method: "HEAD"),
    none("HEAD", "200 OK", "Transfer-Encoding: chunked", method: "HEAD"),
    none("HEAD", "200 OK", "X: y", method: "HEAD"),
    ResponseCase(
      "HEAD of a failure", "RFC 9112 §6.3", "HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\n",
      .unhealthy("status 500, wanted"), .open, method: "HEAD"),
    ResponseCase(
      "HEAD, malformed length", "RFC 9110 §8.6", "\(ok)Content-Length: x\r\n\r\n",
      .unhealthy("response: malformed Content-Length"), .open, method: "HEAD"),
    ResponseCase(
      "OPTIONS has a body", "RFC 9112 §6.3", "\(ok)Content-Length: 9\r\n\r\n", closed,
      method: "OPTIONS"),
    ResponseCase(
      "205 has framing", "RFC 9110 §15.3.6", "HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n",
      .healthy("205 Reset"), .open),
    ResponseCase(
      "failure without its body", "SPEC: Time", "HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\n",
      .unhealthy("status 500, wanted 200-399"), .open),
    good("until close", "RFC 9112 §6.3", "\r\nall the rest", .close, expected: "rest"),
    good("until close, nothing", "RFC 9112 §6.3", "\r\n", .close),
    ResponseCase(
      "HTTP/1.0 until close", "RFC 9112 §6.3", "HTTP/1.0 200 OK\r\n\r\nok", .healthy("200 OK")),
    ResponseCase(
      "HTTP/1.0 with a length", "RFC 9112 §6.3",
      "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", .healthy("200 OK"), .open),
    ResponseCase(
      "text not there", "SPEC: Options", "\(ok)Content-Length: 3\r\n\r\nbad",
      .unhealthy("expect: 'ok' not in the 3 bytes"), .open, expected: "ok"),
    ResponseCase(
      "text past the length", "RFC 9112 §6.3", "\(ok)Content-Length: 1\r\n\r\nok",
      .unhealthy("expect: 'ok' not in the 1 bytes"), .open, expected: "ok"),
    good(
      "64 KiB until close, kept open", "SPEC: HTTP/1.1", "\r\n\(filler(64 << 10))"),
    good(
      "64 KiB of a longer length", "SPEC: HTTP/1.1",
      "Content-Length: 18446744073709551615\r\n\r\n\(filler(64 << 10))"),
    ResponseCase(
      "a byte less than 64 KiB", "SPEC: HTTP/1.1",
      "\(ok)Content-Length: 65536\r\n\r\n\(filler((64 << 10) - 1))", closed),
    ResponseCase(
      "text past 64 KiB", "SPEC: HTTP/1.1",
      "\(ok)Content-Length: 65538\r\n\r\n\(filler(64 << 10))ok",
      .unhealthy("expect: 'ok' not in the 65536 bytes"), .open, expected: "ok"),
  ]
}
