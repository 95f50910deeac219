import Oracles

private typealias HTTP2 = HTTP2Bytes

extension GRPCCase {
  private static let begin = HTTP2.settings()
  private static let violation = "response: HTTP/2 frame that may not stand there"
  private static let wrongSize = "response: HTTP/2 frame of a wrong size"
  private static let overflow = "response: HTTP/2 window over 2147483647 bytes"
  private static let headers = "response: malformed HTTP/2 headers"
  private static let block = "response: malformed HTTP/2 header block"

  private static func broken(_ name: String, _ bytes: [UInt8], _ reason: String) -> GRPCCase {
    GRPCCase(name, begin + bytes, reason)
  }

  private static func fields(_ fields: [(String, String)], ends: Bool = false) -> [UInt8] {
    HTTP2.headers(fields, ends: ends)
  }

  private static func block(_ bytes: [UInt8]) -> [UInt8] {
    HTTP2.frame(.headers, flags: 4, stream: 1, bytes)
  }

  /// What RFC 9113 and RFC 7541 don't let a server send.
  static let broken: [GRPCCase] = [
    broken(
      "a frame too large", HTTP2.frame(.unknown, length: 16385),
      "response: HTTP/2 frame over 16384 bytes"),
    broken("data on no stream", HTTP2.frame(.data, [0]), violation),
    broken("data on another stream", HTTP2.frame(.data, stream: 3, [0]), violation),
    broken("data before headers", HTTP2.data([0]), "response: HTTP/2 data before headers"),
    broken("headers on no stream", HTTP2.frame(.headers, flags: 4), violation),
    broken("headers on another stream", HTTP2.frame(.headers, flags: 4, stream: 2), violation),
    broken("a continuation of nothing", HTTP2.frame(.continuation, flags: 4, stream: 1), violation),
    broken(
      "a ping within headers", HTTP2.frame(.headers, stream: 1) + HTTP2.frame(.ping, Array(0..<8)),
      violation),
    broken(
      "an unknown frame within headers", HTTP2.frame(.headers, stream: 1) + HTTP2.frame(.unknown),
      violation),
    broken(
      "a continuation of another stream",
      HTTP2.frame(.headers, stream: 1) + HTTP2.frame(.continuation, flags: 4, stream: 3), violation),
    broken("settings of a stream", HTTP2.frame(.settings, stream: 1), violation),
    broken("settings of 5 bytes", HTTP2.frame(.settings, Array(0..<5)), wrongSize),
    broken(
      "an acknowledgement with values", HTTP2.frame(.settings, flags: 1, Array(0..<6)), wrongSize),
    broken("push enabled", HTTP2.settings([(2, 1)]), violation),
    broken("a window too large", HTTP2.settings([(4, 0x8000_0000)]), overflow),
    broken("frames too small", HTTP2.settings([(5, 16383)]), violation),
    broken("frames too large", HTTP2.settings([(5, 1 << 24)]), violation),
    broken(
      "a push", HTTP2.frame(.pushPromise, flags: 4, stream: 1, HTTP2.number(2)),
      "response: HTTP/2 push, though that was refused"),
    broken("a ping of a stream", HTTP2.frame(.ping, stream: 1, Array(0..<8)), violation),
    broken("a ping of 7 bytes", HTTP2.frame(.ping, Array(0..<7)), wrongSize),
    broken("going away on a stream", HTTP2.frame(.goAway, stream: 1, Array(0..<8)), violation),
    broken("going away in 7 bytes", HTTP2.frame(.goAway, Array(0..<7)), wrongSize),
    broken("a reset of 3 bytes", HTTP2.frame(.reset, stream: 1, Array(0..<3)), wrongSize),
    broken("a reset of no stream", HTTP2.frame(.reset, Array(0..<4)), violation),
    broken("a priority of 4 bytes", HTTP2.frame(.priority, stream: 1, Array(0..<4)), wrongSize),
    broken("a window of 3 bytes", HTTP2.frame(.windowUpdate, Array(0..<3)), wrongSize),
    broken(
      "a window of another stream", HTTP2.frame(.windowUpdate, stream: 3, Array(1...4)), violation),
    broken(
      "a window that does not grow", HTTP2.frame(.windowUpdate, Array(0..<4).map { _ in 0 }),
      violation),
    broken(
      "the connection's window grows too large",
      HTTP2.frame(.windowUpdate, HTTP2.number(0x7fff_ffff)), overflow),
    broken(
      "the stream's window grows too large",
      HTTP2.frame(.windowUpdate, stream: 1, HTTP2.number(0x7fff_ffff)), overflow),
    broken(
      "the stream's window grows too large by settings",
      HTTP2.frame(.windowUpdate, stream: 1, HTTP2.number(0x7000_0000))
        + HTTP2.settings([(4, 0x7fff_ffff)]), overflow),
    broken(
      "more data than the window takes",
      GRPCAnswer.headers
        + (0..<5).flatMap { _ in
          HTTP2.frame(.data, flags: 8, stream: 1, Array(repeating: 255, count: 255 + 1))
            + HTTP2.frame(.data, flags: 0, stream: 1)
        }
        + (0..<260).flatMap { _ in
          HTTP2.frame(.data, flags: 8, stream: 1, [254] + Array(repeating: 0, count: 254))
        }, "response: more HTTP/2 data than the window takes"),
    broken(
      "padding without its length", HTTP2.frame(.data, flags: 8, stream: 1), wrongSize),
    broken(
      "padding longer than the data",
      GRPCAnswer.headers + HTTP2.frame(.data, flags: 8, stream: 1, [2, 0]), violation),
    broken(
      "padding longer than the headers",
      HTTP2.frame(.headers, flags: 0x2c, stream: 1, [1, 0, 0, 0, 0, 0]), violation),
    broken(
      "a priority cut short", HTTP2.frame(.headers, flags: 0x24, stream: 1, [0, 0, 0, 0]), violation
    ),
    broken("no status", fields([("content-type", "application/grpc")]), headers),
    broken("no header at all", fields([]), headers),
    broken("two statuses", fields([(":status", "200"), (":status", "200")]), headers),
    broken("a status of two digits", fields([(":status", "20")]), headers),
    broken("a status in words", fields([(":status", "abc")]), headers),
    broken("a status behind another header", fields([("a", "b"), (":status", "200")]), headers),
    broken("another pseudo-header", fields([(":status", "200"), (":path", "/")]), headers),
    broken("a name with capitals", fields([(":status", "200"), ("Server", "x")]), headers),
    broken("a name with a space", fields([(":status", "200"), ("a b", "x")]), headers),
    broken("a name with a colon", fields([(":status", "200"), ("a:b", "x")]), headers),
    broken("an empty name", fields([(":status", "200"), ("", "x")]), headers),
    broken("a value of two lines", fields([(":status", "200"), ("a", "x\r\ny")]), headers),
    broken("a value with a NUL", fields([(":status", "200"), ("a", "x\0")]), headers),
    broken("interim headers at the end", fields([(":status", "100")], ends: true), headers),
    broken(
      "headers between messages", GRPCAnswer.headers + fields([("grpc-status", "0")]), headers),
    broken(
      "a status in trailers", GRPCAnswer.headers + fields([(":status", "200")], ends: true), headers
    ),
    broken("index 0", block([0x80]), block),
    broken("an index that is not there", block([0xff, 0x00]), block),
    broken("a name that is not there", block([0x7f, 0x00, 0x00]), block),
    broken("an index without its end", block([0xff]), block),
    broken("an index too large", block([0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]), block),
    broken("a name without its length", block([0x00]), block),
    broken("a name cut short", block([0x00, 0x05, 0x61]), block),
    broken("a value that is not there", block([0x00, 0x01, 0x61]), block),
    broken("a table too large", block([0x3f, 0xe2, 0x1f]), block),
    broken(
      "Huffman code cut short", block([0x88, 0x0f, 0x10, 0x81, 0xfe]),
      "response: malformed Huffman code in HTTP/2 headers"),
    broken(
      "Huffman padding of a byte", block([0x88, 0x0f, 0x10, 0x82, 0x1f, 0xff]),
      "response: malformed Huffman code in HTTP/2 headers"),
    broken(
      "the end of a Huffman string", block([0x88, 0x0f, 0x10, 0x84, 0xff, 0xff, 0xff, 0xff]),
      "response: malformed Huffman code in HTTP/2 headers"),
    broken(
      "header bomb",
      block(
        [0x88, 0x40, 0x01, 0x61, 0x7f, 0xa1, 0x1e]
          + Array(repeating: 0x62, count: 4000) + Array(repeating: 0xbe, count: 12000)),
      "response: HTTP/2 headers over 65536 bytes"),
  ]

  private static func stranger(_ name: String, _ text: String, _ guess: String = "") -> GRPCCase {
    GRPCCase(
      name, text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) },
      "response: not HTTP/2\(guess)")
  }

  /// What is no HTTP/2, or ends too soon.
  static let others: [GRPCCase] = [
    stranger("HTTP/1.1", "HTTP/1.1 400 Bad Request\r\n\r\n", ", looks like HTTP/1"),
    stranger("HTTP/0.9", "<html>", ", looks like HTTP/1"),
    stranger("an echo", "PRI * HTTP/2.0\r\n\r\n", ", looks like an echo"),
    stranger("TLS", "\u{15}\u{3}\u{1}\0\u{2}\u{2}\u{28}", ", looks like TLS"),
    stranger("SSH", "SSH-2.0-OpenSSH_9.2p1\r\n", ", looks like SSH"),
    stranger("SMTP", "220 mail.example ESMTP ready\r\n", ", looks like SMTP or FTP"),
    stranger("Redis", "-ERR unknown command\r\n"),
    stranger("zeros", String(repeating: "\0", count: 20)),
    stranger("a ping first", "\0\0\u{8}\u{6}\0\0\0\0\0abcdefgh"),
    stranger("an acknowledgement first", "\0\0\0\u{4}\u{1}\0\0\0\0"),
    GRPCCase(
      "nothing", [], "receive: connection closed, no HTTP/2 settings received", early: false),
    GRPCCase(
      "half a frame", [0, 0], "receive: connection closed, no HTTP/2 settings", early: false),
    GRPCCase("settings alone", begin, "receive: connection closed, no response", early: false),
    GRPCCase(
      "headers alone", begin + GRPCAnswer.headers,
      "receive: connection closed, no gRPC message received", early: false),
    GRPCCase(
      "no trailers", begin + GRPCAnswer.headers + HTTP2.data(GRPCAnswer.message([8, 1])),
      "receive: connection closed, no gRPC status received", early: false),
  ]
}
