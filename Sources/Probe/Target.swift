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

  /// Whether TLS carries the conversation.
  public var isSecure: Bool { Scheme.all[scheme].applicationProtocol != nil }

  /// Whether a secret on its way there could be read by another machine.
  public var isElsewhere: Bool {
    if endpoint.isUnix || endpoint.nameToLookUp == nil && endpoint.host.address == nil {
      return false
    }
    guard let address = endpoint.host.address else { return true }
    return address.isIPv6 ? address.high != 0 || address.low != 1 : address.low >> 24 != 127
  }

  /// Whether credentials stand in the target.
  public var hasCredentials: Bool { !url.credentials.isEmpty }

  /// The conversation of one attempt.
  func exchange(_ demand: Demand) -> Exchange {
    Scheme.all[scheme].exchange(url, demand)
  }

  /// A conversation with the layers that carry it.
  ///
  /// - Parameter isSecure: Whether TLS is one of them.
  func layered(_ exchange: Exchange, _ demand: Demand, isSecure: Bool) -> Exchange {
    var exchange = exchange
    if isSecure {
      exchange = TLSLayer(
        exchange, serverName: demand.serverName ?? serverName,
        applicationProtocol: StaticBytes(
          stringLiteral: Scheme.all[scheme].applicationProtocol ?? "http/1.1"),
        certificateDays: demand.certificateDays)
    }
    guard let version = demand.proxyVersion, transport == .stream else { return exchange }
    return ProxyHeader(version: version, exchange)
  }

  /// The host as TLS names it, RFC 6066 §3: without a final point, and empty for an address.
  private var serverName: StaticBytes {
    let host = endpoint.host
    if host.address != nil { return "" }
    let isAbsolute = !host.text.isEmpty && host.text.span[host.text.count - 1] == UInt8(ascii: ".")
    return isAbsolute ? host.text[0..<host.text.count - 1] : host.text
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
