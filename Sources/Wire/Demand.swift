public import Bytes

/// What the user asks of a check beyond its target; each protocol takes what concerns it.
///
/// It is written once, before the first check begins, and shared by all of them. Variables come
/// first and arguments win over them: see ``beginArguments()``.
public final class Demand {
  /// The HTTP method; nil for GET, or POST where there is a body.
  public var method: StaticBytes?
  /// The body of the request; nil for none.
  public var body: StaticBytes?
  /// The request's headers but for `Host` and those that depend on target or method, unless the
  /// user gave those, in the order in which they are sent.
  public private(set) var headers = List<HTTPField>()
  // How many of the first headers give way to one of the same name.
  private var defaultHeaders = 0
  /// Basic credentials, `USER:PASSWORD`, behind those of a target; empty for none, which has no
  /// colon.
  public var credentials: StaticBytes = ""
  /// The statuses that count as healthy.
  public var statuses = StatusSet.successOrRedirect
  /// The texts that the body or the stream must contain, all of them and each at least one byte.
  public private(set) var expected = List<StaticBytes>()
  // Whether the texts give way to the next one.
  private var expectedAreDefaults = false
  /// The values that a body of JSON must hold, all of them.
  public private(set) var expectedValues = List<JSONExpectation>()
  private var valuesAreDefaults = false
  /// What a stream sends first; empty for nothing.
  public var sent: StaticBytes = ""
  /// How many redirects are followed.
  public var redirects = 10
  /// Whether an unhealthy HTTP response shows how its body begins.
  public var showsBody = false
  /// The name that a server of TLS is asked for; nil for the target's host.
  public var serverName: StaticBytes?
  /// How many days more a certificate must be valid; nil to warn only of one that is not.
  public var certificateDays: Int?
  /// Whether secrets may go over TLS, which is not authenticated, to another machine.
  public var risksSecrets = false
  /// The version of the PROXY protocol's header that begins each connection; nil for none.
  public var proxyVersion: UInt8?

  /// What a check without options asks.
  ///
  /// - Parameter agent: The value of `User-Agent`.
  public init(agent: StaticBytes) {
    headers.append(HTTPField("User-Agent", agent))
    headers.append(HTTPField("Accept", "*/*"))
    headers.append(HTTPField("Connection", "close"))
    beginArguments()
  }

  /// Makes defaults of what was asked so far: headers give way to the next of their name, and
  /// expected texts, all together, to the next text.
  public func beginArguments() {
    defaultHeaders = headers.count
    expectedAreDefaults = true
    valuesAreDefaults = true
  }

  /// Adds a header behind those there are, in place of the default ones of its name.
  public func add(_ field: HTTPField) {
    var index = 0
    while index < defaultHeaders {
      if headers[index].isNamed(field.name) {
        headers.remove(at: index)
        defaultHeaders -= 1
      } else {
        index += 1
      }
    }
    headers.append(field)
  }

  /// Adds a text that must come too, in place of default ones.
  ///
  /// - Parameter text: At least one byte.
  public func expect(_ text: StaticBytes) {
    if expectedAreDefaults { expected.removeAll() }
    expectedAreDefaults = false
    expected.append(text)
  }

  /// Adds a value that a body of JSON must hold too, in place of default ones.
  public func expect(_ value: JSONExpectation) {
    if valuesAreDefaults { expectedValues.removeAll() }
    valuesAreDefaults = false
    expectedValues.append(value)
  }

  /// Whether the user gave a header of this name, were it only to have it removed.
  func hasHeader(_ name: StaticBytes) -> Bool {
    for index in 0..<headers.count where headers[index].isNamed(name) { return true }
    return false
  }

  /// Whether the user gave a header that authenticates: its value is a secret.
  public var hasSecretHeader: Bool {
    for index in 0..<headers.count where headers[index].isSecret && headers[index].value != nil {
      return true
    }
    return false
  }
}
