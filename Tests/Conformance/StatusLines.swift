extension ResponseCase {
  private static let rest = "\r\nContent-Length: 0\r\n\r\n"

  private static func good(_ name: String, _ line: String, _ seen: String) -> ResponseCase {
    ResponseCase(name, "RFC 9112 §4", "\(line)\(rest)", .healthy(seen), .open)
  }

  private static func bad(
    _ name: String, _ line: String, _ reason: String, _ section: String = "RFC 9112 §4"
  ) -> ResponseCase {
    ResponseCase(name, section, "\(line)\(rest)", .unhealthy("response: \(reason)"), .open)
  }

  /// First lines, good and bad.
  static let statusLines: [ResponseCase] = [
    good("plain", "HTTP/1.1 200 OK", "200 OK"),
    good("HTTP/1.0", "HTTP/1.0 200 OK", "200 OK"),
    good("HTTP/1.2", "HTTP/1.2 200 OK", "200 OK"),
    good("HTTP/1.9", "HTTP/1.9 200 OK", "200 OK"),
    good("empty reason", "HTTP/1.1 200 ", "200"),
    good("no reason and no space", "HTTP/1.1 200", "200"),
    good("reason of many words", "HTTP/1.1 204 Nothing to see here", "204 Nothing to see here"),
    good("reason with bytes over 127", "HTTP/1.1 200 \u{e9}t\u{e9}", "200 \\xE9t\\xE9"),
    good("reason with a tab", "HTTP/1.1 200 a\tb", "200 a"),
    good("long reason", "HTTP/1.1 200 \(filler(3000))", "200 xxx"),
    good("unknown 2xx", "HTTP/1.1 299 Odd", "299 Odd"),
    good("redirect without a Location", "HTTP/1.1 301 Moved", "301 Moved"),
    bad("status 99", "HTTP/1.1 099 Low", "malformed status line", "RFC 9110 §15"),
    bad("status 600", "HTTP/1.1 600 High", "malformed status line", "RFC 9110 §15"),
    bad("status 999", "HTTP/1.1 999 High", "malformed status line", "RFC 9110 §15"),
    bad("status 000", "HTTP/1.1 000 Null", "malformed status line", "RFC 9110 §15"),
    bad("two digits", "HTTP/1.1 20 OK", "malformed status line"),
    bad("four digits", "HTTP/1.1 2000 OK", "malformed status line"),
    bad("letters", "HTTP/1.1 2x0 OK", "malformed status line"),
    bad("signed status", "HTTP/1.1 +20 OK", "malformed status line"),
    bad("no status", "HTTP/1.1 ", "malformed status line"),
    bad("no status and no space", "HTTP/1.1", "malformed status line"),
    bad("reason run into the status", "HTTP/1.1 200OK", "malformed status line"),
    bad("two spaces", "HTTP/1.1  200 OK", "malformed status line"),
    bad("tab for a space", "HTTP/1.1\t200 OK", "version"),
    bad("tab after the status", "HTTP/1.1 200\tOK", "malformed status line"),
    bad("HTTP/2.0", "HTTP/2.0 200 OK", "version", "SPEC: HTTP/1.1"),
    bad("HTTP/2", "HTTP/2 200 OK", "version", "SPEC: HTTP/1.1"),
    bad("HTTP/0.9 by name", "HTTP/0.9 200 OK", "version", "SPEC: HTTP/1.1"),
    bad("HTTP/1", "HTTP/1 200 OK", "version", "RFC 9112 §2.3"),
    bad("HTTP/1.", "HTTP/1. 200 OK", "version", "RFC 9112 §2.3"),
    bad("HTTP/1.x", "HTTP/1.x 200 OK", "version", "RFC 9112 §2.3"),
    bad("HTTP/3.0", "HTTP/3.0 200 OK", "version", "SPEC: HTTP/1.1"),
    bad("HTTP/1.10", "HTTP/1.10 200 OK", "version", "RFC 9112 §2.3"),
    bad("HTTP/01.1", "HTTP/01.1 200 OK", "version", "RFC 9112 §2.3"),
    bad("HTTP/11", "HTTP/11 200 OK", "version", "RFC 9112 §2.3"),
    bad("HTTP/1.1x", "HTTP/1.1x 200 OK", "version", "RFC 9112 §2.3"),
    bad("lower case", "http/1.1 200 OK", "not HTTP", "RFC 9112 §2.3"),
    bad("HTTPS/1.1", "HTTPS/1.1 200 OK", "not HTTP", "RFC 9112 §2.3"),
    bad("no version", "HTTP 200 OK", "not HTTP", "RFC 9112 §2.3"),
    bad("status alone", "200 OK", "not HTTP"),
    bad("empty line first", "\r\nHTTP/1.1 200 OK", "not HTTP", "RFC 9112 §2.2"),
    bad("space first", " HTTP/1.1 200 OK", "not HTTP"),
    bad("byte order mark first", "\u{ef}\u{bb}\u{bf}HTTP/1.1 200 OK", "not HTTP"),
    bad("junk first", "junkHTTP/1.1 200 OK", "not HTTP"),
    bad("control byte in the version", "HTTP/1.\u{1}1 200 OK", "version"),
    bad("bare CR in the reason", "HTTP/1.1 200 O\rK", "bare CR", "RFC 9112 §2.2"),
    bad("bare CR for the line end", "HTTP/1.1 200 OK\rX: y", "bare CR", "RFC 9112 §2.2"),
    bad("CR CR LF", "HTTP/1.1 200 OK\r", "bare CR", "RFC 9112 §2.2"),
    bad("NUL in the reason", "HTTP/1.1 200 O\0K", "bare CR or NUL", "SPEC: HTTP/1.1"),
    bad("NUL in the version", "HTTP/1.1\0 200 OK", "bare CR or NUL", "SPEC: HTTP/1.1"),
    ResponseCase(
      "nothing", "RFC 9112 §8", "",
      .unhealthy("receive: connection closed without a response")),
    ResponseCase(
      "one byte", "RFC 9112 §8", "H", .unhealthy("receive: connection closed within")),
    ResponseCase(
      "cut within the version", "RFC 9112 §8", "HTTP/1.", .unhealthy("receive: connection closed")),
    ResponseCase(
      "cut after the status line", "RFC 9112 §8", "HTTP/1.1 200 OK\r\n",
      .unhealthy("receive: connection closed within the headers")),
    ResponseCase(
      "cut within the line end", "RFC 9112 §8", "HTTP/1.1 200 OK\r",
      .unhealthy("receive: connection closed within the headers")),
    ResponseCase(
      "HTTP/0.9", "RFC 9112 §2.3", "<html>hello</html>", .unhealthy("response: not HTTP"), .open),
  ]
}
