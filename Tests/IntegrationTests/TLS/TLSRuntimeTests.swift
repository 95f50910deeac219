import Glibc
import Harness
import Testing

/// The shipped executable and the servers that come with what servers are written in: Caddy, Node
/// and Java, one outcome a row.
@Suite(.needs("root and Python's cryptography", isThere: Certificates.areAvailable))
struct TLSRuntimeTests {
  private static let files = "CERTIFICATES/rsa2048.pem CERTIFICATES/rsa2048.key"
  private static let wantsCertificate =
    "tls: the server sent alert 116 certificate_required: a client certificate is required ("

  static let caddyRows: [(setup: String, verdict: String)] = [
    ("", verdict("200 OK", over: "1.3")),
    ("protocols tls1.2 tls1.2", verdict("200 OK", over: "1.2")),
    ("curves secp256r1", verdict("200 OK", over: "1.3")),
    ("curves secp384r1", TLSServer.noSuite),
    (
      "protocols tls1.2 tls1.2 \n ciphers TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
      TLSServer.noSuite
    ),
    (
      "client_auth {\n mode require\n }",
      "tls: the server sent alert 42 bad_certificate: a client certificate is required ("
    ),
  ]

  @Test(.needs(program: "caddy"), arguments: caddyRows)
  func caddy(_ setup: String, _ verdict: String) throws {
    let configuration = """
      {
        admin off
        auto_https off
        skip_install_trust
      }
      https://localhost:\(TLSServer.port) {
        bind 127.0.0.1
        tls \(Self.files) {
          \(setup)
        }
        respond "ok"
      }

      """
    let server = TLSServer(
      command: "env XDG_CONFIG_HOME=FOLDER XDG_DATA_HOME=FOLDER"
        + " caddy run --adapter caddyfile --config FOLDER/Caddyfile",
      files: ["Caddyfile": configuration])
    try server.check(verdict)
  }

  static let nodeRows: [(options: String, verdict: String)] = [
    ("{}", verdict("200 OK", over: "1.3")),
    (#"{"maxVersion":"TLSv1.2"}"#, verdict("200 OK", over: "1.2")),
    (#"{"ecdhCurve":"prime256v1"}"#, verdict("200 OK", over: "1.3")),
    (#"{"ecdhCurve":"secp384r1"}"#, TLSServer.noSuite),
    (#"{"ciphers":"TLS_AES_256_GCM_SHA384"}"#, verdict("200 OK", over: "1.3")),
    (#"{"ciphers":"TLS_CHACHA20_POLY1305_SHA256"}"#, TLSServer.noSuite),
    (#"{"requestCert":true,"rejectUnauthorized":true}"#, wantsCertificate),
    (#"{"requestCert":true,"rejectUnauthorized":false}"#, verdict("200 OK", over: "1.3")),
  ]

  @Test(.needs(program: "node"), arguments: nodeRows)
  func node(_ options: String, _ verdict: String) throws {
    let server = TLSServer(
      command: "node \(TLSServer.scripts)/tls-node.js \(TLSServer.port) \(Self.files) \(options)")
    try server.check(verdict)
  }

  static let javaRows: [(groups: String, options: String, verdict: String)] = [
    ("x25519,secp256r1", "", verdict("200 OK", over: "1.3")),
    ("x25519,secp256r1", "protocols=TLSv1.2", verdict("200 OK", over: "1.2")),
    ("secp256r1", "", verdict("200 OK", over: "1.3")),
    // Java's alert where no group is in common.
    ("secp384r1", "", "tls: the server sent alert 10 unexpected_message ("),
    ("x25519", "suites=TLS_AES_256_GCM_SHA384", verdict("200 OK", over: "1.3")),
    ("x25519", "suites=TLS_CHACHA20_POLY1305_SHA256", TLSServer.noSuite),
  ]

  @Test(.needs(program: "java"), arguments: javaRows)
  func java(_ groups: String, _ options: String, _ verdict: String) throws {
    try Self.javaServer(groups, options).check(verdict)
  }

  /// Java changed the alert, 42 or 116, between updates of one version.
  @Test(.needs(program: "java"))
  func javaWantsCertificate() throws {
    try Self.javaServer("x25519", "client").serve { _ in
      let run = try probeTLS(TLSServer.url, "--timeout=10s")
      #expect(run.isUnhealthy(TLSServer.url, "tls: the server sent alert "), "\(run)")
      #expect(run.err.contains(": a client certificate is required ("), "\(run)")
    }
  }

  // Its own files lie in /etc: it sees the machine's in the network of the test.
  private static func javaServer(_ groups: String, _ options: String) -> TLSServer {
    TLSServer(
      command: "nsenter --mount=/proc/\(getpid())/ns/mnt java -XX:TieredStopAtLevel=1"
        + " -Djdk.tls.namedGroups=\(groups)"
        + " \(TLSServer.scripts)/TLSServer.java \(TLSServer.port) \(Self.files) \(options)")
  }
}
