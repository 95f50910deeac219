public import Bytes

/// One health check of a gRPC server: a call of `grpc.health.v1.Health/Check` over HTTP/2 without
/// TLS or, where the connection has it, with.
public final class GRPCExchange: Exchange {
  /// The most bytes of a `grpc-message` that are shown.
  private static var messageLimit: Int { 200 }

  private let request: GRPCRequest
  private var connection = HTTP2Connection()
  private var response = GRPCResponse()
  private var message = GRPCMessage()

  /// A call to the server of `url` about the service that its path names, with the headers of
  /// `demand` as metadata.
  ///
  /// - Parameter isSecure: Whether TLS carries the connection.
  public init(_ url: URL, _ demand: Demand, isSecure: Bool = false) {
    request = GRPCRequest(url, demand, isSecure: isSecure)
  }

  /// Refuses a service whose name is too long to be sent at once.
  public static func verify(_ url: URL) throws(TargetError) {
    guard url.path.count <= GRPCRequest.longestService else { throw .longPath }
  }

  public override func connected() -> Step {
    connection.count(sent: request.append(to: &outbox))
    return .send
  }

  public override func receive(_ bytes: Span<UInt8>) -> Step {
    do throws(Flaw) {
      var index = 0
      while let event = try connection.consume(bytes, &index, &outbox) {
        if let step = try take(event) { return leave(step, code: 0) }
      }
      return outbox.isEmpty ? .more : .send
    } catch {
      let step = unhealthy(error.phase, error.reason)
      // What is no HTTP/2 is not answered in it: PROTOCOL_ERROR, RFC 9113 §7.
      return connection.hasBegun ? leave(step, code: 1) : step
    }
  }

  public override func end() -> Step {
    report.append("connection closed, ")
    appendProgress(to: &report)
    return .unhealthy(.receive)
  }

  public override func appendProgress(to line: inout ByteBuffer) {
    if !connection.hasBegun { return line.append("no HTTP/2 settings received") }
    if !response.hasHeaders { return line.append("no response") }
    line.append(message.isEmpty ? "no gRPC message received" : "no gRPC status received")
  }

  /// Decides what an event decides; nil where more must come.
  private func take(_ event: HTTP2Connection.Event) throws(Flaw) -> Step? {
    switch event {
    case .none: return nil
    case .headers:
      let isFirst = !response.hasHeaders
      try response.read(connection.block, isLast: connection.isEnded)
      if isFirst, response.hasHeaders, response.code == nil, let step = refuseOther() {
        return step
      }
    case .data:
      guard response.hasHeaders else { throw Flaw("HTTP/2 data before headers") }
      try message.consume(connection.frame, try connection.content())
    case .reset(let code): return broken("stream reset: ", code)
    case .goAway(let code):
      let step = broken("server goes away: ", code)
      report.append(debugData: connection.frame)
      return step
    }
    return connection.isEnded ? try judge() : nil
  }

  /// Refuses an answer of something other than a gRPC server.
  @inline(never)
  private func refuseOther() -> Step? {
    if response.status != 200 {
      report.append(decimal: response.status)
      return unhealthy(.status, " of HTTP, wanted 200 and gRPC")
    }
    if response.isGRPC { return nil }
    report.append("content-type ")
    report.append(quoting: response.contentType)
    return unhealthy(.response, ", wanted application/grpc")
  }

  /// Judges the whole response.
  @inline(never)
  private func judge() throws(Flaw) -> Step {
    guard let code = response.code else { throw Flaw("no grpc-status") }
    guard code == 0 else { return failed(code) }
    let status = try message.servingStatus()
    let names: StaticBytes = "UNKNOWN\nSERVING\nNOT_SERVING\nSERVICE_UNKNOWN"
    report.append(name: UInt64(status), names)
    return status == 1 ? .healthy : unhealthy(.status, ", wanted SERVING")
  }

  /// Tells the status of a call that failed, and the server's message.
  @inline(never)
  private func failed(_ code: UInt64) -> Step {
    report.append(name: code, Self.codes)
    if code == 5 { report.append(", no such service") }
    if code == 12 { report.append(", no health service") }
    if !response.message.isEmpty {
      var text = ByteBuffer()
      text.append(leniently: response.message.span)
      report.append(": '")
      report.append(escaping: text.span, limit: Self.messageLimit)
      report.append(UInt8(ascii: "'"))
    }
    return .unhealthy(.status)
  }

  private func broken(_ reason: StaticBytes, _ code: UInt32) -> Step {
    report.append(reason)
    report.append(name: UInt64(code), Self.errors)
    return .unhealthy(.receive)
  }

  /// Says GOAWAY with a verdict, RFC 9113 §6.8.
  ///
  /// - Parameter code: An error code, RFC 9113 §7.
  private func leave(_ step: Step, code: UInt32) -> Step {
    farewell.append(.goAway, count: 8)
    farewell.append(bigEndian32: 0)
    farewell.append(bigEndian32: code)
    return step
  }

  // The status codes of gRPC.
  private static var codes: StaticBytes {
    """
    OK
    CANCELLED
    UNKNOWN
    INVALID_ARGUMENT
    DEADLINE_EXCEEDED
    NOT_FOUND
    ALREADY_EXISTS
    PERMISSION_DENIED
    RESOURCE_EXHAUSTED
    FAILED_PRECONDITION
    ABORTED
    OUT_OF_RANGE
    UNIMPLEMENTED
    INTERNAL
    UNAVAILABLE
    DATA_LOSS
    UNAUTHENTICATED
    """
  }

  // The error codes of HTTP/2, RFC 9113 §7.
  private static var errors: StaticBytes {
    """
    NO_ERROR
    PROTOCOL_ERROR
    INTERNAL_ERROR
    FLOW_CONTROL_ERROR
    SETTINGS_TIMEOUT
    STREAM_CLOSED
    FRAME_SIZE_ERROR
    REFUSED_STREAM
    CANCEL
    COMPRESSION_ERROR
    CONNECT_ERROR
    ENHANCE_YOUR_CALM
    INADEQUATE_SECURITY
    HTTP_1_1_REQUIRED
    """
  }
}

extension ByteBuffer {
  /// Appends the name of a number, one of the lines that begin with 0's, or the number itself.
  @inline(never)
  fileprivate mutating func append(name number: UInt64, _ names: StaticBytes) {
    let name = names.line(Int(truncatingIfNeeded: min(number, 255)))
    if name.isEmpty { append(decimal: Int64(truncatingIfNeeded: number)) } else { append(name) }
  }

  /// Appends what GOAWAY says for people, RFC 9113 §6.8.
  fileprivate mutating func append(debugData frame: borrowing HTTP2Frame) {
    guard frame.count > 8 else { return }
    append(UInt8(ascii: " "))
    append(quoting: frame.payload.extracting(8..<frame.count))
  }

  /// Appends `text` with `%HH` decoded; a `%` that begins no such thing stays.
  fileprivate mutating func append(leniently text: Span<UInt8>) {
    var index = 0
    while index < text.count {
      let decoded = text[index] == UInt8(ascii: "%") ? text.hexadecimal(at: index + 1) : nil
      append(decoded ?? text[index])
      index += decoded == nil ? 1 : 3
    }
  }
}
