import Harness
import Testing

/// A server of TLS 1.3 that breaks rules, is slow, or does not come to an end: no check of it is
/// late, or takes more than 4 MiB.
@Suite(.needs("root and Python's cryptography", isThere: Certificates.areAvailable))
struct TLSHostileTests {
  private static let url = "https://\(TLSServer.address)/"

  /// What the server does after its first message, and the reason that the check gives.
  static let breaches: [(name: String, reason: String)] = [
    ("bad-mac-handshake", "tls: bad record MAC ("),
    ("wrong-finished", "tls: a wrong Finished message ("),
    ("long-message", "tls: a handshake message over 64 KiB ("),
    ("change-cipher-specs", "tls: too many records without contents ("),
    ("handshake-warnings", "tls: an unprotected record after the key exchange ("),
    ("silent", "tls: timed out after "),
    ("drip", "tls: timed out after "),
    ("bad-mac", "tls: bad record MAC ("),
    ("tickets", "tls: too many records without contents ("),
    ("key-updates", "tls: too many records without contents ("),
    ("empty-records", "tls: too many records without contents ("),
    ("warnings", "tls: too many records without contents ("),
    ("alert", "tls: the server sent alert 80 internal_error ("),
    ("interim-responses", "response: status line and headers over 65536 bytes ("),
    ("endless-header", "response: status line and headers over 65536 bytes ("),
    ("drip-body", "receive: timed out after "),
    ("no-answer", "receive: connection closed without a response ("),
    ("short-length", "receive: connection closed within the body ("),
    // Whoever cuts the connection could have cut the body as well.
    ("close", "receive: connection closed without TLS's close_notify ("),
  ]

  @Test(arguments: breaches)
  func unhealthy(_ name: String, _ reason: String) throws {
    try TLSServer.hostile(name).serve { _ in
      let run = try probeTLS(Self.url, "--timeout=1500ms")
      #expect(run.isUnhealthy(Self.url, reason), "\(run)")
      #expect(run.duration < .seconds(5))
    }
  }

  /// Handshakes in which one message is broken, and all else is signed and finished as it was sent.
  static let brokenMessages: [(reason: String, cases: [String])] = [
    (
      "tls: a malformed handshake message (",
      [
        "server-hello.empty", "server-hello.short", "server-hello.long", "server-hello.says-less",
        "encrypted-extensions.empty", "encrypted-extensions.short", "encrypted-extensions.long",
        "encrypted-extensions.says-more", "encrypted-extensions.says-less",
        "certificate.empty", "certificate.short", "certificate.long", "certificate.says-more",
        "certificate.says-less", "certificate-verify.empty", "certificate-verify.short",
        "certificate-verify.long", "certificate-verify.says-more", "certificate-verify.says-less",
      ]
    ),
    (
      "tls: an unexpected handshake message (",
      [
        "server-hello.unknown", "server-hello.request",
        "encrypted-extensions.missing", "encrypted-extensions.twice",
        "encrypted-extensions.unknown", "encrypted-extensions.request", "certificate.missing",
        "certificate.twice", "certificate.early", "certificate.unknown", "certificate.request",
        "certificate-verify.missing", "certificate-verify.twice", "certificate-verify.early",
        "certificate-verify.unknown", "certificate-verify.request", "finished.early",
        "finished.unknown", "finished.request",
      ]
    ),
    (
      "tls: an unprotected record after the key exchange (",
      [
        "server-hello.twice", "server-hello.unprotected", "encrypted-extensions.unprotected",
        "certificate.unprotected", "certificate-verify.unprotected", "finished.unprotected",
      ]
    ),
    (
      "tls: a wrong Finished message (", ["finished.empty", "finished.short", "finished.long"]
    ),
    (
      "tls: a record with messages under two keys (", ["finished.twice", "finished.says-less"]
    ),
    (
      "tls: data within the handshake (", ["server-hello.missing", "server-hello.says-more"]
    ),
    // There might be more to come.
    ("tls: timed out after ", ["finished.missing", "finished.says-more"]),
  ]

  @Test func isBroken() throws {
    try TLSServer.hostile("breach").serve { _ in
      for (reason, cases) in Self.brokenMessages {
        let timeout = reason.contains("timed out") ? "500ms" : "10s"
        for name in cases {
          let run = try probeTLS(Self.url, "--timeout=\(timeout)", "--server-name=\(name).test")
          #expect(run.isUnhealthy(Self.url, reason), "\(name): \(run)")
          #expect(run.duration < .seconds(5))
        }
      }
    }
  }

  /// Bodies whose end is known, whatever the connection's end looks like.
  @Test(arguments: ["ok", "close-notify", "close-length", "close-chunked"])
  func healthy(_ name: String) throws {
    try TLSServer.hostile(name).serve { _ in
      let run = try probeTLS(Self.url, "--timeout=10s")
      #expect(run.isHealthy(Self.url, verdict("200 OK", over: "1.3")), "\(run)")
    }
  }

  /// A body without an end can't be searched to its end.
  @Test func endlessBody() throws {
    try TLSServer.hostile("endless-body").serve { _ in
      let run = try probeTLS(Self.url, "--expect=y", "--timeout=10s")
      #expect(run.status == 1)
      #expect(run.err.contains(": expect: "), "\(run)")
    }
  }

  /// The server's nth connection ends after n bytes, whichever those are.
  @Test func cutAtEveryByte() throws {
    try TLSServer.hostile("cut").serve { _ in
      var count = 0
      var last: Run
      repeat {
        count += 1
        last = try probeTLS(Self.url, "--timeout=10s")
        let isCut = [": tls: connection closed ", ": receive: "].contains { last.err.contains($0) }
        #expect(last.status == 0 || isCut, "after \(count) bytes: \(last)")
      } while last.end == .exited(1) && count < 2000
      #expect(last.isHealthy(Self.url, verdict("200 OK", over: "1.3")), "\(last)")
      #expect(count > 500)
    }
  }
}
