public import Bytes

/// What a connection leads to: a TCP port of a host, or a Unix stream socket.
public struct Endpoint: Sendable {
  /// The host; its text is empty for a Unix socket.
  public let host: Host
  /// The TCP port; 0 for a Unix socket.
  public let port: UInt16
  /// The absolute path of a Unix socket, at most ``longestPath`` bytes without NUL; empty for TCP.
  public let socketPath: StaticBytes

  /// The most bytes of a socket's path: `sun_path` less its closing NUL, unix(7).
  public static var longestPath: Int { 107 }

  /// The host and the port of an authority.
  ///
  /// - Parameter text: Where the authority was read from.
  init(_ authority: Authority, of text: StaticBytes, defaultPort: UInt16) {
    let name = text[authority.host]
    host = Host(
      name.isEmpty ? "localhost" : name, address: authority.address, zone: text[authority.zone])
    port = authority.port > 0 ? authority.port : defaultPort
    socketPath = ""
  }

  /// Reads the percent-encoded path of a Unix socket.
  public init(socketPath text: StaticBytes) throws(TargetError) {
    var path = ByteBuffer()
    try path.append(percentDecoding: text.span)
    guard path.count > 0, path.count <= Self.longestPath, path.span[0] == UInt8(ascii: "/"),
      !path.span.contains(0)
    else { throw .malformedSocketPath }
    host = Host("")
    port = 0
    socketPath = path.keep()
  }

  /// Reads `HOST:PORT` and nothing else.
  public init(hostAndPort text: StaticBytes) throws(TargetError) {
    let authority = try Authority(text.span)
    guard authority.host.lowerBound == 0 else { throw .unexpectedCredentials }
    guard !authority.host.isEmpty else { throw .emptyHost }
    guard authority.port > 0 else { throw .missingPort }
    self.init(authority, of: text, defaultPort: 0)
  }

  /// Whether it is a Unix socket.
  public var isUnix: Bool { port == 0 }
}

extension ByteBuffer {
  /// Appends `HOST:PORT`, or the percent-encoded path of a Unix socket.
  ///
  /// - Parameter isAuthority: Whether it stands before a path: port 80 is left out then, and a
  ///   slash is encoded too.
  public mutating func append(_ endpoint: Endpoint, isAuthority: Bool) {
    if endpoint.isUnix {
      return append(percentEncoding: endpoint.socketPath.span, slash: isAuthority)
    }
    append(endpoint.host, zone: true)
    if !isAuthority || endpoint.port != 80 { append(port: endpoint.port) }
  }

  /// Appends `:` and a port.
  public mutating func append(port: UInt16) {
    append(UInt8(ascii: ":"))
    append(decimal: Int(port))
  }
}
