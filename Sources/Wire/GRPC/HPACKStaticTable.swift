internal import Bytes

/// The header fields that every HPACK decoder knows, RFC 7541 appendix A.
enum HPACKStaticTable {
  /// How many fields there are; the first has the index 1.
  static var count: Int { 61 }

  // A field a line: its name and, behind a space, its value.
  private static var fields: StaticBytes {
    """
    :authority
    :method GET
    :method POST
    :path /
    :path /index.html
    :scheme http
    :scheme https
    :status 200
    :status 204
    :status 206
    :status 304
    :status 400
    :status 404
    :status 500
    accept-charset
    accept-encoding gzip, deflate
    accept-language
    accept-ranges
    accept
    access-control-allow-origin
    age
    allow
    authorization
    cache-control
    content-disposition
    content-encoding
    content-language
    content-length
    content-location
    content-range
    content-type
    cookie
    date
    etag
    expect
    expires
    from
    host
    if-match
    if-modified-since
    if-none-match
    if-range
    if-unmodified-since
    last-modified
    link
    location
    max-forwards
    proxy-authenticate
    proxy-authorization
    range
    referer
    refresh
    retry-after
    server
    set-cookie
    strict-transport-security
    transfer-encoding
    user-agent
    vary
    via
    www-authenticate
    """
  }

  /// The field at an index from 1 to ``count``.
  static func field(at index: Int) -> HPACKField {
    let line = fields.line(index - 1)
    let end = line.span.firstIndex(of: UInt8(ascii: " "))
    let field = HPACKField()
    field.name.append(line[0..<end])
    field.value.append(line[(end + 1)...])
    return field
  }
}

extension StaticBytes {
  /// The line at `index`, which begins with 0; empty where there are not so many.
  func line(_ index: Int) -> StaticBytes {
    var start = 0
    var left = index
    while true {
      let end = span.firstIndex(of: UInt8(ascii: "\n"), from: start)
      if left == 0 || end == count { return left == 0 ? self[start..<end] : "" }
      left -= 1
      start = end + 1
    }
  }
}
