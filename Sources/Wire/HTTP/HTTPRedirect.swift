internal import Bytes

extension HTTPURL {
  /// What a redirect's `Location` leads to, RFC 9110 §10.2.2 and RFC 3986 §5.2.
  ///
  /// - Parameter hostField: The `Host` that was sent, for which a server behind a Unix socket
  ///   answers.
  /// - Returns: nil where the redirect is not to be followed: to another host, to a scheme that
  ///   can't be checked, or to something malformed.
  func following(location: Span<UInt8>, hostField: [UInt8]) -> HTTPURL? {
    do throws(TargetError) {
      var start = 0
      if location.starts(ignoringCase: "http:") { start = 5 }
      let rest = location.extracting(start..<location.count)
      if rest.starts(ignoringCase: "//") {
        return following(try HTTPURL(rest.extracting(2..<rest.count)), hostField)
      }
      let end = location.firstIndex(ofAny: [UInt8](":/?#"))
      // A colon before all of these ends a scheme, RFC 3986 §4.2.
      guard start == 0, end == location.count || location[end] != UInt8(ascii: ":") else {
        return nil
      }
      return HTTPURL(endpoint, target: try merging(reference: location), credentials: credentials)
    } catch {
      return nil
    }
  }

  private func following(_ other: HTTPURL, _ hostField: [UInt8]) -> HTTPURL? {
    if endpoint.isUnix {
      guard other.hostField == hostField else { return nil }
      return HTTPURL(endpoint, target: other.target, credentials: credentials)
    }
    guard endpoint.host.text.bytes == other.endpoint.host.text.bytes else { return nil }
    // Credentials of this URL are for this port's service and no other.
    let kept = endpoint.port == other.endpoint.port ? credentials : nil
    return HTTPURL(
      other.endpoint,
      target: other.target,
      credentials: other.credentials ?? kept
    )
  }

  /// Resolves a reference without scheme and authority against this URL, RFC 3986 §5.2.2; `.` and
  /// `..` stay, which servers resolve themselves.
  private func merging(reference: Span<UInt8>) throws(TargetError) -> [UInt8] {
    guard reference.count > 0, reference[0] != UInt8(ascii: "#") else { return target }
    var merged: [UInt8] = []
    if reference[0] != UInt8(ascii: "/") {
      let path = target
      let base = path.span
      var kept = base.firstIndex(of: UInt8(ascii: "?"))
      if reference[0] != UInt8(ascii: "?") {
        kept = base.index(afterLast: UInt8(ascii: "/"), before: kept)
      }
      merged.append(base.extracting(0..<kept))
    }
    merged.append(reference)
    return try Self.originForm(merged.span)
  }
}
