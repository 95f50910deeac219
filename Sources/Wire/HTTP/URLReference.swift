internal import Bytes

/// Where the parts of a URI reference stand in a text, RFC 3986 §4.1; its fragment is left out.
///
/// Every text has parts: which of them can be used is for its reader to judge.
struct URLReference {
  /// Without its colon, and perhaps none that a scheme may be; nil where there is none.
  let scheme: Range<Int>?
  /// Without the slashes before it; nil where there are none.
  let authority: Range<Int>?
  /// Perhaps empty.
  let path: Range<Int>
  /// With its question mark; empty where there is none.
  let query: Range<Int>

  /// Takes a reference apart, as the expression of RFC 3986 appendix B does.
  init(_ text: Span<UInt8>) {
    var start = 0
    let colon = text.firstIndex(ofAny: ":/?#")
    if colon < text.count, text[colon] == UInt8(ascii: ":") {
      scheme = 0..<colon
      start = colon + 1
    } else {
      scheme = nil
    }
    if text.extracting(start..<text.count).starts(ignoringCase: "//") {
      start += 2
      let end = start + text.extracting(start..<text.count).firstIndex(ofAny: "/?#")
      authority = start..<end
      start = end
    } else {
      authority = nil
    }
    let end = text.firstIndex(of: UInt8(ascii: "#"), from: start)
    let mark = min(text.firstIndex(of: UInt8(ascii: "?"), from: start), end)
    path = start..<mark
    query = mark..<end
  }

  /// Whether the bytes may be a scheme, RFC 3986 §3.1; the host of `127.0.0.1:8080/` is none.
  static func isScheme(_ text: Span<UInt8>) -> Bool {
    let marks: StaticBytes = "+-."
    for index in 0..<text.count {
      let byte = text[index]
      guard byte.isLetter || index > 0 && (byte.isDigit || marks.span.contains(byte)) else {
        return false
      }
    }
    return text.count > 0
  }
}

extension ByteBuffer {
  /// Appends the request target that a reference leads to, RFC 3986 §5.2.2.
  ///
  /// - Parameters:
  ///   - reference: The parts of `text`; with an authority, its path is empty or begins with `/`.
  ///   - base: The target that the reference was found at, in origin form.
  mutating func append(
    targetOf reference: URLReference, in text: Span<UInt8>, against base: Span<UInt8>
  ) {
    let path = text.extracting(reference.path)
    let query = text.extracting(reference.query)
    let baseEnd = base.firstIndex(of: UInt8(ascii: "?"))
    if path.count == 0, reference.authority == nil {
      append(base.extracting(0..<(query.count == 0 ? base.count : baseEnd)))
    } else {
      var merged = ByteBuffer()
      if path.count == 0 {
        merged.append(UInt8(ascii: "/"))
      } else if path[0] != UInt8(ascii: "/") {
        let kept = base.index(afterLast: UInt8(ascii: "/"), before: baseEnd)
        merged.append(base.extracting(0..<kept))
      }
      merged.append(encodingForbidden: path)
      append(removingDotSegments: merged.span)
    }
    append(encodingForbidden: query)
  }

  /// Appends a path without its segments `.` and `..`, and without those that `..` takes back, RFC
  /// 3986 §5.2.4.
  ///
  /// - Parameter path: Begins with `/`.
  private mutating func append(removingDotSegments path: Span<UInt8>) {
    let (current, parent): (StaticBytes, StaticBytes) = ("/.", "/..")
    let slash = UInt8(ascii: "/")
    let start = count
    var index = 0
    while index < path.count {
      let end = path.firstIndex(of: slash, from: index + 1)
      let segment = path.extracting(index..<end)
      let isParent = segment.equals(parent.span)
      if isParent || segment.equals(current.span) {
        if isParent { truncate(to: max(start, span.index(afterLast: slash, before: count) - 1)) }
        if end == path.count { append(slash) }
      } else {
        append(segment)
      }
      index = end
    }
  }

  /// Appends a part of a URI in which every byte that may not stand there, RFC 3986 §3.3 and §3.4,
  /// is percent-encoded: a `%` without two hexadecimal digits is one of them.
  mutating func append(encodingForbidden text: Span<UInt8>) {
    let marks: StaticBytes = "-._~/?:@!$&'()*+,;="
    for index in 0..<text.count {
      let byte = text[index]
      let isEscape = byte == UInt8(ascii: "%") && text.hexadecimal(at: index + 1) != nil
      if isEscape || byte.isLetter || byte.isDigit || marks.span.contains(byte) {
        append(byte)
      } else {
        append(percentEncoding: byte)
      }
    }
  }
}
