public import Bytes

/// A URL of any scheme, RFC 3986 §3: where to connect, and what to ask for there.
public final class URL: Sendable {
  /// Where the server listens; a Unix socket without a path where nothing is connected to.
  public let endpoint: Endpoint
  /// What stands before `@`, percent-encoded; empty for nothing.
  public let credentials: StaticBytes
  /// Path and query as they were written, perhaps empty, without the fragment.
  public let target: StaticBytes
  // How many bytes of the target are its path.
  private let pathCount: Int

  /// The path as it was written, perhaps empty.
  public var path: StaticBytes { target[0..<pathCount] }

  /// What stands behind `?`, as it was written; nil where there is no `?`.
  public var query: StaticBytes? {
    pathCount < target.count ? target[(pathCount + 1)...] : nil
  }

  /// The user of the credentials, decoded; nil where there is none or an empty one.
  public var user: StaticBytes? {
    let end = credentials.span.firstIndex(of: UInt8(ascii: ":"))
    return end > 0 ? Self.decoded(credentials[0..<end]) : nil
  }

  /// The password of the credentials, decoded, perhaps empty; nil where there is no `:`.
  public var password: StaticBytes? {
    let colon = credentials.span.firstIndex(of: UInt8(ascii: ":"))
    return colon < credentials.count ? Self.decoded(credentials[(colon + 1)...]) : nil
  }

  /// The path without its first slash, decoded; nil where that leaves nothing.
  public var name: StaticBytes? {
    path.count > 1 ? Self.decoded(path[1...]) : nil
  }

  /// Reads what follows `SCHEME://`, or all of a target without a scheme.
  ///
  /// - Parameters:
  ///   - text: `[USER:PASSWORD@]HOST[:PORT][/PATH][?QUERY][#FRAGMENT]`
  ///   - form: The parts that a URL of the scheme may have.
  ///   - isUnix: Whether the percent-encoded path of a Unix socket stands in place of HOST and PORT.
  public init(
    _ text: StaticBytes, _ form: URLForm, isUnix: Bool = false
  ) throws(TargetError) {
    let end = text.span.firstIndex(ofAny: "/?#")
    let authority = text[0..<end]
    target = text[end..<text.span.firstIndex(of: UInt8(ascii: "#"), from: end)]
    try Self.check(target: target.span)
    pathCount = target.span.firstIndex(of: UInt8(ascii: "?"))
    if form.names == .socket || form.names == .file {
      guard authority.isEmpty else { throw .malformedPath }
      credentials = ""
      endpoint = try Endpoint(path: target[0..<pathCount], isSocket: form.names == .socket)
    } else if isUnix {
      let start = authority.span.index(afterLast: UInt8(ascii: "@"), before: end)
      credentials = authority[0..<max(0, start - 1)]
      _ = try Self.decode(credentials)
      endpoint = try Endpoint(socketPath: authority[start...])
      guard start == 0 || !form.credentials.isEmpty else { throw .unexpectedCredentials }
    } else {
      let parts = try Authority(authority.span)
      guard parts.host.lowerBound == 0 || !form.credentials.isEmpty else {
        throw .unexpectedCredentials
      }
      guard !parts.host.isEmpty || parts.port > 0 else { throw .emptyHost }
      guard let port = parts.port > 0 ? parts.port : form.port else { throw .missingPort }
      credentials = authority[parts.credentials]
      endpoint = Endpoint(parts, of: authority, port: port)
    }
    try checkParts(form)
  }

  /// Refuses a part that the scheme has not, and wants one that it must have.
  private func checkParts(_ form: URLForm) throws(TargetError) {
    if form.names == .host {
      guard path.isEmpty || !form.path.isEmpty else { throw .unexpectedPath }
      guard path.count > 1 || form.path.isEmpty || form.path.isOptional else { throw .missingPath }
    }
    guard query == nil || !form.query.isEmpty else { throw .unexpectedQuery }
  }

  /// Refuses what can stand in no request target: spaces, control bytes and `%` without two digits.
  static func check(target: Span<UInt8>) throws(TargetError) {
    for index in 0..<target.count {
      let byte = target[index]
      if byte.isControl || byte == UInt8(ascii: " ") { throw .forbiddenByte }
      if byte == UInt8(ascii: "%"), target.hexadecimal(at: index + 1) == nil {
        throw .malformedPercent
      }
    }
  }

  private static func decode(_ text: StaticBytes) throws(TargetError) -> StaticBytes {
    var decoded = ByteBuffer()
    try decoded.append(percentDecoding: text.span)
    return decoded.keep()
  }

  /// The decoded form of a text that is known to be encoded well.
  private static func decoded(_ text: StaticBytes) -> StaticBytes {
    do throws(TargetError) { return try decode(text) } catch { return "" }
  }
}
