internal import Bytes

/// The request that a check sends: no body, and a connection for itself alone.
struct HTTPRequest {
  let method: [UInt8]
  let url: HTTPURL
  /// The credentials for `Authorization: Basic`, `USER:PASSWORD`.
  let credentials: [UInt8]?
  /// The user's headers, in the order given.
  let fields: [HTTPField]
  let userAgent: [UInt8]

  /// The request's bytes, RFC 9112 §2.1.
  var bytes: [UInt8] {
    var request: [UInt8] = []
    // Room for a usual request at once.
    request.reserveCapacity(200)
    request.append(method)
    request.append(" ")
    request.append(url.target)
    request.append(" HTTP/1.1\r\nHost: ")
    // RFC 9110 §7.2 wants Host first.
    request.append(hostField)
    if !isSet("user-agent") {
      request.append("\r\nUser-Agent: ")
      request.append(userAgent)
    }
    if !isSet("accept") { request.append("\r\nAccept: */*") }
    if !isSet("connection") { request.append("\r\nConnection: close") }
    if let credentials, !isSet("authorization") {
      request.append("\r\nAuthorization: Basic ")
      request.append(base64: credentials.span)
    }
    // RFC 9110 §8.6: methods that may carry a body say so when they carry none.
    if mayCarryBody, !isSet("content-length"), !isSet("transfer-encoding") {
      request.append("\r\nContent-Length: 0")
    }
    for field in fields where !field.value.isEmpty && !field.isNamed("host") {
      request.append("\r\n")
      request.append(field.name)
      request.append(": ")
      request.append(field.value)
    }
    request.append("\r\n\r\n")
    return request
  }

  /// The value of `Host`: the last that the user gave, else the URL's.
  ///
  /// There is always one, since RFC 9112 §3.2 makes servers refuse a request without it; removing
  /// it leaves it empty.
  var hostField: [UInt8] {
    var host: [UInt8]?
    for field in fields where field.isNamed("host") { host = field.value }
    return host ?? url.hostField
  }

  /// Whether the user set or removed the header of this lower-case name.
  private func isSet(_ name: StaticString) -> Bool {
    for field in fields where field.isNamed(name) { return true }
    return false
  }

  private var mayCarryBody: Bool {
    method.equals(ignoringCase: "post") || method.equals(ignoringCase: "put")
      || method.equals(ignoringCase: "patch")
  }
}

extension [UInt8] {
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
        push(index + digit > bytes.count ? UInt8(ascii: "=") : base64Digit(value))
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
