internal import Bytes

/// The request of a health check, `/grpc.health.v1.Health/Check`, in HTTP/2 frames.
struct GRPCRequest {
  /// The most bytes of a service's name, so that a request fits the window that every server opens.
  static var longestService: Int { 8 << 10 }

  private let url: URL
  private let demand: Demand
  private let isSecure: Bool

  /// - Parameter isSecure: Whether TLS carries the connection.
  init(_ url: URL, _ demand: Demand, isSecure: Bool) {
    self.url = url
    self.demand = demand
    self.isSecure = isSecure
  }

  /// Appends what a client says first: the preface and its SETTINGS, RFC 9113 §3.4, and without
  /// waiting for those of the server, the request.
  ///
  /// - Returns: The bytes of DATA.
  func append(to bytes: inout ByteBuffer) -> Int {
    bytes.append("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    bytes.append(.settings, count: 12)
    // RFC 9113 §6.5.2: ENABLE_PUSH is 0, MAX_HEADER_LIST_SIZE is GRPCResponse.headerLimit.
    bytes.append("\0\u{2}\0\0\0\0\0\u{6}\0\u{1}\0\0")
    appendHeaders(to: &bytes)
    return appendMessage(to: &bytes)
  }

  private func appendHeaders(to bytes: inout ByteBuffer) {
    var block = ByteBuffer()
    block.append(field: ":method", "POST")
    block.append(field: ":scheme", isSecure ? "https" : "http")
    block.append(field: ":path", "/grpc.health.v1.Health/Check")
    var authority = ByteBuffer()
    appendAuthority(to: &authority)
    block.append(field: ":authority", authority)
    block.append(field: "content-type", "application/grpc")
    block.append(field: "te", "trailers")
    for index in 0..<demand.headers.count {
      let field = demand.headers[index]
      guard let value = field.value, Self.isMetadata(field) else { continue }
      block.append(field: field.name, value)
    }
    var (kind, start) = (HTTP2Frame.Kind.headers, 0)
    repeat {
      let end = min(block.count, start + HTTP2Frame.limit)
      let flags = end == block.count ? HTTP2Frame.Flag.endHeaders : 0
      bytes.append(kind, flags: flags, stream: HTTP2Connection.stream, count: end - start)
      bytes.append(block.span.extracting(start..<end))
      (kind, start) = (.continuation, end)
    } while start < block.count
  }

  /// Appends the user's last `Host`, else the URL's host and port; of a Unix socket, what other
  /// clients say.
  private func appendAuthority(to bytes: inout ByteBuffer) {
    var host: StaticBytes = ""
    for index in 0..<demand.headers.count where demand.headers[index].isNamed("host") {
      host = demand.headers[index].value ?? ""
    }
    if !host.isEmpty { return bytes.append(host) }
    if url.endpoint.isUnix { return bytes.append("localhost") }
    bytes.append(url.endpoint.host, zone: false)
    bytes.append(port: url.endpoint.port)
  }

  /// Whether a header is sent: not one that gRPC sets itself, that HTTP/2 has no use for
  /// (RFC 9113 §8.2.2), or that only HTTP wants.
  private static func isMetadata(_ field: HTTPField) -> Bool {
    var index = 0
    let others: StaticBytes =
      """
      host content-type te accept content-length connection keep-alive proxy-connection \
      transfer-encoding upgrade
      """
    while let name = others.span.nextField(&index, isLine: false) {
      if field.isNamed(others[name]) { return false }
    }
    return true
  }

  /// Appends a `HealthCheckRequest` behind the prefix of an uncompressed message.
  private func appendMessage(to bytes: inout ByteBuffer) -> Int {
    var message = ByteBuffer()
    if let service = url.name {
      // The field 1, a string.
      message.append(0x0a)
      var count = service.count
      while count > 0x7f {
        message.append(UInt8(truncatingIfNeeded: count) | 0x80)
        count >>= 7
      }
      message.append(UInt8(truncatingIfNeeded: count))
      message.append(service)
    }
    let count = GRPCMessage.prefixCount + message.count
    bytes.append(
      .data, flags: HTTP2Frame.Flag.endStream, stream: HTTP2Connection.stream, count: count)
    bytes.append(0)
    bytes.append(bigEndian32: UInt32(truncatingIfNeeded: message.count))
    bytes.append(message)
    return count
  }
}

extension ByteBuffer {
  /// Appends a header field, its name in lower case, as a literal that no intermediary may keep in
  /// its table, RFC 7541 §6.2.3: it may be a secret.
  @inline(never)
  fileprivate mutating func append(field name: StaticBytes, _ value: Span<UInt8>) {
    append(0x10)
    append(length: name.count)
    append(lowercasing: name.span)
    append(length: value.count)
    append(value)
  }

  @inline(never)
  fileprivate mutating func append(field name: StaticBytes, _ value: StaticBytes) {
    append(field: name, value.span)
  }

  fileprivate mutating func append(field name: StaticBytes, _ value: borrowing ByteBuffer) {
    append(field: name, value.span)
  }

  /// Appends the length of a string without Huffman code, RFC 7541 §5.1 and §5.2.
  private mutating func append(length: Int) {
    if length < 0x7f { return append(UInt8(truncatingIfNeeded: length)) }
    append(0x7f)
    var rest = length - 0x7f
    while rest > 0x7f {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }
}
