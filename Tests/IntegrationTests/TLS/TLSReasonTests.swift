import Harness
import Testing

/// What goes wrong before there is TLS, and what is said of it.
@Suite struct TLSReasonTests {
  private static let alert: [UInt8] = [21, 3, 3, 0, 2, 2]

  /// What answers a ClientHello, and the reason.
  static let answers: [(script: [Step], reason: String)] = [
    (
      .answerHello("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
      "tls: the server answers in plain HTTP, not TLS; http:// checks it ("
    ),
    (.answerHello("SSH-2.0-OpenSSH_9.2\r\n"), "tls: the server does not speak TLS ("),
    (.answerHello("-ERR unknown command\r\n"), "tls: the server does not speak TLS ("),
    (.answerHello(""), "tls: connection closed in answer to the TLS handshake ("),
    (.answerHello("\u{16}\u{3}\u{3}"), "tls: connection closed within the TLS handshake ("),
    (.answerHello("\u{16}\u{3}\u{3}\0\u{4}\u{2}\0"), "tls: connection closed within the TLS "),
    ([.receiveRecord, .reset], "tls: connection reset"),
    ([.hold], "tls: timed out after "),
  ]

  @Test(arguments: answers)
  func answer(_ script: [Step], _ reason: String) throws {
    let server = try Server(.ipv4, script)
    for scheme in ["https", "tls", "grpcs", "rediss"] {
      let url = "\(scheme)://\(server.address)\(scheme == "https" ? "/" : "")"
      let run = try probe("--timeout=500ms", url, limits: [.addressSpace(4 << 20)])
      #expect(run.isUnhealthy(url, reason), "\(run)")
      #expect(run.duration < .seconds(5))
    }
  }

  /// Alerts in answer to a ClientHello, by their numbers.
  static let alerts: [(code: UInt8, text: String)] = [
    (0, "0 close_notify"), (10, "10 unexpected_message"),
    (40, "40 handshake_failure: no cipher suite or group in common"),
    (42, "42 bad_certificate"), (47, "47 illegal_parameter"), (50, "50 decode_error"),
    (70, "70 protocol_version: no TLS version in common"), (71, "71 insufficient_security"),
    (80, "80 internal_error"), (86, "86 inappropriate_fallback"),
    (112, "112 unrecognized_name: the server has no such name"),
    (116, "116 certificate_required: a client certificate is required"),
    (120, "120 no_application_protocol: no application protocol in common"), (255, "255"),
  ]

  @Test(arguments: alerts)
  func alert(_ code: UInt8, _ text: String) throws {
    let server = try Server(.ipv4, [.receiveRecord, .sendBytes(Self.alert + [code]), .hold])
    let url = "tls://\(server.address)"
    let run = try probe(url)
    #expect(run.isUnhealthy(url, "tls: the server sent alert \(text) ("), "\(run)")
  }

  /// Secrets over TLS to another machine are refused before anything is sent, and go where nobody
  /// is between, or where that is asked for.
  static let secrets: [[String]] = [
    ["https://me:hunter2@HOST/"], ["https://HOST/", "--user=me:hunter2"],
    ["https://HOST/", "-HAuthorization: Bearer hunter2"], ["https://HOST/", "-HCookie: a=hunter2"],
    ["rediss://:hunter2@HOST"], ["grpcs://HOST:1", "-HAuthorization: Bearer hunter2"],
  ]

  @Test(arguments: secrets)
  func secret(_ arguments: [String]) throws {
    func check(_ host: String, _ more: String...) throws -> Run {
      let arguments = arguments.map { $0.replacing("HOST", with: host) }
      let run = try probe(arguments: arguments + ["--timeout=300ms"] + more)
      #expect(!run.all.contains("hunter2"), "\(run)")
      return run
    }
    for host in ["192.0.2.1", "[2001:db8::1]", "other.test", "localhost.test", "10.127.0.1"] {
      let run = try check(host)
      #expect(run.status == 1)
      #expect(run.err.contains("secrets over TLS that is not authenticated"), "\(run)")
      #expect(run.err.contains("; wanted --insecure-secrets, or none"), "\(run)")
      let risked = try check(host, "--insecure-secrets")
      #expect(risked.status == 1)
      #expect(risked.err.hasPrefix("unhealthy "), "\(risked)")
    }
    for host in ["localhost", "127.0.0.1", "127.255.0.9", "[::1]"] {
      let run = try check(host)
      #expect(run.err.hasPrefix("unhealthy "), "\(run)")
    }
  }

  @Test func secretsOfUnixSockets() throws {
    let place = try Place(.unix)
    let url = place.url("/").replacing("http+unix", with: "https+unix")
    let run = try probe(url, "--user=me:hunter2")
    #expect(run.err.hasPrefix("unhealthy \(url): connect: connection refused ("), "\(run)")
  }

  /// Options that no target can use are refused.
  @Test(arguments: ["--server-name=a.test", "--cert-days=7", "--insecure-secrets"])
  func uselessOption(_ option: String) throws {
    let run = try probe(option, "tcp://127.0.0.1:1")
    #expect(run.status == 1)
    #expect(run.err.contains(option.prefix { $0 != "=" }), "\(run)")
    #expect(!run.err.hasPrefix("unhealthy"), "\(run)")
  }

  @Test(
    arguments: [
      "--cert-days=-1", "--cert-days=36501", "--cert-days=x", "--cert-days=", "--server-name=",
      "--server-name=127.0.0.1", "--server-name=[::1]", "--server-name=a b",
    ])
  func wrongValue(_ option: String) throws {
    let run = try probe(option, "tls://127.0.0.1:1")
    #expect(run.status == 1)
    let wanted = option.hasPrefix("--cert") ? "a whole number from 0 to 36500" : "a host name"
    #expect(run.err.contains("wanted \(wanted)"), "\(run)")
  }
}

extension [Step] {
  /// Receives a client's hello and answers so, then closes.
  fileprivate static func answerHello(_ text: String) -> [Step] {
    [.receiveRecord, .send(text), .close]
  }
}
