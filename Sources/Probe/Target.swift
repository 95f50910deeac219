public import Bytes
public import Wire

/// What is to be checked: a URL, and the protocol that is spoken there.
public final class Target: Sendable {
  let url: URL
  // The place of its scheme in the table.
  private let scheme: Int
  /// Whether the scheme was written, and not taken for granted.
  let namesScheme: Bool

  /// Reads a target as it stands on the command line.
  ///
  /// Without a scheme it is an HTTP URL.
  public init(_ text: StaticBytes) throws(TargetError) {
    guard !text.isEmpty else { throw .emptyTarget }
    let reading = SchemeReading(text)
    guard let place = reading.scheme else { throw .unknownScheme }
    let form = Scheme.all[place].form
    guard reading.hasSlashes || !reading.isNamed || reading.isPath(form) else {
      throw .missingSlashes
    }
    do throws(TargetError) {
      url = try URL(text[reading.start...], form, isUnix: reading.isUnix)
      try Scheme.all[place].verify(url)
    } catch {
      throw reading.explain(error, text)
    }
    scheme = place
    namesScheme = reading.isNamed
  }

  /// Where an attempt connects first.
  var endpoint: Endpoint { url.endpoint }

  /// What carries the conversation.
  var transport: Scheme.Transport { Scheme.all[scheme].transport }

  /// The options that concern the target.
  public var uses: Scheme.Uses { Scheme.all[scheme].uses }

  /// The conversation of one attempt, with the layers that carry it.
  func exchange(_ demand: Demand) -> Exchange {
    let exchange = Scheme.all[scheme].exchange(url, demand)
    guard let version = demand.proxyVersion, transport == .stream else { return exchange }
    return ProxyHeader(version: version, exchange)
  }

  /// Appends the target in canonical form, without credentials.
  public func append(to line: inout ByteBuffer) {
    let form = Scheme.all[scheme].form
    line.append(StaticBytes(stringLiteral: Scheme.all[scheme].name))
    guard form.names == .host else {
      line.append("://")
      line.append(percentEncoding: endpoint.path.span, slash: false)
      return line.append(encodingForeign: url.target[url.path.count...].span)
    }
    line.append(endpoint.isUnix ? "+unix://" : "://")
    line.append(endpoint, defaultPort: form.port)
    if form.path.isOptional, !form.query.isEmpty { return line.append(originForm: url.target.span) }
    line.append(encodingForeign: url.target.span)
  }
}
