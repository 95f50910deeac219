public import Bytes

/// An `http` or `http+unix` URL: where to connect, and what to ask for there.
public final class HTTPURL: Sendable {
  /// Where the server listens.
  public let endpoint: Endpoint
  /// Path and query as they were written, perhaps empty, without the fragment.
  public let target: StaticBytes
  /// `USER:PASSWORD` of the URL, percent-encoded; empty for none.
  public let credentials: StaticBytes

  /// Reads what follows the scheme of a URL, or all of a target without one.
  ///
  /// - Parameters:
  ///   - text: `[USER:PASSWORD@]HOST[:PORT][/PATH][?QUERY][#FRAGMENT]`
  ///   - isUnix: Whether a percent-encoded socket path stands in place of all before PATH.
  ///   - allowsEmptyHost: Whether an empty host means `localhost`; it is an error otherwise.
  public init(
    _ text: StaticBytes, isUnix: Bool = false, allowsEmptyHost: Bool = false
  ) throws(TargetError) {
    let end = text.span.firstIndex(ofAny: "/?#")
    let start = text[0..<end]
    target = text[end..<text.span.firstIndex(of: UInt8(ascii: "#"), from: end)]
    if isUnix {
      endpoint = try Endpoint(socketPath: start)
      credentials = ""
    } else {
      let authority = try Authority(start.span)
      guard allowsEmptyHost || !authority.host.isEmpty else { throw .emptyHost }
      endpoint = Endpoint(authority, of: start, defaultPort: 80)
      credentials = start[authority.credentials]
    }
    try Self.check(target: target.span)
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
}

extension ByteBuffer {
  /// Appends a request target in origin form, RFC 9112 §3.2.1: an empty path becomes `/`, and what
  /// is not ASCII is percent-encoded, as RFC 3986 wants it.
  public mutating func append(originForm target: Span<UInt8>) {
    if target.count == 0 || target[0] != UInt8(ascii: "/") { append(UInt8(ascii: "/")) }
    var start = 0
    while start < target.count {
      var end = start
      while end < target.count, target[end] < 0x80 { end += 1 }
      append(target.extracting(start..<end))
      if end < target.count { append(percentEncoding: target[end]) }
      start = end + 1
    }
  }
}
