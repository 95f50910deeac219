public import Bytes
public import Wire

/// What is to be checked: an endpoint, and the protocol that is spoken there.
public final class Target: Sendable {
  /// The URL, where the protocol is HTTP.
  private let url: HTTPURL?
  /// Where an attempt connects first.
  let endpoint: Endpoint

  /// Reads a target as it stands on the command line.
  ///
  /// Without a scheme it is an HTTP URL, in which an empty host is `localhost`.
  public init(_ argument: [UInt8]) throws(TargetError) {
    let text = argument.span
    let colon = text.firstIndex(of: UInt8(ascii: ":"))
    let scheme = text.extracting(0..<colon)
    let hasScheme = text.extracting(colon..<text.count).starts(ignoringCase: "://")
    let rest = text.extracting((hasScheme ? colon + 3 : 0)..<text.count)
    var url: HTTPURL?
    if !hasScheme {
      url = try HTTPURL(afterScheme: rest, allowsEmptyHost: true)
    } else if scheme.equals(ignoringCase: "http") {
      url = try HTTPURL(afterScheme: rest)
    } else if scheme.equals(ignoringCase: "http+unix") {
      url = try HTTPURL(afterUnixScheme: rest)
    }
    self.url = url
    if let url {
      endpoint = url.endpoint
    } else if scheme.equals(ignoringCase: "tcp") {
      endpoint = try Endpoint(hostAndPort: rest)
    } else if scheme.equals(ignoringCase: "unix") {
      endpoint = try Endpoint(socketPath: rest)
    } else {
      throw .unknownScheme
    }
  }

  /// The target in canonical form, without credentials.
  public var text: Text {
    if let url { return url.text }
    if endpoint.isUnix {
      let path = percentEncode(path: endpoint.socketPath, slash: false)
      return "unix://\(escaping: path, limit: .max)"
    }
    return "tcp://\(endpoint.host.text):\(Int(endpoint.port))"
  }

  /// The conversation of one attempt.
  func exchange(_ demand: Demand) -> Exchange {
    if let url { return HTTPExchange(url, demand) }
    return StreamExchange(demand)
  }
}
