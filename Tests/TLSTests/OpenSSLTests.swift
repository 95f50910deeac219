import Foundation
import Harness
import Testing

/// Against OpenSSL's server.
@Suite(.serialized, .needs(program: "openssl"))
struct OpenSSLTests {
  @Test(arguments: OpenSSL.Key.allCases, ["-tls1_3", "-tls1_2"])
  func speaksWithEachKindOfCertificate(key: OpenSSL.Key, version: String) throws {
    // In TLS 1.2 the groups that are offered stand for certificates as well, RFC 8422 §5.1.1.
    if key == .p384, version == "-tls1_2" { return }
    let outcome = try Call().run(key, [version])
    #expect(outcome.failure == nil)
    #expect(outcome.version == (version == "-tls1_3" ? "TLS 1.3" : "TLS 1.2"))
    #expect(outcome.text.hasPrefix("HTTP/1.0 200 ok"))
    #expect(outcome.isClosed)
  }

  @Test(arguments: [
    (["-groups", "P-256"], "TLS 1.3"),
    (["-groups", "P-256", "-tls1_2"], "TLS 1.2"),
    (["-groups", "P-384:P-256"], "TLS 1.3"),
    (["-ciphersuites", "TLS_AES_256_GCM_SHA384"], "TLS 1.3"),
    (["-ciphersuites", "TLS_AES_256_GCM_SHA384", "-groups", "P-256"], "TLS 1.3"),
    (["-tls1_2", "-cipher", "ECDHE-RSA-AES256-GCM-SHA384"], "TLS 1.2"),
    (["-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256", "-groups", "X25519"], "TLS 1.2"),
    (["-split_send_frag", "512", "-max_send_frag", "512"], "TLS 1.3"),
    (["-record_padding", "512"], "TLS 1.3"),
    (["-no_middlebox"], "TLS 1.3"),
    (["-verify", "1"], "TLS 1.3"),
    (["-verify", "1", "-tls1_2"], "TLS 1.2"),
    (["-no_ticket"], "TLS 1.3"),
    (["-num_tickets", "20"], "TLS 1.3"),
    (["-alpn", "http/1.1"], "TLS 1.3"),
    (["-alpn", "http/1.1", "-tls1_2"], "TLS 1.2"),
    (["-legacy_renegotiation", "-tls1_2"], "TLS 1.2"),
    (["-bugs"], "TLS 1.3"),
  ])
  func speaksHowever(arguments: [String], version: String) throws {
    let outcome = try Call(name: "localhost").run(.rsa2048, arguments)
    #expect(outcome.failure == nil)
    #expect(outcome.version == version)
    #expect(outcome.text.hasPrefix("HTTP/1.0 200 ok"))
    #expect(outcome.isClosed)
    #expect(outcome.applicationProtocol == (arguments.contains("-alpn") ? "http/1.1" : ""))
  }

  @Test(arguments: [
    (
      ["-groups", "P-384"],
      "the server sent alert 40 handshake_failure: no cipher suite or group in common"
    ),
    (
      ["-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA256"],
      "the server sent alert 40 handshake_failure: no cipher suite or group in common"
    ),
    (
      ["-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256"],
      "the server sent alert 40 handshake_failure: no cipher suite or group in common"
    ),
    (
      ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"],
      "the server sent alert 70 protocol_version: no TLS version in common"
    ),
    (
      ["-Verify", "1"],
      "the server sent alert 116 certificate_required: a client certificate is required"
    ),
    (
      ["-Verify", "1", "-tls1_2"],
      "the server sent alert 40 handshake_failure: a client certificate is required"
    ),
    (
      ["-alpn", "h2"],
      "the server sent alert 120 no_application_protocol: no application protocol in common"
    ),
  ])
  func saysWhyNot(arguments: [String], failure: String) throws {
    #expect(try Call().run(.rsa2048, arguments).failure == failure)
  }

  @Test func readsTheValidityAsOpenSSL() throws {
    for key in OpenSSL.Key.allCases {
      let outcome = try Call().run(key)
      let certificate = try OpenSSL.files(key).certificate
      let text = try OpenSSL.run(["x509", "-in", certificate, "-noout", "-dates"])
      #expect(text.contains("notBefore=\(Self.date(outcome.notBefore))"))
      #expect(text.contains("notAfter=\(Self.date(outcome.notAfter))"))
    }
  }

  private static func date(_ seconds: Int64) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "MMM d HH:mm:ss yyyy 'GMT'"
    let date = format.string(from: Date(timeIntervalSince1970: TimeInterval(seconds)))
    // OpenSSL pads the day with a space.
    return date.dropFirst(5).first == " " ? date.prefix(4) + " " + date.dropFirst(4) : date
  }
}
