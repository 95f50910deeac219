import Harness
import Testing

/// Against nginx, which without `ssl_protocols` is a server of TLS 1.2 where it is older than 1.23.4.
@Suite(
  .serialized, .needs(program: "nginx"), .needs(program: "openssl"))
struct NginxTests {
  @Test(
    arguments: [
      ("", nil),
      ("ssl_protocols TLSv1.3;", "TLS 1.3"),
      ("ssl_protocols TLSv1.2;", "TLS 1.2"),
      ("ssl_protocols TLSv1.3; ssl_ecdh_curve prime256v1;", "TLS 1.3"),
      ("ssl_protocols TLSv1.2; ssl_ecdh_curve secp384r1:prime256v1;", "TLS 1.2"),
      ("ssl_buffer_size 1k;", nil),
      ("ssl_verify_client optional_no_ca;", nil),
    ] as [(String, String?)])
  func speaks(directives: String, version: String?) throws {
    let server = try Nginx(.rsa2048, directives)
    let outcome = Call(name: "localhost").run(path: server.path)
    #expect(outcome.failure == nil)
    #expect(outcome.version == version || version == nil && outcome.version.hasPrefix("TLS 1."))
    #expect(outcome.text.hasPrefix("HTTP/1.1 200 OK") && outcome.text.hasSuffix("fine"))
    #expect(outcome.applicationProtocol == "http/1.1")
    #expect(outcome.isClosed)
  }

  @Test(arguments: ["TLSv1.3", "TLSv1.2"])
  func readsALargeBody(version: String) throws {
    let server = try Nginx(.p256, "ssl_protocols \(version);")
    let outcome = Call(request: "GET /large HTTP/1.0\r\n\r\n").run(path: server.path)
    #expect(outcome.failure == nil && outcome.isClosed)
    #expect(outcome.response.suffix(300_000).allSatisfy { $0 == UInt8(ascii: "x") })
    #expect(outcome.response.count > 300_000)
  }

  @Test func isToldInHTTPThatACertificateIsWanted() throws {
    let server = try Nginx(
      .rsa2048,
      "ssl_verify_client on; ssl_client_certificate \(try OpenSSL.files(.rsa2048).certificate);")
    let outcome = Call().run(path: server.path)
    #expect(outcome.failure == nil)
    #expect(outcome.text.contains("400 No required SSL certificate was sent"))
  }
}
