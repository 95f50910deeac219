import Harness

/// Runs `body` in a namespace with these files; the name server of `/etc/resolv.conf` is 127.0.0.2
/// unless told otherwise.
///
/// - Parameters:
///   - hosts: The contents of `/etc/hosts`; nil where there is none.
///   - resolver: The contents of `/etc/resolv.conf`; nil where there is none.
func withNetwork(
  hosts: String? = nil, resolver: String? = "nameserver 127.0.0.2\n", _ body: () throws -> Void
) throws {
  var etc: [String: String] = [:]
  etc["hosts"] = hosts
  etc["resolv.conf"] = resolver
  try Namespace.run(etc: etc, body)
}

/// A service that accepts connections, on port 5432 of an address.
func serve(_ host: String) throws -> Server {
  try Server(Place(host: host, port: 5432), scripts: [[.hold]])
}

extension Run {
  /// Whether the verdict is that the service on port 5432 of the address answered.
  func reached(_ address: String) -> Bool {
    status == 0 && out.contains(" (\(address.contains(":") ? "[\(address)]" : address):5432, ")
  }

  /// Whether resolving failed, with this reason at its beginning.
  func failedToResolve(_ reason: String = "") -> Bool {
    end == .exited(1) && err.contains(": resolve: \(reason)")
      && err.split(separator: "\n").count == 1
  }
}
