import Harness
import Testing

/// A folder for what a database server writes, which goes with all that is in it.
final class DataFolder {
  private let folder: TemporaryFolder
  /// The folder's absolute path.
  var path: String { folder.path }

  /// Makes an empty folder that every user may enter.
  init() throws {
    folder = try TemporaryFolder()
    try Namespace.tool("chmod", "755", path)
  }

  deinit { _ = try? Daemon.tool("find", path, "-mindepth", "1", "-delete") }

  /// Writes a file into the folder.
  func file(_ name: String, _ contents: String) throws -> String {
    try folder.file(name, contents)
  }

  /// What a file of the folder holds.
  func contents(_ name: String) throws -> String {
    try Daemon.tool("cat", "\(path)/\(name)").out
  }

  /// The target of a socket in the folder.
  func target(_ scheme: String, _ socket: String) -> String {
    "\(scheme)+unix://\(path.split(separator: "/").map { "%2F\($0)" }.joined())%2F\(socket)"
  }
}

/// Runs `body` in a network where a client has an address that is not a loopback one.
func withClientNetwork(_ body: () throws -> Void) throws {
  let etc = [
    "hosts": "127.0.0.1 localhost\n10.9.8.7 client.test\n", "nsswitch.conf": "hosts: files\n",
    "passwd": "root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n",
  ]
  try Namespace.run(etc: etc) {
    try Namespace.tool("ip", "address", "add", "10.9.8.7/24", "dev", "lo")
    try body()
  }
}

extension Run {
  /// Whether it found a target healthy, and saw this.
  func isHealthy(_ target: String, _ seen: String) -> Bool {
    status == 0 && out.hasPrefix("healthy \(target): \(seen)") && err.isEmpty
  }

  /// Whether it found a target unhealthy for this reason.
  func isUnhealthy(_ target: String, _ reason: String) -> Bool {
    end == .exited(1) && err.hasPrefix("unhealthy \(target): \(reason)") && out.isEmpty
  }
}

/// Expects that a server that accepts and is silent takes a check to its deadline and no further.
func expectSilence(_ target: String) throws {
  let run = try probe(target, "--timeout=400ms")
  #expect(run.isUnhealthy(target, "receive: timed out after 4"), "\(run)")
  #expect(run.err.contains(", no answer ("), "\(run)")
  #expect(run.duration >= .milliseconds(390))
  #expect(run.duration < .seconds(2))
}
