extension ResponseCase {
  private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
  private static let proceed = "HTTP/1.1 100 Continue\r\n\r\n"

  /// Responses that come before the one that counts.
  static let interim: [ResponseCase] = [
    ResponseCase(
      "100 first", "RFC 9110 §15.2.1", "\(proceed)\(ok)", .healthy("200 OK"), .open),
    ResponseCase(
      "102 first", "RFC 9110 §15.2", "HTTP/1.1 102 Processing\r\n\r\n\(ok)", .healthy("200 OK"),
      .open),
    ResponseCase(
      "103 with headers", "RFC 9110 §15.2",
      "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nLink: </b>\r\n\r\n\(ok)",
      .healthy("200 OK"), .open),
    ResponseCase(
      "unknown interim", "RFC 9110 §15.2", "HTTP/1.1 199 Odd\r\n\r\n\(ok)", .healthy("200 OK"),
      .open),
    ResponseCase(
      "interim without a reason", "RFC 9112 §4", "HTTP/1.1 100\r\n\r\n\(ok)", .healthy("200 OK"),
      .open),
    ResponseCase(
      "interim with bare LF", "RFC 9112 §2.2", "HTTP/1.1 100 Continue\n\n\(ok)",
      .healthy("200 OK"), .open),
    ResponseCase(
      "many interim ones", "RFC 9110 §15.2", String(repeating: proceed, count: 40) + ok,
      .healthy("200 OK"), .open),
    ResponseCase(
      "framing headers in an interim one", "RFC 9112 §6.3",
      "HTTP/1.1 100 Continue\r\nContent-Length: 5\r\n\r\n\(ok)", .healthy("200 OK"), .open),
    ResponseCase(
      "coding in an interim one", "RFC 9112 §6.3",
      "HTTP/1.1 103 Hints\r\nTransfer-Encoding: chunked\r\n\r\n\(ok)", .healthy("200 OK"), .open),
    ResponseCase(
      "interim, then a failure", "RFC 9110 §15.2",
      "\(proceed)HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", .unhealthy("status 503, wanted"),
      .open),
    ResponseCase(
      "interim, then junk", "RFC 9112 §4", "\(proceed)junk\r\n", .unhealthy("response: not HTTP"),
      .open),
    ResponseCase(
      "interim only", "RFC 9110 §15.2", proceed,
      .unhealthy("receive: connection closed within the headers")),
    ResponseCase(
      "interim cut short", "RFC 9112 §8", "HTTP/1.1 100 Cont",
      .unhealthy("receive: connection closed within the headers")),
    ResponseCase(
      "interim ones past the bound", "SPEC: HTTP/1.1", String(repeating: proceed, count: 2700),
      .unhealthy("response: status line and headers over 65536 bytes"), .open),
    ResponseCase(
      "101 unasked", "RFC 9110 §15.2.2", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
      .unhealthy("response: status 101"), .open),
    ResponseCase(
      "101 after 100", "RFC 9110 §15.2.2",
      "\(proceed)HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
      .unhealthy("response: status 101"), .open),
    upgrade("101 asked for", .healthy("101 Switching")),
    upgrade("101 asked for, in a range", .healthy("101 Switching"), statuses: "100-199"),
    upgrade(
      "101 asked for after 100", .healthy("101 Switching"), first: proceed, statuses: "101,200"),
    upgrade(
      "101 with a framing header", .healthy("101 Switching"), lines: "Content-Length: 9\r\n"),
    upgrade(
      "101 named, but not asked for", .unhealthy("response: status 101, but no upgrade"),
      headers: []),
    upgrade(
      "101 named, its header removed", .unhealthy("response: status 101, but no upgrade"),
      headers: ["Upgrade:"]),
    upgrade(
      "101 asked for, but not named", .unhealthy("status 101, wanted 200-399"), statuses: nil),
    upgrade(
      "101 has no body", .unhealthy("expect: 'ok' not in the 0 bytes"), lines: "\r\nok",
      expected: "ok"),
  ]

  private static func upgrade(
    _ name: String, _ verdict: Verdict, first: String = "", lines: String = "",
    expected: String? = nil, headers: [String] = ["Connection: Upgrade", "Upgrade: websocket"],
    statuses: String? = "101"
  ) -> ResponseCase {
    let line = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
    return ResponseCase(
      name, "RFC 9110 §7.8", "\(first)\(line)\(lines)\r\n", verdict, .open, expected: expected,
      headers: headers, statuses: statuses)
  }
}
