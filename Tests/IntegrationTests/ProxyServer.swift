import Harness

/// HAProxy and nginx of Debian in the network of the caller, some of whose ports want a header of
/// the PROXY protocol on each connection.
enum ProxyServer {
  /// Calls `body` while HAProxy runs: HTTP on port 8001, and on 8002 without a header; behind it
  /// Redis on port 8003 and PostgreSQL on port 8004.
  static func withHAProxy(_ body: () throws -> Void) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file(
      "haproxy.cfg",
      """
      defaults
        timeout client 5s
        timeout server 5s
        timeout connect 5s
      frontend http
        mode http
        bind 127.0.0.1:8001 accept-proxy
        bind [::1]:8001 accept-proxy
        http-request redirect location /fine code 302 if { path /moved }
        http-request redirect location http://127.0.0.1:8002/fine code 302 if { path /other }
        http-request return status 200 content-type text/plain string fine
      frontend plain
        mode http
        bind 127.0.0.1:8002
        http-request return status 200 content-type text/plain string fine
      listen redis
        mode tcp
        bind 127.0.0.1:8003 accept-proxy
        server redis 127.0.0.1:6379
      listen postgres
        mode tcp
        bind 127.0.0.1:8004 accept-proxy
        server postgres 127.0.0.1:5432

      """)
    try Daemon.run(["haproxy", "-db", "-f", file], listeningOn: "127.0.0.1", port: 8002, body)
  }

  /// Calls `body` while nginx runs: HTTP on port 8011, and on 8012 without a header.
  static func withNginx(_ body: () throws -> Void) throws {
    let folder = try DataFolder()
    let file = try folder.file(
      "nginx.conf",
      """
      daemon off; master_process off; user root root; pid pid; error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi; scgi_temp_path scgi;
        server {
          listen 127.0.0.1:8011 proxy_protocol;
          listen [::1]:8011 proxy_protocol;
          absolute_redirect off;
          location / { return 200 "fine"; }
          location /moved { return 302 /fine; }
          location /other { return 302 http://127.0.0.1:8012/fine; }
        }
        server {
          listen 127.0.0.1:8012;
          location / { return 200 "fine"; }
        }
      }

      """)
    try Daemon.run(
      ["nginx", "-e", "stderr", "-p", folder.path, "-c", file], listeningOn: "127.0.0.1",
      port: 8012, body)
  }

  /// The files that nginx and databases look for in `/etc`.
  static let etc = [
    "hosts": "127.0.0.1 localhost\n::1 localhost\n10.9.8.7 client.test\n",
    "nsswitch.conf": "hosts: files\n", "group": "root:x:0:\n",
    "passwd": "root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n",
  ]
}
