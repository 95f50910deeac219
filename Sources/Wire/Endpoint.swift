public import Bytes

/// What a connection leads to: a TCP port of a host, or a Unix stream socket.
public final class Endpoint {
  /// The host; its text is empty for a Unix socket.
  public let host: Host
  /// The TCP port; 0 for a Unix socket.
  public let port: UInt16
  /// The absolute path of a Unix socket, at most ``longestPath`` bytes without NUL; empty for TCP.
  public let socketPath: [UInt8]

  /// The most bytes of a socket's path: `sun_path` less its closing NUL, unix(7).
  public static let longestPath = 107

  init(_ host: Host, port: UInt16) {
    self.host = host
    self.port = port
    socketPath = []
  }

  /// Reads the percent-encoded path of a Unix socket.
  public init(socketPath text: Span<UInt8>) throws(TargetError) {
    let path = try percentDecode(text)
    guard path.first == UInt8(ascii: "/"), path.count <= Self.longestPath,
      !path.span.contains(0)
    else { throw .malformedSocketPath }
    host = Host(text: "")
    port = 0
    socketPath = path
  }

  /// Reads `HOST:PORT` and nothing else.
  public convenience init(hostAndPort text: Span<UInt8>) throws(TargetError) {
    let authority = try Authority(text)
    guard authority.credentials == nil else { throw .unexpectedCredentials }
    guard let host = authority.host else { throw .emptyHost }
    guard authority.port > 0 else { throw .missingPort }
    self.init(host, port: authority.port)
  }

  /// Whether it is a Unix socket.
  public var isUnix: Bool { port == 0 }

  /// `HOST:PORT`, or the percent-encoded path of a Unix socket.
  ///
  /// - Parameter isAuthority: Whether it stands before a path: port 80 is left out then, and a
  ///   slash is encoded too.
  public func text(isAuthority: Bool) -> Text {
    if isUnix {
      let path = percentEncode(path: socketPath, slash: isAuthority)
      return "\(escaping: path, limit: .max)"
    }
    var text = host.text
    if port != 80 || !isAuthority { text += ":\(Int(port))" }
    return text
  }
}

/// The authority of a URI: `[USER[:PASSWORD]@]HOST[:PORT]`, RFC 3986 §3.2.
struct Authority {
  /// `USER:PASSWORD`, decoded; nil where there is no `@`.
  let credentials: [UInt8]?
  /// nil where nothing stands.
  let host: Host?
  /// 0 where no `:` stands.
  let port: UInt16

  init(_ text: Span<UInt8>) throws(TargetError) {
    let start = text.index(afterLast: UInt8(ascii: "@"), before: text.count)
    if start > 0 {
      var decoded = try percentDecode(text.extracting(0..<start - 1))
      if !decoded.span.contains(UInt8(ascii: ":")) { decoded.append(":") }
      credentials = decoded
    } else {
      credentials = nil
    }
    let rest = text.extracting(start..<text.count)
    // In brackets a colon belongs to the address.
    let bracket = rest.index(afterLast: UInt8(ascii: "]"), before: rest.count)
    let colon = rest.firstIndex(of: UInt8(ascii: ":"), from: bracket)
    host = colon == 0 ? nil : try Host(rest.extracting(0..<colon))
    if colon < rest.count {
      guard let number = rest.extracting(colon + 1..<rest.count).decimal(atMost: 65535), number > 0
      else { throw .malformedPort }
      port = UInt16(truncatingIfNeeded: number)
    } else {
      port = 0
    }
  }
}
