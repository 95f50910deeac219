public import Bytes

/// What a connection leads to: a port of a host, or a Unix socket; or a file of this machine.
public struct Endpoint: Sendable {
  /// The host; its text is empty for a Unix socket.
  public let host: Host
  /// The port; 0 for a Unix socket.
  public let port: UInt16
  /// The absolute path of a Unix socket or of a file, without NUL; empty for a host.
  public let path: StaticBytes

  /// The most bytes of a socket's path: `sun_path` less its closing NUL, unix(7).
  public static var longestSocketPath: Int { 107 }
  /// The most bytes of a file's path: PATH_MAX of limits.h less its closing NUL.
  public static var longestPath: Int { 4095 }

  /// The host of an authority and a port.
  ///
  /// - Parameter text: Where the authority was read from.
  init(_ authority: Authority, of text: StaticBytes, port: UInt16) {
    let name = text[authority.host]
    host = Host(
      name.isEmpty ? "localhost" : name, address: authority.address, zone: text[authority.zone])
    self.port = port
    path = ""
  }

  /// Reads the percent-encoded path of a Unix socket that stands where a host would.
  init(socketPath text: StaticBytes) throws(TargetError) {
    do throws(TargetError) {
      try self.init(path: text, isSocket: true)
    } catch {
      throw error == .malformedPath ? .malformedSocketPath : error
    }
  }

  /// Reads the percent-encoded path of a Unix socket or of a file.
  init(path text: StaticBytes, isSocket: Bool) throws(TargetError) {
    var decoded = ByteBuffer()
    try decoded.append(percentDecoding: text.span)
    guard decoded.count > 0, decoded.span[0] == UInt8(ascii: "/"), !decoded.span.contains(0),
      decoded.count <= (isSocket ? Self.longestSocketPath : Self.longestPath)
    else { throw .malformedPath }
    host = Host("")
    port = 0
    path = decoded.keep()
  }

  /// Whether it is a path of this machine and not a port of a host.
  public var isUnix: Bool { port == 0 }
}

extension ByteBuffer {
  /// Appends `HOST:PORT`, or the percent-encoded path of a Unix socket where a host would stand.
  ///
  /// - Parameter defaultPort: The port that is left out.
  public mutating func append(_ endpoint: Endpoint, defaultPort: UInt16?) {
    if endpoint.isUnix { return append(percentEncoding: endpoint.path.span, slash: true) }
    append(endpoint.host, zone: true)
    if endpoint.port != defaultPort { append(port: endpoint.port) }
  }

  /// Appends `:` and a port.
  public mutating func append(port: UInt16) {
    append(UInt8(ascii: ":"))
    append(decimal: Int(port))
  }
}
