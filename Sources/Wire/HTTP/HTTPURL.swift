internal import Bytes

/// An `http` or `http+unix` URL: where to connect, and what to ask for there.
public final class HTTPURL {
  /// Where the server listens.
  public let endpoint: Endpoint
  /// The request target in origin form, RFC 9112 §3.2.1: begins with `/`, holds no byte that would
  /// end it.
  public let target: [UInt8]
  /// `USER:PASSWORD` of the URL, decoded.
  public let credentials: [UInt8]?

  init(_ endpoint: Endpoint, target: [UInt8], credentials: [UInt8]?) {
    self.endpoint = endpoint
    self.target = target
    self.credentials = credentials
  }

  /// Reads what follows the scheme of a URL, or all of a target without one.
  ///
  /// - Parameters:
  ///   - text: `[USER:PASSWORD@]HOST[:PORT][/PATH][?QUERY][#FRAGMENT]`
  ///   - isUnix: Whether a percent-encoded socket path stands in place of all before PATH.
  ///   - allowsEmptyHost: Whether an empty host means `localhost`; it is an error otherwise.
  public init(
    _ text: Span<UInt8>, isUnix: Bool = false, allowsEmptyHost: Bool = false
  ) throws(TargetError) {
    let end = text.firstIndex(ofAny: [UInt8]("/?#"))
    let start = text.extracting(0..<end)
    if isUnix {
      endpoint = try Endpoint(socketPath: start)
      credentials = nil
    } else {
      let authority = try Authority(start)
      guard authority.host != nil || allowsEmptyHost else { throw .emptyHost }
      endpoint = Endpoint(
        authority.host ?? Host(text: "localhost"), port: authority.port > 0 ? authority.port : 80)
      credentials = authority.credentials
    }
    target = try Self.originForm(text.extracting(end..<text.count))
  }

  /// The value of `Host`, RFC 9112 §3.2: no port where it is 80, and never a zone (RFC 6874 §4).
  var hostField: [UInt8] {
    if endpoint.isUnix { return [UInt8]("localhost") }
    var field: [UInt8] = []
    var isZone = false
    for byte in endpoint.text(isAuthority: true).bytes {
      if byte == UInt8(ascii: "%") { isZone = true }
      if byte == UInt8(ascii: "]") { isZone = false }
      if !isZone { field.push(byte) }
    }
    return field
  }

  /// Turns path and query into a request target: the fragment goes, an empty path becomes `/`, and
  /// what is not ASCII is percent-encoded, as RFC 3986 wants it.
  static func originForm(_ text: Span<UInt8>) throws(TargetError) -> [UInt8] {
    var target: [UInt8] = []
    if text.count == 0 || text[0] != UInt8(ascii: "/") { target.append("/") }
    for index in 0..<text.firstIndex(of: UInt8(ascii: "#")) {
      let byte = text[index]
      if byte.isControl || byte == UInt8(ascii: " ") { throw .forbiddenByte }
      if byte == UInt8(ascii: "%") { _ = try percentDecode(text, at: index + 1) }
      if byte < 0x80 { target.push(byte) } else { target.append(percentEncoding: byte) }
    }
    return target
  }
}
