public import Bytes
public import Wire

/// What a target's text begins with: a scheme, or a host.
struct SchemeReading {
  /// The place of the scheme in the table, the first where none is named; nil for an unknown one.
  private(set) var scheme: Int?
  /// Whether it is named.
  private(set) var isNamed = false
  /// Whether `+unix` follows its name.
  private(set) var isUnix = false
  /// Whether `//` follows its colon.
  private(set) var hasSlashes = false
  /// Where the rest of the text begins.
  private(set) var start = 0
  // Whether an absolute path follows the colon.
  private var hasPath = false

  private static var suffix: StaticBytes { "+unix" }

  init(_ text: StaticBytes) {
    // A scheme's colon comes before all of these, RFC 3986 §4.2; a query may hold a URL.
    let colon = text.span.firstIndex(ofAny: ":/?#")
    let rest = text[colon...].span
    hasSlashes = rest.starts(ignoringCase: "://")
    hasPath = rest.starts(ignoringCase: ":/")
    let place = find(text[0..<colon])
    // `redis:6379` is a host and its port.
    let isPort = rest.count > 1 && rest[1].isDigit
    guard hasSlashes || place != nil && rest.count > 0 && !isPort else {
      isUnix = false
      scheme = 0
      return
    }
    isNamed = true
    scheme = place
    start = colon + (hasSlashes ? 3 : 1)
  }

  /// Whether what follows the colon is a path, which needs no slashes before it.
  func isPath(_ form: URLForm) -> Bool { hasPath && form.names != .host }

  /// The place of the scheme called `name`, perhaps with the suffix of Unix sockets.
  private mutating func find(_ name: StaticBytes) -> Int? {
    let end = max(0, name.count - Self.suffix.count)
    isUnix = name[end...].span.equals(ignoringCase: Self.suffix)
    let base = isUnix ? name[0..<end] : name
    for place in Scheme.all.indices
    where base.span.equals(ignoringCase: StaticBytes(stringLiteral: Scheme.all[place].name)) {
      let isStream = Scheme.all[place].transport == .stream && Scheme.all[place].form.names == .host
      return !isUnix || isStream ? place : nil
    }
    return nil
  }

  /// Says more exactly what is wrong, where the text is of a kind that people often write.
  func explain(_ error: TargetError, _ text: StaticBytes) -> TargetError {
    let host = text[start...].span
    switch error {
    case .emptyHost where !isNamed && host[0] == UInt8(ascii: "/"): return .pathAlone
    case .malformedIPv4 where !isNamed && host.decimal() != nil: return .numberAlone
    case .malformedPort where host.starts(ignoringCase: "unix:"): return .foreignSocket
    default: return error
    }
  }
}

extension ByteBuffer {
  /// Appends what is wrong with a target's text, and what would be right.
  public mutating func append(_ error: TargetError, in text: StaticBytes) {
    append(error.text)
    if error == .unknownScheme { return appendSchemes() }
    guard error.wantsForm, let scheme = SchemeReading(text).scheme else { return }
    append("; wanted ")
    append(Scheme.all[scheme])
  }

  private mutating func appendSchemes() {
    append("; wanted ")
    for place in Scheme.all.indices {
      if place > 0 { append(", ") }
      append(StaticBytes(stringLiteral: Scheme.all[place].name))
    }
    append(", or +unix after one that connects to a host")
  }
}
