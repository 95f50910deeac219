internal import Bytes

extension HTTPRequest {
  /// Turns to where a redirect's `Location` leads, RFC 9110 §10.2.2 and RFC 3986 §5.2.
  ///
  /// - Returns: Whether the redirect is to be followed. To another host, to a scheme that can't be
  ///   checked, or to something malformed, it is the response that counts, and nothing changes.
  @inline(never)
  func follow(location: Span<UInt8>) -> Bool {
    do throws(TargetError) {
      let start = location.starts(ignoringCase: "http:") ? 5 : 0
      let rest = location.extracting(start..<location.count)
      if rest.starts(ignoringCase: "//") {
        return try follow(absolute: rest.extracting(2..<rest.count))
      }
      let end = rest.firstIndex(ofAny: ":/?#")
      // A colon before all of these ends a scheme, RFC 3986 §4.2.
      guard start == 0, end == rest.count || rest[end] != UInt8(ascii: ":") else { return false }
      try merge(reference: rest)
      return true
    } catch {
      return false
    }
  }

  /// Follows a location from its authority on.
  private func follow(absolute location: Span<UInt8>) throws(TargetError) -> Bool {
    let end = location.firstIndex(ofAny: "/?#")
    let start = location.extracting(0..<end)
    let authority = try Authority(start)
    guard !authority.host.isEmpty, isSameHost(authority, of: start) else { return false }
    try replaceTarget(keeping: 0, location.extracting(end..<location.count))
    if port != 0 { set(port: authority.port > 0 ? authority.port : 80) }
    let credentials = authority.credentials
    if !credentials.isEmpty { set(credentials: start.extracting(credentials)) }
    return true
  }

  /// Resolves a reference without scheme and authority against the target, RFC 3986 §5.2.2; `.` and
  /// `..` stay, which servers resolve themselves.
  private func merge(reference: Span<UInt8>) throws(TargetError) {
    guard reference.count > 0, reference[0] != UInt8(ascii: "#") else { return }
    var kept = 0
    if reference[0] != UInt8(ascii: "/") {
      kept = target.span.firstIndex(of: UInt8(ascii: "?"))
      if reference[0] != UInt8(ascii: "?") {
        kept = target.span.index(afterLast: UInt8(ascii: "/"), before: kept)
      }
    }
    try replaceTarget(keeping: kept, reference)
  }

  /// Puts `rest`, up to its fragment, behind the first `kept` bytes of the target.
  private func replaceTarget(
    keeping kept: Int, _ rest: Span<UInt8>
  ) throws(TargetError) {
    let end = rest.firstIndex(of: UInt8(ascii: "#"))
    try URL.check(target: rest.extracting(0..<end))
    var merged = ByteBuffer()
    merged.append(target.span.extracting(0..<kept))
    merged.append(rest.extracting(0..<end))
    target.removeAll()
    target.append(originForm: merged.span)
  }
}
