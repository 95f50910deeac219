import Glibc
import Harness
import Testing

/// The web servers and proxies that most often end TLS, and redirects between them.
@Suite(.needs("root and Python's cryptography", isThere: Certificates.areAvailable))
struct TLSProxyTests {
  private static let url = "https://localhost:\(TLSServer.port)"

  /// nginx with directives of its own, on the TLS port and, without TLS, on port 8080.
  private static func nginx(
    _ directives: String, listen: String = ""
  ) -> TLSServer {
    let configuration = """
      user root root; daemon off; master_process off; pid FOLDER/pid; error_log stderr crit;
      events {}
      http {
        access_log off; root FOLDER;
        client_body_temp_path FOLDER/a; proxy_temp_path FOLDER/b; fastcgi_temp_path FOLDER/c;
        uwsgi_temp_path FOLDER/d; scgi_temp_path FOLDER/e;
        ssl_certificate CERTIFICATES/rsa2048.pem; ssl_certificate_key CERTIFICATES/rsa2048.key;
        server {
          listen \(TLSServer.address) ssl \(listen);
          listen unix:FOLDER/socket ssl \(listen);
          \(directives)
          location /health { return 200 "fine"; }
          location /down { return 302 http://localhost:8080/plain; }
          location /loop { return 302 http://localhost:8080/up; }
          location /token { return 200 "[$http_authorization][$http_cookie]"; }
        }
        server {
          listen 127.0.0.1:8080;
          location / { return 200 "plain"; }
          location /up { return 301 https://localhost:\(TLSServer.port)/token; }
          location /plain { return 200 "[$http_authorization][$http_cookie]"; }
        }
      }

      """
    // What is looked for is in the 64 KiB that are read of it.
    let large = [65_000, 235_000].map { String(repeating: "x", count: $0) }.joined(separator: "end")
    return TLSServer(
      command: "nginx -e stderr -c FOLDER/nginx.conf",
      files: ["nginx.conf": configuration, "large": large])
  }

  static let nginxRows: [(directives: String, verdict: String)] = [
    // TLS 1.3 only since nginx 1.23.4.
    ("", "200 OK over TLS 1."),
    ("ssl_protocols TLSv1.3;", verdict("200 OK", over: "1.3")),
    ("ssl_protocols TLSv1.2;", verdict("200 OK", over: "1.2")),
    (
      "ssl_protocols TLSv1.2; ssl_ciphers ECDHE-RSA-AES256-GCM-SHA384;",
      verdict("200 OK", over: "1.2")
    ),
    (
      "ssl_protocols TLSv1.2 TLSv1.3; ssl_ecdh_curve prime256v1;", verdict("200 OK", over: "1.3")
    ),
  ]

  @Test(.needs(program: "nginx"), arguments: nginxRows)
  func nginx(_ directives: String, _ verdict: String) throws {
    try Self.nginx(directives).serve { _ in
      let run = try probeTLS("\(Self.url)/health", "--expect=fine", "--timeout=10s")
      #expect(run.isHealthy("\(Self.url)/health", verdict), "\(run)")
      // A body in many records.
      let large = try probeTLS("\(Self.url)/large", "--expect=xend", "--timeout=10s")
      #expect(large.isHealthy("\(Self.url)/large", verdict), "\(large)")
    }
  }

  /// nginx asks, ends the handshake all the same, and says what is missing in HTTP.
  @Test(.needs(program: "nginx"), arguments: ["TLSv1.3", "TLSv1.2"])
  func clientCertificate(_ version: String) throws {
    let authority = "ssl_protocols \(version); ssl_client_certificate CERTIFICATES/p256.pem;"
    for (mode, isHealthy) in [("optional", true), ("on", false)] {
      try Self.nginx("\(authority) ssl_verify_client \(mode);").serve { _ in
        let url = "\(Self.url)/health"
        let run = try probeTLS(url, "--timeout=10s")
        let isAsExpected =
          isHealthy ? run.isHealthy(url, "200 OK") : run.isUnhealthy(url, "status 400, wanted ")
        #expect(isAsExpected, "\(run)")
        #expect(!run.err.contains("https:// checks it"), "\(run)")
      }
    }
  }

  @Test(.needs(program: "nginx"))
  func plainHTTPOnThePortOfTLS() throws {
    try Self.nginx("").serve { _ in
      let url = "http://localhost:\(TLSServer.port)/health"
      let run = try probe(url)
      #expect(run.status == 1)
      #expect(run.err.contains("400"), "\(run)")
      #expect(run.err.contains("; if the port speaks TLS, https:// checks it ("), "\(run)")
      let reverse = try probe("https://localhost:8080/")
      #expect(
        reverse.isUnhealthy(
          "https://localhost:8080/",
          "tls: the server answers in plain HTTP, not TLS; http:// checks it ("), "\(reverse)")
    }
    try TLSServer.openSSL().serve { _ in
      let url = "http://localhost:\(TLSServer.port)/"
      let run = try probe(url)
      #expect(run.status == 1)
      #expect(run.err.contains("; if the port speaks TLS, https:// checks it ("), "\(run)")
    }
  }

  /// From one to the other, both ways, on the same host: secrets stay behind.
  @Test(.needs(program: "nginx"))
  func redirects() throws {
    try Self.nginx("").serve { _ in
      let secrets = ["--user=me:hunter2", "-HCookie: a=hunter2", "--timeout=10s"]
      let rows = [
        ("http://localhost:8080/up", "200 OK after 1 redirect over TLS 1."),
        ("\(Self.url)/down", "200 OK after 1 redirect ("),
        ("\(Self.url)/loop", "200 OK after 2 redirects over TLS 1."),
      ]
      for (url, seen) in rows {
        let run = try probe(arguments: [url, "--expect=[][]"] + secrets)
        #expect(run.isHealthy(url, seen), "\(run)")
      }
      let kept = try probe(
        arguments: ["\(Self.url)/token", "--expect=[Basic bWU6aHVudGVyMg==][a=hunter2]"] + secrets)
      #expect(kept.isHealthy("\(Self.url)/token", "200 OK over TLS 1."), "\(kept)")
    }
  }

  /// A Unix socket, where the header of the PROXY protocol comes before all TLS.
  @Test(.needs(program: "nginx"))
  func unixSocketsAndProxyHeaders() throws {
    for (listen, options) in [("", []), ("proxy_protocol", ["--proxy-protocol=2"])] {
      let folder = try DataFolder()
      var server = Self.nginx("", listen: listen)
      server.files = server.files.mapValues {
        $0.replacing("unix:FOLDER/socket", with: "unix:\(folder.path)/socket")
      }
      try server.serve { _ in
        for scheme in ["https", "tls"] {
          let path = scheme == "https" ? "/health" : ""
          for url in [
            folder.target(scheme, "socket") + path,
            "\(scheme)://\(TLSServer.address)\(path)",
          ] {
            let run = try probe(arguments: [url, "--timeout=10s"] + options)
            let seen = scheme == "https" ? "200 OK" : "connected"
            #expect(run.isHealthy(url, "\(seen) over TLS 1."), "\(run)")
          }
        }
      }
    }
  }

  @Test(.needs(program: "haproxy"), arguments: ["1.3", "1.2"])
  func haproxy(_ version: String) throws {
    let configuration = """
      defaults
        mode http
        timeout client 10s
        timeout connect 10s
        timeout server 10s
      frontend tls
        bind \(TLSServer.address) ssl crt FOLDER/both.pem ssl-min-ver TLSv\(version) \
      ssl-max-ver TLSv\(version)
        http-request return status 200

      """
    let folder = try Certificates.folder
    let both = try Daemon.tool("cat", "\(folder)/p256.pem", "\(folder)/p256.key").out
    let server = TLSServer(
      command: "haproxy -f FOLDER/haproxy.cfg",
      files: ["haproxy.cfg": configuration, "both.pem": both])
    try server.serve { _ in
      let run = try probeTLS("\(Self.url)/", "--timeout=10s")
      #expect(run.isHealthy("\(Self.url)/", verdict("200 OK", over: version)), "\(run)")
    }
  }

  @Test(.needs(program: "apache2"), arguments: ["1.3", "1.2"])
  func apache(_ version: String) throws {
    let modules = ["mpm_event", "authz_core", "ssl", "socache_shmcb"].map {
      "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so\n"
    }
    let configuration = """
      \(modules.joined())ServerName localhost
      ServerRoot FOLDER
      PidFile FOLDER/pid
      ErrorLog FOLDER/error
      DefaultRuntimeDir FOLDER
      Listen \(TLSServer.address)
      DocumentRoot FOLDER/
      SSLEngine on
      SSLProtocol TLSv\(version)
      SSLCertificateFile CERTIFICATES/rsa2048.pem
      SSLCertificateKeyFile CERTIFICATES/rsa2048.key

      """
    let server = TLSServer(
      command: "apache2 -X -f FOLDER/apache.conf",
      files: ["apache.conf": configuration, "index.html": "fine"])
    try server.serve { _ in
      let run = try probeTLS("\(Self.url)/index.html", "--expect=fine", "--timeout=10s")
      #expect(run.isHealthy("\(Self.url)/index.html", verdict("200 OK", over: version)), "\(run)")
    }
  }
}
