import Oracles
import Testing

/// What a FastCGI responder sends, and what a check must say to it.
struct FastCGICase: CustomTestStringConvertible {
  let name: String
  let response: [UInt8]
  /// How the verdict begins, of an unhealthy one the phase first.
  let verdict: String
  /// Whether it is certain while the connection stays open.
  let isEarly: Bool
  let expected: String

  init(
    _ name: String, _ records: [FastCGIRecord], _ verdict: String, isEarly: Bool = true,
    expected: String = ""
  ) {
    self.init(name, records.bytes, verdict, isEarly: isEarly, expected: expected)
  }

  init(
    _ name: String, _ bytes: [UInt8], _ verdict: String, isEarly: Bool = true, expected: String = ""
  ) {
    self.name = name
    response = bytes
    self.verdict = verdict
    self.isEarly = isEarly
    self.expected = expected
  }

  var testDescription: String { name }

  private static let type = "Content-Type: text/plain\r\n"

  static let healthy: [FastCGICase] = [
    FastCGICase("ping", [.output("\(type)\r\npong"), .output(""), .end()], "200"),
    FastCGICase("no empty record", [.output("\(type)\r\npong"), .end()], "200"),
    FastCGICase("padding", [.output("\(type)\r\npong", padding: 7), .end()], "200"),
    FastCGICase("most padding", [.output("\(type)\r\npong", padding: 255), .end()], "200"),
    FastCGICase(
      "header in several records",
      [.output("Content-Ty"), .output("pe: a\r"), .output("\n\r\n"), .end()],
      "200"),
    FastCGICase(
      "bare line feeds", [.output("Status: 204 No Content\n\n"), .end()], "204 No Content"),
    FastCGICase("status without a reason", [.output("Status: 201\r\n\r\n"), .end()], "201"),
    FastCGICase(
      "status in lower case", [.output("status:301 Moved\r\n\r\n"), .end()], "301 Moved"),
    FastCGICase("last status counts", [.output("Status: 503\nStatus: 200\n\n"), .end()], "200"),
    FastCGICase(
      "location", [.output("Location: /a\r\n\r\n"), .end()], "302, redirect not followed"),
    FastCGICase(
      "location with a status", [.output("Location: /a\nStatus: 200 OK\n\n"), .end()],
      "200 OK, redirect"),
    FastCGICase("no header but the empty line", [.output("\r\n"), .end()], "200"),
    FastCGICase("exit status", [.output("\(type)\r\n"), .end(exit: 255)], "200"),
    FastCGICase(
      "errors are shown", [.error("disk "), .output("\(type)\r\n"), .error("full\n"), .end()],
      "200; stderr: disk full"),
    FastCGICase(
      "control bytes", [.error("a\n\u{1b}b\n"), .output("\n"), .end()], "200; stderr: a\\x0A\\x1Bb"),
    FastCGICase(
      "long errors are cut", [.error(String(repeating: "x", count: 500)), .output("\n"), .end()],
      "200; stderr: \(String(repeating: "x", count: 200))..."),
    FastCGICase("empty errors", [.error("\n"), .error(""), .output("\n"), .end()], "200"),
    FastCGICase(
      "about the application", [FastCGIRecord(10, [1, 2, 3], request: 0), .output("\n"), .end()],
      "200"),
    FastCGICase(
      "text", [.output("\nall rea"), .output("dy here"), .end()], "200", expected: "ready"),
    FastCGICase(
      "bound of the body",
      [.output("\n")] + Array(repeating: .output(String(repeating: "x", count: 4096)), count: 16),
      "200"),
    FastCGICase(
      "body of single bytes", [.output("\n")] + Array(repeating: .output("x"), count: 65536), "200"),
  ]

  static let unhealthy: [FastCGICase] = [
    FastCGICase("status", [.output("Status: 503 Busy\r\n\r\n")], "status 503, wanted 200-399"),
    FastCGICase(
      "status and errors",
      [
        .error("Primary script unknown"), .output("Status: 404 Not Found\r\n\r\nFile not found.\n"),
        .end(),
      ],
      "status 404, wanted 200-399; stderr: Primary script unknown"),
    FastCGICase(
      "text", [.output("\nall red"), .end()], "expect: 'ready' not in the 7 bytes of the body read",
      expected: "ready"),
    FastCGICase(
      "text in the header", [.output("X: ready\n\n"), .end()], "expect: ", expected: "ready"),
    FastCGICase(
      "text on the error stream", [.error("ready"), .output("\n"), .end()], "expect: ",
      expected: "ready"),
    FastCGICase(
      "text past the bound",
      [
        .output("\n\(String(repeating: "x", count: 40000))"),
        .output("\(String(repeating: "x", count: 25536))ready"), .end(),
      ], "expect: ", expected: "ready"),
    FastCGICase(
      "one request only", [.end(protocolStatus: 1)],
      "response: refused: the application takes no further request"),
    FastCGICase(
      "overloaded", [.end(protocolStatus: 2)], "response: refused: the application is overloaded"),
    FastCGICase(
      "unknown role", [.end(protocolStatus: 3)],
      "response: refused: the application is no responder"),
    FastCGICase(
      "unknown end", [.end(protocolStatus: 4)], "response: the request ended in an unknown way"),
    FastCGICase(
      "overloaded after all", [.output("\nready"), .end(protocolStatus: 2)], "response: refused: "),
    FastCGICase("no header", [.end()], "response: no CGI header in the response"),
    FastCGICase(
      "crash", [.error("Segmentation fault"), .end(exit: 139)],
      "response: no CGI header in the response; stderr: Segmentation fault"),
    FastCGICase("header without an end", [.output("A: b\r\n"), .end()], "response: no CGI header"),
    FastCGICase("no colon", [.output("HTTP/1.1 200 OK\r\n\r\n")], "response: malformed CGI header"),
    FastCGICase("malformed name", [.output("a b: c\n\n")], "response: malformed CGI header"),
    FastCGICase("malformed status", [.output("Status: OK\n\n")], "response: malformed Status"),
    FastCGICase(
      "status of four digits", [.output("Status: 2000\n\n")], "response: malformed Status"),
    FastCGICase(
      "status out of range", [.output("Status: 600 x\n\n")], "response: malformed Status"),
    FastCGICase("empty status", [.output("Status:\n\n")], "response: malformed Status"),
    FastCGICase(
      "another request", [FastCGIRecord(6, [10], request: 2)],
      "response: a record of another request"),
    FastCGICase(
      "a request", [FastCGIRecord(1, [0, 1, 0, 0, 0, 0, 0, 0])],
      "response: a record that no FastCGI responder sends"),
    FastCGICase("unknown kind", [FastCGIRecord(99, [])], "response: a record that no"),
    FastCGICase("short end", [FastCGIRecord(3, [0, 0, 0])], "response: a record that no"),
    FastCGICase(
      "long end", [FastCGIRecord(3, [UInt8](repeating: 0, count: 9))], "response: a record that no"),
    FastCGICase(
      "HTTP", Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8),
      "response: not FastCGI, looks like HTTP"),
    FastCGICase("HTML", Array("<html>".utf8), "response: not FastCGI, looks like HTTP"),
    FastCGICase("TLS", [0x15, 3, 1, 0, 2, 2, 40], "response: not FastCGI, looks like TLS"),
    FastCGICase("Redis", Array("-ERR\r\n".utf8), "response: not FastCGI"),
    FastCGICase("later version", [2, 6, 0, 1], "response: not FastCGI"),
    FastCGICase(
      "nothing", [UInt8](), "receive: connection closed without a response", isEarly: false),
    FastCGICase(
      "cut", [.output("\nready")], "receive: connection closed within the response", isEarly: false),
    FastCGICase(
      "cut after errors", [.error("killed")],
      "receive: connection closed within the response; stderr: killed", isEarly: false),
    FastCGICase(
      "endless errors", Array(repeating: .error(String(repeating: "e", count: 4096)), count: 300),
      "response: response without an end; stderr: eee"),
    FastCGICase(
      "endless records of no content", Array(repeating: .error(""), count: 140_000),
      "response: response without an end"),
    FastCGICase(
      "endless records about the application",
      Array(
        repeating: FastCGIRecord(10, [UInt8](repeating: 0, count: 4096), request: 0), count: 300),
      "response: response without an end"),
    FastCGICase(
      "endless header",
      Array(repeating: .output("X: \(String(repeating: "y", count: 4000))\n"), count: 20),
      "response: CGI header over 65536 bytes"),
    FastCGICase(
      "endless line", Array(repeating: .output(String(repeating: "y", count: 4000)), count: 20),
      "response: CGI header over 65536 bytes"),
  ]
}
