internal import Bytes

extension HTTPRequest {
  /// The most bytes of a target that a redirect may lead to.
  ///
  /// Relative ones could make it longer each time. RFC 9112 §3 asks servers to take 8000.
  static var redirectLimit: Int { 8 << 10 }

  /// Turns to where a redirect's `Location` leads, RFC 9110 §10.2.2.
  ///
  /// - Parameters:
  ///   - status: That of the redirect.
  ///   - report: Takes the location that can't be followed, before what is thrown.
  /// - Returns: Whether the redirect is to be followed. To another host, to a scheme that can't be
  ///   checked, or with the request's body to another port, it is the response that counts, and
  ///   nothing changes.
  /// - Throws: What is wrong with a location that names no place, or too long a one.
  @inline(never)
  func follow(
    _ location: borrowing ByteBuffer, _ status: Int, _ report: inout ByteBuffer
  ) throws(Flaw) -> Bool {
    // RFC 9110 §15.4: these three turn a POST into a GET, in browsers and in the kubelet.
    let isSeeOther = status <= 303 && !isMethod("head")
    do throws(Flaw) {
      guard try follow(location.span, keepsBody: body != nil && !isSeeOther) else { return false }
      if isSeeOther { getInstead() }
      return true
    } catch {
      report.append("redirect to ")
      // What stands before an @ may be a password.
      let start = location.span.index(afterLast: UInt8(ascii: "@"), before: location.count)
      report.append(quoting: location.span.extracting(start..<location.count))
      report.append(": ")
      throw error
    }
  }

  private func follow(_ location: Span<UInt8>, keepsBody: Bool) throws(Flaw) -> Bool {
    let reference = URLReference(location)
    var isSecure = self.isSecure
    if let scheme = reference.scheme {
      guard let named = try Self.isSecure(location.extracting(scheme)) else { return false }
      isSecure = named
    }
    if let authority = reference.authority {
      guard try turn(to: location.extracting(authority), isSecure, keepsBody) else { return false }
    } else if reference.scheme != nil {
      throw Flaw(TargetError.emptyHost.text)
    }
    var next = ByteBuffer()
    next.append(targetOf: reference, in: location, against: target.span)
    guard next.count <= Self.redirectLimit else { throw Flaw("request target over 8192 bytes") }
    target = next
    return true
  }

  /// Whether a redirect to a URL of that scheme goes over TLS; nil where it can't be checked.
  private static func isSecure(_ scheme: Span<UInt8>) throws(Flaw) -> Bool? {
    guard URLReference.isScheme(scheme) else {
      throw Flaw("malformed scheme; wanted http://HOST, https://HOST or a path")
    }
    if scheme.equals(ignoringCase: "https") { return true }
    return scheme.equals(ignoringCase: "http") ? false : nil
  }

  /// Turns to the port that an authority of the same host names, over TLS or without, and takes its
  /// credentials.
  ///
  /// - Parameter keepsBody: Whether the request's body, which another service must not see, would
  ///   go there too.
  /// - Returns: Whether it is the same host, and a place to send the request to.
  private func turn(
    to text: Span<UInt8>, _ isSecure: Bool, _ keepsBody: Bool
  ) throws(Flaw) -> Bool {
    let start = text.index(afterLast: UInt8(ascii: "@"), before: text.count)
    var end = text.count
    // RFC 3986 §3.2.3: an empty port is the default one.
    if end > start, text[end - 1] == UInt8(ascii: ":") { end -= 1 }
    // An internationalized name is a place, and none that a target here can name.
    for index in start..<end where text[index] >= 0x80 { return false }
    var encoded = ByteBuffer()
    encoded.append(encodingForbidden: text.extracting(0..<start))
    encoded.append(text.extracting(start..<end))
    do throws(TargetError) {
      let authority = try Authority(encoded.span)
      guard !authority.host.isEmpty else { throw .emptyHost }
      guard isSameHost(authority, of: encoded.span) else { return false }
      let named = authority.port > 0 ? authority.port : Self.defaultPort(isSecure)
      let next = port == 0 ? 0 : named
      if next != port || isSecure != self.isSecure {
        // A Unix socket has no other service.
        if keepsBody || port == 0 { return false }
        set(port: next, isSecure: isSecure)
      }
      let credentials = authority.credentials
      if !credentials.isEmpty { set(credentials: encoded.span.extracting(credentials)) }
      return true
    } catch {
      throw Flaw(error.text)
    }
  }
}
