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
  public convenience init(_ text: StaticBytes) throws(TargetError) {
    guard !text.isEmpty else { throw .emptyTarget }
    // A scheme's colon comes before all of these, RFC 3986 §4.2; a query may hold a URL.
    let colon = text.span.firstIndex(ofAny: ":/?#")
    let scheme = text[0..<colon].span
    guard text[colon...].span.starts(ignoringCase: "://") else {
      self.init(try HTTPURL(text, allowsEmptyHost: true))
      return
    }
    let rest = text[(colon + 3)...]
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

  /// The conversation of one attempt.
  func exchange(_ demand: Demand) -> Exchange {
    if let url { return HTTPExchange(url, demand) }
    return StreamExchange(demand)
  }

  /// Appends the target in canonical form, without credentials.
  public func append(to line: inout ByteBuffer) {
    if url == nil {
      line.append(endpoint.isUnix ? "unix://" : "tcp://")
    } else {
      line.append(endpoint.isUnix ? "http+unix://" : "http://")
    }
    line.append(endpoint, isAuthority: url != nil)
    if let url { line.append(originForm: url.target.span) }
  }
}
