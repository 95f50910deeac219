/// What an HTTP/2 server sends, RFC 9113 §6, to be put together for tests.
public enum HTTP2Bytes {
  /// The types of frames.
  public enum Kind: UInt8, Sendable {
    case data
    case headers
    case priority
    case reset
    case settings
    case pushPromise
    case ping
    case goAway
    case windowUpdate
    case continuation
    case unknown = 0xab
  }

  /// A frame whose header says what it is.
  ///
  /// - Parameter length: What the header says of its length; the truth where nil.
  public static func frame(
    _ kind: Kind, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = [], length: Int? = nil
  ) -> [UInt8] {
    let length = UInt32(length ?? payload.count)
    return number(length).dropFirst() + [kind.rawValue, flags] + number(stream) + payload
  }

  /// Four bytes, the highest first.
  public static func number(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// A setting's number and its value.
  public static func settings(_ values: [(UInt8, UInt32)] = []) -> [UInt8] {
    frame(.settings, values.flatMap { [0, $0.0] + number($0.1) })
  }

  /// A header block of literals without Huffman code; each text has less than 127 bytes.
  public static func block(_ fields: [(String, String)]) -> [UInt8] {
    var block: [UInt8] = []
    for (name, value) in fields {
      block.append(0)
      for text in [name, value] {
        block.append(UInt8(text.utf8.count))
        block += text.utf8
      }
    }
    return block
  }

  /// HEADERS with a whole block on the stream of the request.
  public static func headers(_ fields: [(String, String)], ends: Bool = false) -> [UInt8] {
    frame(.headers, flags: ends ? 5 : 4, stream: 1, block(fields))
  }

  /// DATA on the stream of the request.
  public static func data(_ payload: [UInt8], ends: Bool = false) -> [UInt8] {
    frame(.data, flags: ends ? 1 : 0, stream: 1, payload)
  }
}

/// What a gRPC server sends.
public enum GRPCAnswer {
  /// The headers of an answer.
  public static let headers = HTTP2Bytes.headers([
    (":status", "200"), ("content-type", "application/grpc"),
  ])

  /// The trailers of an answer.
  public static func trailers(_ code: String = "0", message: String? = nil) -> [UInt8] {
    HTTP2Bytes.headers(
      [("grpc-status", code)] + (message.map { [("grpc-message", $0)] } ?? []), ends: true)
  }

  /// An answer without a message, in which headers and trailers are the same.
  public static func trailersOnly(_ code: String, message: String? = nil) -> [UInt8] {
    HTTP2Bytes.settings()
      + HTTP2Bytes.headers(
        [(":status", "200"), ("content-type", "application/grpc"), ("grpc-status", code)]
          + (message.map { [("grpc-message", $0)] } ?? []), ends: true)
  }

  /// A message behind its prefix.
  public static func message(_ bytes: [UInt8], compressed: UInt8 = 0) -> [UInt8] {
    [compressed] + HTTP2Bytes.number(UInt32(bytes.count)) + bytes
  }

  /// The whole answer with the bytes of a `HealthCheckResponse`.
  public static func whole(_ response: [UInt8]) -> [UInt8] {
    HTTP2Bytes.settings() + headers + HTTP2Bytes.data(message(response)) + trailers()
  }

  /// The whole answer of a healthy server.
  public static let serving = whole([8, 1])
}
