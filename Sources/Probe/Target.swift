public import Bytes
public import Wire

/// What is to be checked: an endpoint, and the protocol that is spoken there.
public final class Target: ListItem {
  /// The URL, where the protocol is HTTP.
  private let url: HTTPURL?
  /// Where an attempt connects first.
  let endpoint: Endpoint

  /// Reads a target as it stands on the command line.
  ///
  /// Without a scheme it is an HTTP URL, in which an empty host is `localhost`.
  public convenience init(_ argument: [UInt8]) throws(TargetError) {
    let text = argument.span
    let colon = text.firstIndex(of: UInt8(ascii: ":"))
    let scheme = text.extracting(0..<colon)
    guard text.extracting(colon..<text.count).starts(ignoringCase: "://") else {
      self.init(try HTTPURL(text, allowsEmptyHost: true))
      return
    }
    let rest = text.extracting(colon + 3..<text.count)
    let isHTTPOverUnix = scheme.equals(ignoringCase: "http+unix")
    if isHTTPOverUnix || scheme.equals(ignoringCase: "http") {
      self.init(try HTTPURL(rest, isUnix: isHTTPOverUnix))
    } else if scheme.equals(ignoringCase: "tcp") {
      self.init(nil, try Endpoint(hostAndPort: rest))
    } else if scheme.equals(ignoringCase: "unix") {
      self.init(nil, try Endpoint(socketPath: rest))
    } else {
      throw .unknownScheme
    }
  }

  private convenience init(_ url: HTTPURL) {
    self.init(url, url.endpoint)
  }

  private init(_ url: HTTPURL?, _ endpoint: Endpoint) {
    self.url = url
    self.endpoint = endpoint
  }

  /// The target in canonical form, without credentials.
  public var text: Text {
    let scheme: StaticString =
      if url == nil { endpoint.isUnix ? "unix" : "tcp" } else { endpoint.isUnix ? "http+unix" : "http" }
    let end = url?.target ?? []
    return "\(scheme)://\(endpoint.text(isAuthority: url != nil))\(escaping: end, limit: .max)"
  }

  /// The conversation of one attempt.
  func exchange(_ demand: Demand) -> Exchange {
    if let url { return HTTPExchange(url, demand) }
    return StreamExchange(demand)
  }
}
