public import Bytes

/// What the user asks of a check beyond its target; each protocol takes what concerns it.
///
/// It is written once, before the first check begins, and shared by all of them.
public final class Demand {
  /// The HTTP method.
  public var method: StaticBytes = "GET"
  /// The request's headers but for `Host` and those that depend on target or method, unless the
  /// user gave those.
  public private(set) var headers = List<HTTPField>()
  /// Basic credentials, `USER:PASSWORD`, behind those of a target; empty for none.
  public var credentials: StaticBytes = ""
  /// The statuses that count as healthy.
  public var statuses = StatusSet.successOrRedirect
  /// The texts that the body or the stream must contain, all of them and each at least one byte.
  public private(set) var expected = List<StaticBytes>()
  /// What a stream sends first; empty for nothing.
  public var sent: StaticBytes = ""
  /// How many redirects are followed.
  public var redirects = 10

  /// What a check without options asks.
  ///
  /// - Parameter agent: The value of `User-Agent`.
  public init(agent: StaticBytes) {
    headers.append(HTTPField("User-Agent", agent))
    headers.append(HTTPField("Accept", "*/*"))
    headers.append(HTTPField("Connection", "close"))
  }

  /// Adds a text that must come too.
  ///
  /// - Parameter text: At least one byte.
  public func expect(_ text: StaticBytes) {
    expected.append(text)
  }

  /// Adds a header in place of one of the same name.
  public func set(_ field: HTTPField) {
    if let place = place(of: field.name) { headers.remove(at: place) }
    headers.append(field)
  }

  /// The place of the header called `name`, in either case.
  func place(of name: StaticBytes) -> Int? {
    for index in 0..<headers.count {
      let other = headers[index].name
      if other.span.equals(ignoringCase: name) { return index }
    }
    return nil
  }
}
