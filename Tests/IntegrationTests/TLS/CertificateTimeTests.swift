import Harness
import Testing

/// The time in which a certificate is valid: a warning, or with `--cert-days` a condition.
@Suite(.needs("root and Python's cryptography", isThere: Certificates.areAvailable))
struct CertificateTimeTests {
  /// A certificate, the option, and what is said; certificates are valid for 30 days.
  static let rows: [(certificate: String, days: Int?, text: String, isHealthy: Bool)] = [
    ("p256", nil, "certificate not verified (", true),
    ("p256", 0, "certificate not verified (", true),
    ("p256", 30, "certificate not verified (", true),
    ("p256", 31, "certificate valid for 30 days, wanted it valid for 31 days (", false),
    ("expired", nil, "certificate not verified, expired 3 days ago (", true),
    ("expired", 0, "certificate expired 3 days ago, wanted it valid (", false),
    ("expired", 7, "certificate expired 3 days ago, wanted it valid for 7 days (", false),
    ("future", nil, "certificate not verified, valid only in 5 days (", true),
    ("future", 0, "certificate valid only in 5 days, wanted it valid (", false),
    ("future", 1, "certificate valid only in 5 days, wanted it valid for 1 day (", false),
  ]

  @Test(arguments: rows)
  func time(_ certificate: String, _ days: Int?, _ text: String, _ isHealthy: Bool) throws {
    for version in ["1.3", "1.2"] {
      let options = version == "1.3" ? "-tls1_3" : "-tls1_2"
      try TLSServer.openSSL(options, certificate: certificate).serve { _ in
        let url = "tls://\(TLSServer.address)"
        let run = try probe(
          arguments: [url, "--timeout=10s"] + (days.map { ["--cert-days=\($0)"] } ?? []))
        let seen = "connected over TLS \(version), \(text)"
        let isAsExpected =
          isHealthy ? run.isHealthy(url, seen) : run.isUnhealthy(url, "tls: \(text)")
        #expect(isAsExpected, "\(run)")
      }
    }
  }
}
