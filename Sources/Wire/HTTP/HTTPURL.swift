public import Bytes

/// An `http` or `http+unix` URL: where to connect, and what to ask for there.
public final class HTTPURL: Sendable {
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

  /// Reads what follows `http://`, or all of a target without a scheme.
  ///
  /// - Parameters:
  ///   - text: `[USER:PASSWORD@]HOST[:PORT][/PATH][?QUERY][#FRAGMENT]`
  ///   - allowsEmptyHost: Whether an empty host means `localhost`; it is an error otherwise.
  public init(
    afterScheme text: Span<UInt8>,
    allowsEmptyHost: Bool = false
  ) throws(TargetError) {
    let end = Self.authorityEnd(text)
    let authority = try Authority(text.extracting(0..<end))
    var host = authority.host
    if host == nil, allowsEmptyHost { host = Host(text: "localhost") }
    guard let host else { throw .emptyHost }
    endpoint = Endpoint(host, port: authority.port > 0 ? authority.port : 80)
    credentials = authority.credentials
    target = try Self.originForm(text.extracting(end..<text.count))
  }

  /// Reads what follows `http+unix://`: a percent-encoded socket path, then path and query.
  public init(afterUnixScheme text: Span<UInt8>) throws(TargetError) {
    let end = Self.authorityEnd(text)
    endpoint = try Endpoint(socketPath: text.extracting(0..<end))
    credentials = nil
    target = try Self.originForm(text.extracting(end..<text.count))
  }

  /// The URL without its credentials.
  public var text: Text {
    var text: Text
    if endpoint.isUnix {
      let path = percentEncode(path: endpoint.socketPath, slash: true)
      text = "http+unix://\(escaping: path, limit: .max)"
    } else {
      text = "http://\(endpoint.host.text)"
      if endpoint.port != 80 { text += ":\(Int(endpoint.port))" }
    }
    return "\(text)\(escaping: target, limit: .max)"
  }

  /// The value of `Host`, RFC 9112 §3.2: no port where it is 80, and never a zone (RFC 6874 §4).
  var hostField: [UInt8] {
    if endpoint.isUnix { return [UInt8]("localhost") }
    var value = endpoint.host.text
    if let address = endpoint.host.address, case .ipv6 = address { value = "[\(address.text)]" }
    if endpoint.port != 80 { value += ":\(Int(endpoint.port))" }
    return value.bytes
  }

  private static func authorityEnd(_ text: Span<UInt8>) -> Int {
    min(
      text.firstIndex(of: UInt8(ascii: "/")),
      min(text.firstIndex(of: UInt8(ascii: "?")), text.firstIndex(of: UInt8(ascii: "#")))
    )
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
