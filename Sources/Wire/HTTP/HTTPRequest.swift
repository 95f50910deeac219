internal import Bytes

/// The request that a check sends, with a connection for itself alone.
///
/// A redirect changes it; all else stays as the target and the options had it.
final class HTTPRequest {
  private let demand: Demand
  private let url: URL
  /// The method; a redirect may make it GET.
  private(set) var method: StaticBytes
  /// The body, which a redirect may take away; nil for none.
  private(set) var body: StaticBytes?
  /// The port, to which a redirect may lead; 0 for a Unix socket.
  private(set) var port: UInt16
  /// Whether TLS carries it, to which a redirect may lead too.
  private(set) var isSecure: Bool
  /// Path and query in origin form.
  var target = ByteBuffer()
  /// `USER:PASSWORD` for `Authorization: Basic`; empty for none.
  private var credentials = ByteBuffer()
  // Another port is another service: it gets none of the first one's secrets.
  private var hidesSecrets = false

  init(_ url: URL, _ demand: Demand, isSecure: Bool) {
    self.demand = demand
    self.isSecure = isSecure
    self.url = url
    port = url.endpoint.port
    body = demand.body
    method = demand.method ?? (body == nil ? "GET" : "POST")
    target.append(originForm: url.target.span)
    if url.credentials.isEmpty {
      credentials.append(demand.credentials)
    } else {
      set(credentials: url.credentials.span)
    }
  }

  private var endpoint: Endpoint { url.endpoint }

  /// Takes percent-encoded credentials that are known to be spelled well.
  func set(credentials given: Span<UInt8>) {
    credentials.removeAll()
    do throws(TargetError) { try credentials.append(percentDecoding: given) } catch {}
    if !credentials.span.contains(UInt8(ascii: ":")) { credentials.append(UInt8(ascii: ":")) }
  }

  /// Becomes a GET without a body.
  func getInstead() {
    method = "GET"
    body = nil
  }

  /// Turns to another port of the same host, or from or to TLS: that is another service.
  func set(port: UInt16, isSecure: Bool) {
    self.port = port
    self.isSecure = isSecure
    hidesSecrets = true
    credentials.removeAll()
  }

  private var defaultPort: UInt16 { Self.defaultPort(isSecure) }

  /// The port of URLs that name none.
  static func defaultPort(_ isSecure: Bool) -> UInt16 { isSecure ? 443 : 80 }

  /// Whether `authority`, read from `text`, names the host that the request goes to; for a Unix
  /// socket, the host that its server answers for.
  func isSameHost(_ authority: Authority, of text: Span<UInt8>) -> Bool {
    let name = text.extracting(authority.host)
    if !endpoint.isUnix {
      if let address = authority.address { return address == endpoint.host.address }
      return endpoint.host.address == nil && name.equals(ignoringCase: endpoint.host.text)
    }
    var host = ByteBuffer()
    appendHost(to: &host)
    var other = ByteBuffer()
    other.append(name)
    if authority.port != 0, authority.port != defaultPort { other.append(port: authority.port) }
    return host.span.equals(ignoringCase: other.span)
  }

  /// Appends the request's bytes, RFC 9112 §2.1.
  func append(to bytes: inout ByteBuffer) {
    bytes.append(method)
    bytes.append(UInt8(ascii: " "))
    bytes.append(target.span)
    // RFC 9110 §7.2 wants Host first.
    bytes.append(" HTTP/1.1\r\nHost: ")
    appendHost(to: &bytes)
    bytes.append("\r\n")
    if !credentials.isEmpty, !demand.hasHeader("authorization") {
      bytes.append("Authorization: Basic ")
      bytes.append(base64: credentials.span)
      bytes.append("\r\n")
    }
    appendBodyHeaders(to: &bytes)
    for index in 0..<demand.headers.count {
      let field = demand.headers[index]
      guard let value = field.value, !isHeldBack(field) else { continue }
      bytes.append(field.name)
      // RFC 9112 §5 makes the space optional, and an empty value ends with none.
      bytes.append(value.isEmpty ? ":" : ": ")
      bytes.append(value)
      bytes.append("\r\n")
    }
    bytes.append("\r\n")
    if let body { bytes.append(body) }
  }

  /// Appends the length of the body, and what it is: unless the user says so, a form, as for curl.
  private func appendBodyHeaders(to bytes: inout ByteBuffer) {
    // RFC 9110 §8.6: methods that may carry a body say so when they carry none.
    guard body != nil || isMethod("post") || isMethod("put") || isMethod("patch") else { return }
    if !demand.hasHeader("content-length") {
      bytes.append("Content-Length: ")
      bytes.append(decimal: body?.count ?? 0)
      bytes.append("\r\n")
    }
    if body != nil, !demand.hasHeader("content-type") {
      bytes.append("Content-Type: application/x-www-form-urlencoded\r\n")
    }
  }

  /// Whether it has an `Upgrade` header, which a status of 101 may answer.
  var asksForUpgrade: Bool {
    for index in 0..<demand.headers.count where demand.headers[index].isNamed("upgrade") {
      if let value = demand.headers[index].value, !value.isEmpty { return true }
    }
    return false
  }

  /// Whether the method is `name`, in lower case.
  func isMethod(_ name: StaticBytes) -> Bool { method.span.equals(ignoringCase: name) }

  private func isHeldBack(_ field: HTTPField) -> Bool {
    if field.isNamed("host") { return true }
    // What describes the body goes with it.
    if body == nil, demand.body != nil, field.name.span.starts(ignoringCase: "content-") {
      return true
    }
    return hidesSecrets && field.isSecret
  }

  /// Appends the value of `Host`, RFC 9112 §3.2: the user's, else the URL's without its scheme's port and
  /// without a zone (RFC 6874 §4).
  ///
  /// There is always one and only one, since RFC 9112 §3.2 makes servers refuse any other request:
  /// removing it leaves it empty, and of several the last counts.
  private func appendHost(to bytes: inout ByteBuffer) {
    var given: HTTPField?
    for index in 0..<demand.headers.count where demand.headers[index].isNamed("host") {
      given = demand.headers[index]
    }
    if let given { return bytes.append(given.value ?? "") }
    if endpoint.isUnix { return bytes.append("localhost") }
    bytes.append(endpoint.host, zone: false)
    if port != defaultPort { bytes.append(port: port) }
  }
}

extension ByteBuffer {
  /// Appends the base64 form of `bytes`, RFC 4648 §4.
  fileprivate mutating func append(base64 bytes: Span<UInt8>) {
    var index = 0
    while index < bytes.count {
      var group: UInt32 = 0
      for place in index..<index + 3 {
        group = group << 8 | (place < bytes.count ? UInt32(bytes[place]) : 0)
      }
      for digit in 0..<4 {
        let value = UInt8(truncatingIfNeeded: group >> 18) & 0x3f
        append(index + digit > bytes.count ? UInt8(ascii: "=") : base64Digit(value))
        group <<= 6
      }
      index += 3
    }
  }
}

private func base64Digit(_ value: UInt8) -> UInt8 {
  switch value {
  case 0..<26: value + 0x41
  case 26..<52: value + 0x47
  case 52..<62: value - 4
  case 62: UInt8(ascii: "+")
  default: UInt8(ascii: "/")
  }
}
