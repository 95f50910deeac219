public import Bytes

/// What the user asks of a check beyond its target; each protocol takes what concerns it.
///
/// It is written once, before the first check begins, and shared by all of them.
public final class Demand {
  /// The HTTP method.
  public var method = [UInt8]("GET")
  /// The request's headers but for `Host` and those that depend on target or method, unless the
  /// user gave those.
  public private(set) var headers = List<HTTPField>()
  /// Basic credentials, `USER:PASSWORD`; those of the target come before them.
  public var credentials: [UInt8]?
  /// The statuses that count as healthy.
  public var statuses = StatusSet.successOrRedirect
  /// The text that the body or the stream must contain; never empty.
  public var expected: [UInt8]?
  /// What a stream sends first; never empty.
  public var sent: [UInt8]?
  /// How many redirects are followed.
  public var redirects = 10

  /// What a check without options asks.
  public init() {
    headers.push(HTTPField("Accept", [UInt8]("*/*")))
    headers.push(HTTPField("Connection", [UInt8]("close")))
  }

  /// Adds a header in place of one of the same name.
  public func set(_ field: HTTPField) {
    let name = field.name
    headers = headers.filter { other in
      let other = other.name
      return !other.span.equals(ignoringCase: name.span)
    }
    headers.push(field)
  }
}
