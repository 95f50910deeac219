internal import Bytes

/// What a request for a URL says to a FastCGI responder: FastCGI 1.0 §5, RFC 3875 §4.1.
struct FastCGIRequest {
  let url: URL
  let demand: Demand

  /// Appends the request's records.
  func append(to bytes: inout ByteBuffer) {
    // The role of a responder, and no connection kept after the response.
    let role: StaticBytes = "\0\u{1}\0\0\0\0\0\0"
    bytes.append(.beginRequest, role.span)
    var parameters = ByteBuffer()
    appendParameters(to: &parameters)
    // A record holds 65535 bytes; a stream may go on in the next one.
    var start = 0
    while start < parameters.count {
      let end = min(start + 0xffff, parameters.count)
      bytes.append(.parameters, parameters.span.extracting(start..<end))
      start = end
    }
    bytes.append(.parameters, Span())
    bytes.append(.standardInput, Span())
  }

  // What every request says, a name and its value in turn. The addresses are made up: behind a
  // FastCGI connection stands no HTTP one.
  private static var constants: StaticBytes {
    """
    GATEWAY_INTERFACE CGI/1.1
    SERVER_SOFTWARE healthprobe
    SERVER_PROTOCOL HTTP/1.1
    SERVER_NAME localhost
    SERVER_PORT 80
    REMOTE_ADDR 127.0.0.1
    """
  }

  private func appendParameters(to bytes: inout ByteBuffer) {
    let constants = Self.constants.span
    var index = 0
    while let name = constants.nextField(&index, isLine: false),
      let value = constants.nextField(&index, isLine: false)
    {
      bytes.append(parameter: constants.extracting(name), constants.extracting(value))
    }
    bytes.append("REQUEST_METHOD", (demand.method ?? "GET").span)
    bytes.append("QUERY_STRING", (url.query ?? "").span)
    bytes.append("REQUEST_URI", url.target.span)
    var path = ByteBuffer()
    // A URL's percent-encoding is known to be right.
    do throws(TargetError) { try path.append(percentDecoding: url.path.span) } catch {}
    // PHP runs what the last one names, and compares the other with the paths of its own pages.
    bytes.append("SCRIPT_NAME", path.span)
    bytes.append("SCRIPT_FILENAME", path.span)
    for index in 0..<demand.headers.count { append(demand.headers[index], to: &bytes) }
  }

  /// Appends a header as `HTTP_NAME`, RFC 3875 §4.1.18.
  private func append(_ field: HTTPField, to bytes: inout ByteBuffer) {
    // What concerns the connection concerns no script.
    guard let value = field.value, !field.isNamed("connection") else { return }
    var name = ByteBuffer()
    name.append("HTTP_")
    for index in 0..<field.name.count {
      let byte = field.name.span[index]
      name.append(byte == UInt8(ascii: "-") ? UInt8(ascii: "_") : byte.uppercased)
    }
    bytes.append(parameter: name.span, value.span)
  }
}

extension ByteBuffer {
  /// Appends a record of request 1.
  ///
  /// - Parameter content: At most 65535 bytes.
  @inline(never)
  fileprivate mutating func append(_ kind: FastCGIRecords.Kind, _ content: Span<UInt8>) {
    append(1)
    append(kind.rawValue)
    append(0)
    append(1)
    append(UInt8(truncatingIfNeeded: content.count >> 8))
    append(UInt8(truncatingIfNeeded: content.count))
    append(0)
    append(0)
    append(content)
  }

  @inline(never)
  fileprivate mutating func append(_ name: StaticBytes, _ value: Span<UInt8>) {
    append(parameter: name.span, value)
  }

  /// Appends a name and its value, each with its length before them, FastCGI 1.0 §3.4.
  @inline(never)
  fileprivate mutating func append(parameter name: Span<UInt8>, _ value: Span<UInt8>) {
    append(length: name.count)
    append(length: value.count)
    append(name)
    append(value)
  }

  private mutating func append(length: Int) {
    if length > 0x7f {
      append(UInt8(truncatingIfNeeded: length >> 24) | 0x80)
      append(UInt8(truncatingIfNeeded: length >> 16))
      append(UInt8(truncatingIfNeeded: length >> 8))
    }
    append(UInt8(truncatingIfNeeded: length))
  }
}
