import Harness
import Testing

/// The shipped executable and the servers of OpenSSL, GnuTLS, Python and Go: one outcome a row.
@Suite(.needs("root and Python's cryptography", isThere: Certificates.areAvailable))
struct TLSInteropTests {
  private static let noVersion =
    "tls: the server sent alert 70 protocol_version: no TLS version in common ("

  /// Certificates of each kind: a chain of three, and one of 16 KB that no record holds.
  @Test(arguments: ["rsa2048", "rsa4096", "p256", "p384", "ed25519", "chain", "large"])
  func certificates(_ name: String) throws {
    let chain = name == "chain" ? "-cert_chain CERTIFICATES/chain.pem" : ""
    for version in ["1.3", "1.2"] {
      let options = "\(chain) -tls\(version == "1.3" ? "1_3" : "1_2")"
      let server = TLSServer.openSSL(options, certificate: name)
      // In TLS 1.2 a certificate's curve must be one that the client offers for the key exchange,
      // RFC 8422 §5.1.1; P-384 is none of those.
      let isRefused = name == "p384" && version == "1.2"
      try server.check(isRefused ? TLSServer.noSuite : verdict("200 ok", over: version))
    }
  }

  static let openSSLRows: [(options: String, verdict: String)] = [
    ("", verdict("200 ok", over: "1.3")),
    ("-groups P-256", verdict("200 ok", over: "1.3")),
    ("-tls1_2 -groups P-256", verdict("200 ok", over: "1.2")),
    ("-groups P-384", TLSServer.noSuite),
    ("-tls1_3 -ciphersuites TLS_AES_256_GCM_SHA384", verdict("200 ok", over: "1.3")),
    ("-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384", verdict("200 ok", over: "1.2")),
    ("-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256", TLSServer.noSuite),
    ("-tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305", TLSServer.noSuite),
    ("-tls1_2 -cipher ECDHE-RSA-AES128-SHA256", TLSServer.noSuite),
    ("-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256", TLSServer.noSuite),
    ("-tls1_2 -cipher AES128-GCM-SHA256", TLSServer.noSuite),
    ("-tls1_1 -cipher ALL@SECLEVEL=0", noVersion),
    ("-tls1_3 -psk abcd -nocert", TLSServer.noSuite),
    ("-verify 1", verdict("200 ok", over: "1.3")),
    ("-tls1_2 -verify 1", verdict("200 ok", over: "1.2")),
    (
      "-Verify 1",
      "tls: the server sent alert 116 certificate_required: a client certificate is required ("
    ),
    (
      "-tls1_2 -Verify 1",
      "tls: the server sent alert 40 handshake_failure: a client certificate is required ("
    ),
    // Cookies in a HelloRetryRequest, small records, and a server without CCS records.
    ("-stateless", verdict("200 ok", over: "1.3")),
    ("-max_send_frag 512", verdict("200 ok", over: "1.3")),
    ("-tls1_2 -max_send_frag 512", verdict("200 ok", over: "1.2")),
    ("-record_padding 4096", verdict("200 ok", over: "1.3")),
    ("-num_tickets 20", verdict("200 ok", over: "1.3")),
    ("-no_middlebox", verdict("200 ok", over: "1.3")),
    (
      "-alpn h2",
      "tls: the server sent alert 120 no_application_protocol: no application protocol in common ("
    ),
  ]

  @Test(arguments: openSSLRows)
  func openSSL(_ options: String, _ verdict: String) throws {
    try TLSServer.openSSL(options).check(verdict)
  }

  @Test func serverName() throws {
    let names = "-cert2 CERTIFICATES/p256.pem -key2 CERTIFICATES/p256.key -servername_fatal"
    try TLSServer.openSSL("-servername other.test \(names)").serve { _ in
      let refused = try probeTLS(TLSServer.url)
      let reason = "tls: the server sent alert 112 unrecognized_name: the server has no such name ("
      #expect(refused.isUnhealthy(TLSServer.url, reason), "\(refused)")
      let named = try probeTLS(TLSServer.url, "--server-name=other.test")
      #expect(named.isHealthy(TLSServer.url, verdict("200 ok", over: "1.3")), "\(named)")
      // An address is no name, RFC 6066 §3: none is sent.
      let address = "https://\(TLSServer.address)/"
      #expect(try probeTLS(address).isHealthy(address, verdict("200 ok", over: "1.3")))
    }
  }

  static let gnuTLSRows: [(priority: String, options: String, verdict: String)] = [
    ("NORMAL", "", verdict("200 OK", over: "1.3")),
    ("NORMAL:-VERS-ALL:+VERS-TLS1.2", "", verdict("200 OK", over: "1.2")),
    ("NORMAL:-GROUP-ALL:+GROUP-SECP256R1", "", verdict("200 OK", over: "1.3")),
    ("NORMAL:-CIPHER-ALL:+AES-256-GCM", "", verdict("200 OK", over: "1.3")),
    ("NORMAL:-CIPHER-ALL:+CHACHA20-POLY1305", "", TLSServer.noSuite),
    ("NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-CBC", "", TLSServer.noSuite),
    // It takes no notice of the versions before it fails to find a suite.
    ("NORMAL:-VERS-ALL:+VERS-TLS1.1", "", TLSServer.noSuite),
    (
      "NORMAL", "--require-client-cert",
      "tls: the server sent alert 116 certificate_required: a client certificate is required ("
    ),
  ]

  @Test(.needs(program: "gnutls-serv"), arguments: gnuTLSRows)
  func gnuTLS(_ priority: String, _ options: String, _ verdict: String) throws {
    let server = TLSServer(
      command: "gnutls-serv --quiet --http --port=\(TLSServer.port) --priority=\(priority) "
        + (options.isEmpty ? "--disable-client-cert " : "\(options) ")
        + "--x509certfile=CERTIFICATES/rsa2048.pem --x509keyfile=CERTIFICATES/rsa2048.key")
    try server.check(verdict)
  }

  static let pythonRows: [(setup: String, verdict: String)] = [
    ("", verdict("200 OK", over: "1.3")),
    ("c.maximum_version=ssl.TLSVersion.TLSv1_2", verdict("200 OK", over: "1.2")),
    ("c.set_ecdh_curve('prime256v1')", verdict("200 OK", over: "1.3")),
    (
      "c.verify_mode=ssl.CERT_REQUIRED",
      "tls: the server sent alert 116 certificate_required: a client certificate is required ("
    ),
  ]

  @Test(arguments: pythonRows)
  func python(_ setup: String, _ verdict: String) throws {
    let script = """
      import http.server, ssl
      c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      c.load_cert_chain('CERTIFICATES/rsa2048.pem', 'CERTIFICATES/rsa2048.key')
      \(setup)
      class Handler(http.server.SimpleHTTPRequestHandler):
          def log_message(self, *arguments): pass
      s = http.server.ThreadingHTTPServer(('127.0.0.1', \(TLSServer.port)), Handler)
      s.socket = c.wrap_socket(s.socket, server_side=True, do_handshake_on_connect=False)
      s.serve_forever()

      """
    let server = TLSServer(command: "python3 FOLDER/server.py", files: ["server.py": script])
    try server.check(verdict)
  }

  static let goRows: [(setup: String, verdict: String)] = [
    ("", verdict("200 OK", over: "1.3")),
    ("tls12", verdict("200 OK", over: "1.2")),
    ("p256", verdict("200 OK", over: "1.3")),
    ("p384", TLSServer.noSuite),
    (
      "require",
      "tls: the server sent alert 42 bad_certificate: a client certificate is required ("
    ),
  ]

  @Test(.needs("Go", isThere: GoProgram.isInstalled), arguments: goRows)
  func go(_ setup: String, _ verdict: String) throws {
    let program = try GoProgram.build("Tests/Servers/tls-go")
    let files = "CERTIFICATES/p256.pem CERTIFICATES/p256.key"
    try TLSServer(command: "\(program) \(TLSServer.address) \(files) \(setup)").check(verdict)
  }
}
