import TLS
import Testing

/// What a server does to a client, and what the client says of it.
struct HostileCase<Server>: Sendable, CustomTestStringConvertible {
  let name: String
  /// The reason in words; nil where the client has nothing to say against it.
  let failure: String?
  /// The alert that the client sends; nil for none.
  let alert: UInt8?
  let attack: @Sendable (Server) throws -> Void

  init(
    _ name: String, _ failure: String?, _ alert: UInt8?,
    _ attack: @escaping @Sendable (Server) throws -> Void
  ) {
    self.name = name
    self.failure = failure
    self.alert = alert
    self.attack = attack
  }

  var testDescription: String { name }
}
