import Harness
import Testing

/// Scripted servers that speak HTTP/2 badly, slowly or without an end.
@Suite struct GRPCHostileTests {
  static let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]
  static let ping: [UInt8] = [0, 0, 8, 6, 0, 0, 0, 0, 0] + Array("abcdefgh".utf8)
  /// Headers, a message and trailers: `:status: 200`, SERVING, `grpc-status: 0`.
  static let answer: [UInt8] =
    [0, 0, 0x14, 1, 4, 0, 0, 0, 1, 0x88, 0x0f, 0x10, 0x10] + Array("application/grpc".utf8)
    + [0, 0, 7, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 8, 1]
    + [0, 0, 0x0f, 1, 5, 0, 0, 0, 1, 0, 11] + Array("grpc-status".utf8) + [1, 0x30]

  /// Bytes of the preface and of SETTINGS, which come before any request.
  static let opening = 24 + 9 + 12

  private func check(
    _ script: [Step], on family: Family = .ipv4, _ options: String..., verdict: String
  ) throws {
    let server = try Server(family, script)
    let url = server.path.isEmpty ? "grpc://\(server.address)" : server.grpcURL
    let run = try probe(arguments: options + [url], limits: [.addressSpace(4 << 20)])
    #expect(run.all.contains("healthy \(url): \(verdict)"), "\(run)")
    #expect(run.status == (verdict == "SERVING" ? 0 : 1))
    #expect(run.duration < .seconds(8))
  }

  @Test(arguments: [Family.ipv4, .ipv6, .unix])
  func healthy(_ family: Family) throws {
    let bytes = Self.settings + Self.answer
    try check([.receive(Self.opening), .sendBytes(bytes), .hold], on: family, verdict: "SERVING")
    let dripped = Step.sendPieces(bytes, size: 1, pause: .milliseconds(1))
    try check([.receive(Self.opening), dripped, .hold], on: family, "-t8s", verdict: "SERVING")
  }

  static let ends: [(script: [Step], verdict: String)] = [
    ([.close], "receive: connection closed, no HTTP/2 settings received"),
    ([.sendBytes(settings), .close], "receive: connection closed, no response"),
    (
      [.sendBytes(settings + answer.prefix(29)), .close],
      "receive: connection closed, no gRPC message received"
    ),
    (
      [.sendBytes(settings + answer.dropLast()), .close],
      "receive: connection closed, no gRPC status received"
    ),
    ([.sendBytes(settings), .hold], "receive: timed out after "),
    (
      [.sendBytes(settings), .sendEndlessly(ping, pause: .milliseconds(5))],
      "receive: timed out after "
    ),
    ([.sendEndlessly([0, 0, 0], pause: .milliseconds(1))], "response: not HTTP/2"),
    (
      [.send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"), .close],
      "response: not HTTP/2, looks like HTTP/1"
    ),
    ([.send("\u{15}\u{3}\u{1}\0\u{2}\u{2}\u{28}"), .hold], "response: not HTTP/2, looks like TLS"),
    ([.send("PRI * HTTP/2.0\r\n\r\n"), .hold], "response: not HTTP/2, looks like an echo"),
  ]

  @Test(arguments: ends)
  func ending(_ script: [Step], _ verdict: String) throws {
    try check([.receive(Self.opening)] + script, "-t500ms", verdict: verdict)
  }

  private static func frame(_ header: [UInt8], _ payload: [UInt8]) -> [UInt8] {
    [0, UInt8(payload.count >> 8), UInt8(payload.count & 255)] + header + payload
  }

  /// A field of 4,000 bytes in the table, and 12,000 times its index.
  private static let bomb =
    [0x88, 0x40, 1, 0x61, 0x7f, 0xa1, 0x1e] + [UInt8](repeating: 0x62, count: 4000)
    + [UInt8](repeating: 0xbe, count: 12000)

  static let endless: [(first: [UInt8], again: [UInt8], verdict: String)] = [
    (settings, settings, "response: no answer in 131072 bytes of HTTP/2"),
    (settings, ping, "response: no answer in 131072 bytes of HTTP/2"),
    (
      settings + frame([1, 0, 0, 0, 0, 1], []), frame([9, 0, 0, 0, 0, 1], []),
      "response: no answer in 131072 bytes of HTTP/2"
    ),
    (
      settings + frame([1, 0, 0, 0, 0, 1], []),
      frame([9, 0, 0, 0, 0, 1], [UInt8](repeating: 0x82, count: 16384)),
      "response: no answer in 131072 bytes of HTTP/2"
    ),
    (settings, frame([1, 4, 0, 0, 0, 1], bomb), "response: HTTP/2 headers over 65536 bytes"),
    (
      settings + answer.prefix(29), frame([0, 0, 0, 0, 0, 1], [UInt8](repeating: 0, count: 16384)),
      "response: more than one gRPC message"
    ),
    (settings, [0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1, 0], "response: HTTP/2 frame over 16384 bytes"),
  ]

  @Test(arguments: endless)
  func withoutEnd(_ first: [UInt8], _ again: [UInt8], _ verdict: String) throws {
    let script = [
      .receive(Self.opening), .sendBytes(first), Step.sendEndlessly(again, pause: .zero),
    ]
    try check(script, "-t5s", verdict: verdict)
  }

  /// A server that reads nothing of a request larger than what the kernel keeps for it until it has
  /// asked for answers, byte by byte: each byte arrives once, and in order.
  @Test func answersFollowWhatIsUnsent() throws {
    let folder = try TemporaryFolder()
    let files = try (0..<5).map { number in
      let value = String(repeating: "Q", count: 60_000)
      return "-H@" + (try folder.file("\(number)", "X-\(number): \(value)"))
    }
    let server = try Server(
      .unix,
      [
        .sendPieces(Self.settings + Self.ping, size: 1, pause: .milliseconds(5)),
        .receive(300_000),
        .sendBytes(Self.settings + Self.ping), .receive(1), .sendBytes(Self.answer), .hold,
      ])
    let run = try probe(arguments: files + [server.grpcURL, "-t10s"])
    #expect(run.status == 0, "\(run)")
    let received = try #require(server.finish().first)
    #expect(received.utf8.filter { $0 == UInt8(ascii: "Q") }.count == 300_000)
    let acks = "\0\0\0\u{4}\u{1}\0\0\0\0\0\0\u{8}\u{6}\u{1}\0\0\0\0abcdefgh"
    #expect(received.contains("\(acks)\(acks)\0\0\u{8}\u{7}\0\0\0\0\0\0\0\0\0\0\0\0\0"))
  }
}

extension Server {
  /// A `grpc+unix` URL of the server.
  fileprivate var grpcURL: String {
    "grpc+unix://" + path.split(separator: "/").map { "%2F\($0)" }.joined()
  }
}
