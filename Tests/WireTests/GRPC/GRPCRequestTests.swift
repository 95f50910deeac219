import Bytes
import Oracles
import Probe
import Testing

@testable import Wire

/// What a check asks of a gRPC server.
@Suite struct GRPCRequestTests {
  /// A frame that was sent, and where it ended.
  private struct Frame {
    let kind: UInt8
    let flags: UInt8
    let stream: Int
    let payload: [UInt8]

    static func all(_ bytes: [UInt8]) -> [Frame] {
      var frames: [Frame] = []
      var rest = bytes[...]
      while rest.count >= 9 {
        let header = rest.prefix(9).map(Int.init)
        let count = header[0] << 16 | header[1] << 8 | header[2]
        let payload = Array(rest.dropFirst(9).prefix(count))
        #expect(payload.count == count && count <= 16384)
        let frame = Frame(
          kind: UInt8(header[3]), flags: UInt8(header[4]),
          stream: header[5...].reduce(0) { $0 << 8 | $1 }, payload: payload)
        frames.append(frame)
        rest = rest.dropFirst(9 + count)
      }
      #expect(rest.isEmpty)
      return frames
    }
  }

  private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

  private static func frames(_ exchange: Exchange) -> [Frame] {
    let bytes = Conversation(exchange, whole: []).sent
    #expect(Array(bytes.prefix(preface.count)) == preface)
    return Frame.all(Array(bytes.dropFirst(preface.count)))
  }

  /// The fields of the header block, each in a line.
  private static func fields(_ exchange: Exchange) throws -> [String] {
    let block = frames(exchange).filter { $0.kind == 1 || $0.kind == 9 }.flatMap(\.payload)
    let bytes = block.span
    var decoder = HPACKDecoder()
    var (list, index): ([String], Int) = ([], 0)
    while let field = try decoder.next(bytes, &index) {
      let name = ByteBuffer.text { $0.append(field.name) }
      list.append("\(name): \(ByteBuffer.text { $0.append(field.value) })")
    }
    return list
  }

  private static func demand(_ headers: [String]) throws -> Demand {
    let demand = Demand(agent: "healthprobe/1")
    for header in headers { demand.add(try #require(HTTPField(StaticBytes(header)))) }
    return demand
  }

  @Test func inFull() throws {
    let frames = Self.frames(GRPCOracle.exchange("a:1/b"))
    #expect(frames.map(\.kind) == [4, 1, 0])
    #expect(frames.map(\.flags) == [0, 4, 1])
    #expect(frames.map(\.stream) == [0, 1, 1])
    // ENABLE_PUSH 0 and MAX_HEADER_LIST_SIZE 65536.
    #expect(frames[0].payload == [0, 2, 0, 0, 0, 0, 0, 6, 0, 1, 0, 0])
    #expect(frames[2].payload == [0, 0, 0, 0, 3, 0x0a, 1, 0x62])
    #expect(
      try Self.fields(GRPCOracle.exchange("a:1/b", Self.demand([]))) == [
        ":method: POST", ":scheme: http", ":path: /grpc.health.v1.Health/Check", ":authority: a:1",
        "content-type: application/grpc", "te: trailers", "user-agent: healthprobe/1",
      ])
  }

  @Test(arguments: [
    ("A.b:1", "a.b:1"), (":1", "localhost:1"), ("[::0:1]:80", "[::1]:80"), ("a:080", "a:80"),
    ("[fe80::1%25lo]:81", "[fe80::1]:81"), ("%2Frun%2Fa.sock", "localhost"),
  ])
  func authority(_ target: String, _ authority: String) throws {
    #expect(try Self.fields(GRPCOracle.exchange(target)).contains(":authority: \(authority)"))
  }

  @Test func overTLS() throws {
    let fields = try Self.fields(GRPCOracle.exchange("a:1", isSecure: true))
    #expect(fields[1] == ":scheme: https")
  }

  @Test(arguments: [
    (["X-Token: a b"], ["x-token: a b"]), (["Host: Db.test"], []), (["X-Empty:"], []),
    (["X-Empty;"], ["x-empty: "]), (["A: 1", "a: 2"], ["a: 1", "a: 2"]),
    (["Authorization: Bearer \u{ff}"], ["authorization: Bearer \u{ff}"]),
    (["Connection: x", "TE: gzip", "Content-Type: x", "Upgrade: h2c", "Accept: x"], []),
    (["trace-bin: AAEC", "B: 1"], ["trace-bin: AAEC", "b: 1"]),
  ])
  func metadata(_ headers: [String], _ sent: [String]) throws {
    let fields = try Self.fields(GRPCOracle.exchange("a:1", Self.demand(headers)))
    #expect(fields.dropFirst(7) == sent[...])
    let authority = headers == ["Host: Db.test"] ? "Db.test" : "a:1"
    #expect(fields[3] == ":authority: \(authority)")
  }

  @Test(
    arguments: [("", []), ("/", []), ("/a.B", [0x0a, 3, 0x61, 0x2e, 0x42])] as [(String, [UInt8])])
  func service(_ path: String, _ message: [UInt8]) {
    let payload = Self.frames(GRPCOracle.exchange("a:1\(path)")).last?.payload
    #expect(payload == [0, 0, 0, 0, UInt8(message.count)] + message)
  }

  @Test(arguments: [(127, [127]), (128, [0x80, 1]), (8191, [0xff, 0x3f])] as [(Int, [UInt8])])
  func longService(_ count: Int, _ length: [UInt8]) {
    let name = [UInt8](repeating: 0x78, count: count)
    let target = "a:1/\(String(decoding: name, as: UTF8.self))"
    let payload = Self.frames(GRPCOracle.exchange(target)).last?.payload ?? []
    let message = [0x0a] + length + name
    #expect(payload == [0] + HTTP2Bytes.number(UInt32(message.count)) + message)
  }

  @Test func decodesTheService() {
    let payload = Self.frames(GRPCOracle.exchange("a:1/a%2Fb%00/c")).last?.payload ?? []
    #expect(payload.dropFirst(7) == [0x61, 0x2f, 0x62, 0, 0x2f, 0x63])
  }

  /// Lengths on both sides of each bound of HPACK's numbers, and blocks of several frames.
  @Test(arguments: [126, 127, 128, 254, 255, 256, 16_510, 16_511, 40_000, 100_000])
  func longMetadata(_ count: Int) throws {
    let value = String(repeating: "v", count: count)
    let demand = try Self.demand(["x: \(value)"])
    #expect(try Self.fields(GRPCOracle.exchange("a:1", demand)).last == "x: \(value)")
    let frames = Self.frames(GRPCOracle.exchange("a:1", demand)).dropFirst().prefix { $0.kind != 0 }
    #expect(frames.map(\.kind) == [1] + Array(repeating: 9, count: count / 16384))
    #expect(frames.dropLast().allSatisfy { $0.flags == 0 && $0.payload.count == 16384 })
    #expect(frames.last?.flags == 4)
  }

  @Test(arguments: ["grpc://a:1", "grpc://a:1/b", "GRPC://A:1/B", "grpc+unix://%2Fa/b"])
  func isTarget(_ text: String) throws {
    _ = try Target(StaticBytes(text))
    #expect(TargetOracle.violation(Array(text.utf8)) == nil)
  }

  @Test(
    arguments: [
      ("grpc://a", .missingPort), ("grpc://u@a:1", .unexpectedCredentials),
      ("grpc://a:1?b", .unexpectedQuery), ("grpc:a:1", .missingSlashes),
      ("grpc://a:1/%", .malformedPercent),
      ("grpc://a:1/\(String(repeating: "x", count: 8192))", .longPath),
    ] as [(String, TargetError)])
  func isNoTarget(_ text: String, _ error: TargetError) {
    #expect(throws: error) { try Target(StaticBytes(text)) }
  }
}
