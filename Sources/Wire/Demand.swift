internal import Bytes

/// What the user asks of a check beyond its target; each protocol takes what concerns it.
///
/// It is written once, before the first check begins, and shared by all of them.
public final class Demand {
  /// The HTTP method.
  public var method = [UInt8]("GET")
  /// Request headers that the user added, replaced or removed, in order.
  public var headers: [HTTPField] = []
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
  /// The value of `User-Agent`.
  public var userAgent = [UInt8]("healthprobe")

  /// What a check without options asks.
  public init() {}
}
