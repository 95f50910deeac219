import Glibc
import Harness
import Testing

/// A server of TLS on port 8443 of a network of its own.
struct TLSServer: Sendable, CustomTestStringConvertible {
  /// Its command, in which `CERTIFICATES` stands for the folder of the certificates and their keys,
  /// and `FOLDER` for that of its files.
  let command: String
  /// Its files by their names, in which the same words stand for the same.
  var files: [String: String] = [:]

  static let port: UInt16 = 8443
  static let address = "127.0.0.1:\(port)"
  static let url = "https://localhost:\(port)/"
  /// The reason where the server has no suite or no group of ours, by the alert that most send.
  static let noSuite =
    "tls: the server sent alert 40 handshake_failure: no cipher suite or group in common ("
  static let scripts = "\(Product.package)/Tests/Servers"

  var testDescription: String { command }

  /// Calls `body` with the process id while the server runs.
  func serve(_ body: (pid_t) throws -> Void) throws {
    let certificates = try Certificates.folder
    let etc = [
      "hosts": "127.0.0.1 localhost\n::1 localhost\n10.9.8.7 client.test\n",
      "nsswitch.conf": "hosts: files\n", "passwd": "root:x:0:0::/:/bin/sh\n",
      "group": "root:x:0:\n",
    ]
    try Namespace.run(etc: etc) {
      let folder = try DataFolder()
      let filled = { (text: String) -> String in
        text.replacing("FOLDER", with: folder.path)
          .replacing("CERTIFICATES", with: certificates)
      }
      for (name, contents) in files { _ = try folder.file(name, filled(contents)) }
      let words = filled(command).split(separator: " ").map(String.init)
      try Daemon.run(words, listeningOn: "127.0.0.1", port: Self.port, body)
    }
  }

  /// Serves one check, which must come to this: a verdict of `verdict(_:over:)`, or a reason.
  func check(_ expected: String) throws {
    try serve { _ in
      let run = try probeTLS(Self.url, "--timeout=10s")
      #expect(run.has(expected, of: Self.url), "\(run)")
    }
  }

  /// OpenSSL's server, which answers each request with a page.
  static func openSSL(_ options: String = "", certificate: String = "rsa2048") -> TLSServer {
    TLSServer(
      command: "openssl s_server -quiet -www -accept \(address) "
        + "-cert CERTIFICATES/\(certificate).pem -key CERTIFICATES/\(certificate).key \(options)")
  }

  /// The server that breaks rules, as a case of it says.
  static func hostile(_ name: String) -> TLSServer {
    TLSServer(
      command: "python3 \(scripts)/tls-hostile.py \(port) \(name) "
        + "CERTIFICATES/p256.pem CERTIFICATES/p256.key")
  }
}

/// Runs a check of that server within the 4 MiB that a check may take of address space.
func probeTLS(_ arguments: String...) throws -> Run {
  try probe(arguments: arguments, limits: [.addressSpace(4 << 20)])
}

/// What is said of a healthy server, over a version of TLS.
func verdict(_ seen: String, over version: String) -> String {
  "\(seen) over TLS \(version), certificate not verified"
}

extension Run {
  /// Whether it found a target healthy where the verdict is one of `verdict(_:over:)`, and else
  /// unhealthy for that reason.
  func has(_ verdict: String, of target: String) -> Bool {
    verdict.hasSuffix(", certificate not verified")
      ? isHealthy(target, verdict) : isUnhealthy(target, verdict)
  }
}
