import Oracles
import Testing

/// One thing that a gRPC server may answer, and what a check must say to it.
struct GRPCCase: Sendable, CustomTestStringConvertible {
  /// What is odd about the answer, in words.
  let name: String
  /// What the server sends.
  let answer: [UInt8]
  /// How the verdict begins behind the phase; nil for healthy.
  let reason: String?
  /// Whether the bytes alone decide, and not the close that follows.
  let isEarly: Bool

  init(_ name: String, _ answer: [UInt8], _ reason: String?, early: Bool = true) {
    self.name = name
    self.answer = answer
    self.reason = reason
    isEarly = early
  }

  var testDescription: String { name }

  static let all = verdicts + frames + broken + others
}

private typealias HTTP2 = HTTP2Bytes

extension GRPCCase {
  private static let begin = HTTP2.settings()

  /// Behind the headers of an answer.
  private static func answer(_ bytes: [UInt8]) -> [UInt8] { begin + GRPCAnswer.headers + bytes }

  private static func headers(_ fields: [(String, String)], ends: Bool = true) -> [UInt8] {
    begin + HTTP2.headers(fields, ends: ends)
  }

  private static func message(_ bytes: [UInt8]) -> [UInt8] {
    HTTP2.data(GRPCAnswer.message(bytes))
  }

  private static let ok: [(String, String)] = [
    (":status", "200"), ("content-type", "application/grpc"),
  ]

  static let verdicts: [GRPCCase] =
    [
      GRPCCase("SERVING", GRPCAnswer.serving, nil),
      GRPCCase("NOT_SERVING", GRPCAnswer.whole([8, 2]), "status NOT_SERVING, wanted SERVING"),
      GRPCCase("UNKNOWN", GRPCAnswer.whole([8, 0]), "status UNKNOWN, wanted SERVING"),
      GRPCCase(
        "no field at all is UNKNOWN", GRPCAnswer.whole([]), "status UNKNOWN, wanted SERVING"),
      GRPCCase(
        "SERVICE_UNKNOWN", GRPCAnswer.whole([8, 3]), "status SERVICE_UNKNOWN, wanted SERVING"),
      GRPCCase("a status of later days", GRPCAnswer.whole([8, 9]), "status 9, wanted SERVING"),
      GRPCCase(
        "a negative status", GRPCAnswer.whole([8] + Array(repeating: 0xff, count: 9) + [1]),
        "status 4294967295, wanted SERVING"),
      GRPCCase(
        "fields of later days",
        GRPCAnswer.whole([
          0x10, 5, 0x1a, 2, 8, 2, 0x21, 1, 2, 3, 4, 5, 6, 7, 8, 8, 1, 0x2d, 1, 2, 3, 4,
        ]),
        nil),
      GRPCCase("the last status counts", GRPCAnswer.whole([8, 2, 8, 1]), nil),
      GRPCCase(
        "NOT_FOUND", GRPCAnswer.trailersOnly("5", message: "unknown service"),
        "status NOT_FOUND, no such service: 'unknown service'"),
      GRPCCase(
        "UNIMPLEMENTED", GRPCAnswer.trailersOnly("12", message: "unknown service grpc.health.v1"),
        "status UNIMPLEMENTED, no health service: 'unknown service grpc.health.v1'"),
      GRPCCase(
        "a percent-encoded message",
        GRPCAnswer.trailersOnly("14", message: "caf%C3%A9%0a100%%2"),
        #"status UNAVAILABLE: 'caf\xC3\xA9\x0A100%%2'"#),
      GRPCCase("no message", GRPCAnswer.trailersOnly("16"), "status UNAUTHENTICATED"),
      GRPCCase("a code of later days", GRPCAnswer.trailersOnly("17"), "status 17"),
      GRPCCase("the largest code", GRPCAnswer.trailersOnly("4294967295"), "status 4294967295"),
      GRPCCase(
        "a code over 32 bits", GRPCAnswer.trailersOnly("4294967296"),
        "response: malformed grpc-status"),
      GRPCCase("a code in words", GRPCAnswer.trailersOnly("OK"), "response: malformed grpc-status"),
      GRPCCase("OK alone", GRPCAnswer.trailersOnly("0"), "response: no gRPC message"),
      GRPCCase(
        "an error in the trailers", answer(GRPCAnswer.trailers("8", message: "full")),
        "status RESOURCE_EXHAUSTED: 'full'"),
      GRPCCase(
        "an error behind a message", answer(message([8, 1]) + GRPCAnswer.trailers("13")),
        "status INTERNAL"),
      GRPCCase(
        "no grpc-status", answer(message([8, 1]) + HTTP2.headers([("a", "b")], ends: true)),
        "response: no grpc-status"),
      GRPCCase(
        "no trailers", answer(HTTP2.data(GRPCAnswer.message([8, 1]), ends: true)),
        "response: no grpc-status"),
      GRPCCase(
        "a gRPC status with an HTTP error",
        headers([(":status", "503"), ("grpc-status", "14"), ("grpc-message", "busy")]),
        "status UNAVAILABLE: 'busy'"),
      GRPCCase(
        "an HTTP error",
        headers([(":status", "404"), ("content-type", "text/plain")], ends: false),
        "status 404 of HTTP, wanted 200 and gRPC"),
      GRPCCase(
        "a page", headers([(":status", "200"), ("content-type", "text/html")], ends: false),
        "response: content-type 'text/html', wanted application/grpc"),
      GRPCCase(
        "no content-type", headers([(":status", "200")], ends: false),
        "response: content-type '', wanted application/grpc"),
      GRPCCase(
        "gRPC-Web", headers([(":status", "200"), ("content-type", "application/grpc-web")]),
        "response: content-type 'application/grpc-web', wanted application/grpc"),
      GRPCCase(
        "a content-type with a suffix",
        headers([(":status", "200"), ("content-type", "application/grpc+proto")], ends: false)
          + message([8, 1]) + GRPCAnswer.trailers(), nil),
      GRPCCase(
        "a content-type with a parameter",
        headers([(":status", "200"), ("content-type", "Application/gRPC; x")], ends: false)
          + message([8, 1]) + GRPCAnswer.trailers(), nil),
      GRPCCase(
        "a compressed message",
        answer(HTTP2.data(GRPCAnswer.message([8, 1], compressed: 1))),
        "response: compressed message, though none was asked for"),
      GRPCCase(
        "a prefix of no kind", answer(HTTP2.data(GRPCAnswer.message([8, 1], compressed: 2))),
        "response: malformed gRPC message"),
      GRPCCase(
        "two messages", answer(message([8, 1]) + message([8, 1])),
        "response: more than one gRPC message"),
      GRPCCase(
        "a message cut short", answer(HTTP2.data([0, 0, 0, 0, 2, 8]) + GRPCAnswer.trailers()),
        "response: gRPC message cut short"),
      GRPCCase(
        "a prefix cut short", answer(HTTP2.data([0, 0]) + GRPCAnswer.trailers()),
        "response: gRPC message cut short"),
      GRPCCase(
        "a message too large", answer(HTTP2.data([0, 0, 0, 0x10, 1])),
        "response: gRPC message over 4096 bytes"),
      GRPCCase(
        "a message larger than memory", answer(HTTP2.data([0, 0xff, 0xff, 0xff, 0xff])),
        "response: gRPC message over 4096 bytes"),
    ]
    + [
      [8], [8, 0x80], [0x08] + Array(repeating: 0x80, count: 11), [0x0a, 5, 1], [0x09, 1],
      [0x0d, 1, 2, 3], [0x0b, 1], [0x0f], [0, 1], [0x0a] + Array(repeating: 0xff, count: 9) + [1],
    ].map {
      GRPCCase(
        "malformed protobuf \($0)", GRPCAnswer.whole($0), "response: malformed HealthCheckResponse")
    }

  static let frames: [GRPCCase] = [
    GRPCCase(
      "settings with values, and an acknowledgement",
      HTTP2.settings([(1, 0), (2, 0), (3, 0), (4, 0), (5, 16384), (6, 1), (99, 7)])
        + HTTP2.frame(.settings, flags: 1) + GRPCAnswer.serving.dropFirst(9), nil),
    GRPCCase(
      "pings",
      begin + HTTP2.frame(.ping, Array(1...8)) + HTTP2.frame(.ping, flags: 1, Array(1...8))
        + GRPCAnswer.headers + HTTP2.frame(.ping, Array(2...9)) + message([8, 1])
        + GRPCAnswer.trailers(), nil),
    GRPCCase(
      "what is passed over",
      begin + HTTP2.frame(.priority, stream: 3, [0, 0, 0, 0, 1])
        + HTTP2.frame(.unknown, flags: 0xff, stream: 77, [1, 2, 3]) + GRPCAnswer.headers
        + HTTP2.frame(.windowUpdate, HTTP2.number(0x7fff_ffff - 65535))
        + HTTP2.frame(.windowUpdate, stream: 1, HTTP2.number(1)) + message([8, 1])
        + GRPCAnswer.trailers(), nil),
    GRPCCase(
      "reserved bits",
      begin + HTTP2.frame(.headers, flags: 4, stream: 0x8000_0001, HTTP2.block(ok))
        + message([8, 1]) + GRPCAnswer.trailers(), nil),
    GRPCCase(
      "continuation",
      begin + HTTP2.frame(.headers, flags: 0, stream: 1, Array(HTTP2.block(ok).prefix(3)))
        + HTTP2.frame(.continuation, stream: 1)
        + HTTP2.frame(.continuation, flags: 4, stream: 1, Array(HTTP2.block(ok).dropFirst(3)))
        + message([8, 1])
        + HTTP2.frame(.headers, flags: 1, stream: 1)
        + HTTP2.frame(.continuation, flags: 4, stream: 1, HTTP2.block([("grpc-status", "0")])),
      nil),
    GRPCCase(
      "padding and priority",
      begin
        + HTTP2.frame(
          .headers, flags: 0x2c, stream: 1, [3, 0, 0, 0, 0, 9] + HTTP2.block(ok) + [0, 0, 0])
        + HTTP2.frame(.data, flags: 8, stream: 1, [2] + GRPCAnswer.message([8, 1]) + [0, 0])
        + HTTP2.frame(.data, flags: 8, stream: 1, [0]) + GRPCAnswer.trailers(), nil),
    GRPCCase(
      "a message in many frames",
      answer(
        GRPCAnswer.message([8, 1]).flatMap { HTTP2.data([$0]) + HTTP2.data([]) }
          + GRPCAnswer.trailers()), nil),
    GRPCCase(
      "interim headers",
      begin + HTTP2.headers([(":status", "103"), ("link", "x")]) + GRPCAnswer.serving.dropFirst(9),
      nil),
    GRPCCase(
      "a server that goes away once it has answered",
      begin + HTTP2.frame(.goAway, HTTP2.number(0x7fff_ffff) + HTTP2.number(0))
        + HTTP2.frame(.goAway, HTTP2.number(1) + HTTP2.number(0)) + GRPCAnswer.serving.dropFirst(9),
      nil),
    GRPCCase(
      "a server that goes away",
      begin + HTTP2.frame(.goAway, HTTP2.number(0) + HTTP2.number(0)),
      "receive: server goes away: NO_ERROR"),
    GRPCCase(
      "a server that says why it goes away",
      begin
        + HTTP2.frame(
          .goAway, HTTP2.number(1) + HTTP2.number(11) + Array("too_many\npings".utf8)),
      #"receive: server goes away: ENHANCE_YOUR_CALM 'too_many\x0Apings'"#),
    GRPCCase(
      "a stream reset", begin + HTTP2.frame(.reset, stream: 1, HTTP2.number(7)),
      "receive: stream reset: REFUSED_STREAM"),
    GRPCCase(
      "a stream reset for an unknown reason",
      answer(HTTP2.frame(.reset, stream: 1, HTTP2.number(0xffff_ffff))),
      "receive: stream reset: 4294967295"),
  ]
}
