internal import Bytes

/// The request that a check sends: no body, and a connection for itself alone.
struct HTTPRequest {
  let method: [UInt8]
  let url: HTTPURL
  /// The credentials for `Authorization: Basic`, `USER:PASSWORD`.
  let credentials: [UInt8]?
  /// The headers of ``Demand``.
  let fields: List<HTTPField>

  /// The request's bytes, RFC 9112 §2.1.
  var bytes: [UInt8] {
    var request = method
    request.append(" ")
    request.append(url.target)
    request.append(" HTTP/1.1\r\nHost: ")
    // RFC 9110 §7.2 wants Host first.
    request.append(host)
    request.append("\r\n")
    if let credentials, field("authorization") == nil {
      request.append("Authorization: Basic ")
      request.append(base64: credentials.span)
      request.append("\r\n")
    }
    // RFC 9110 §8.6: methods that may carry a body say so when they carry none.
    let mayCarryBody =
      method.equals(ignoringCase: "post") || method.equals(ignoringCase: "put")
      || method.equals(ignoringCase: "patch")
    if mayCarryBody, field("content-length") == nil { request.append("Content-Length: 0\r\n") }
    for index in 0..<fields.count {
      let field = fields[index]
      if field.value.isEmpty || field.isNamed("host") { continue }
      request.append(field.name)
      request.append(": ")
      request.append(field.value)
      request.append("\r\n")
    }
    request.append("\r\n")
    return request
  }

  /// The value of `Host`: the user's, else the URL's.
  ///
  /// There is always one, since RFC 9112 §3.2 makes servers refuse a request without it; removing
  /// it leaves it empty.
  var host: [UInt8] { field("host")?.value ?? url.hostField }

  /// The header of this lower-case name, if the user set or removed it.
  private func field(_ name: StaticString) -> HTTPField? {
    for index in 0..<fields.count where fields[index].isNamed(name) { return fields[index] }
    return nil
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
