internal import Bytes
internal import Wire

extension Scheme {
  /// Every scheme, in the order of the help; the first is that of targets without one.
  public static let all: InlineArray<_, Scheme> = [
    Scheme(
      "http", "an HTTP response of a healthy status",
      URLForm(credentials: "[USER:PASSWORD@]", port: 80, path: "[/PATH]", query: "[?QUERY]"),
      .stream, uses: .http | .tls
    ) { url, demand in
      HTTPExchange(url, demand)
    },
    Scheme(
      "https", "the same over TLS: encrypted, not authenticated",
      URLForm(credentials: "[USER:PASSWORD@]", port: 443, path: "[/PATH]", query: "[?QUERY]"),
      .stream, tls: "http/1.1", uses: .http | .tls
    ) { url, demand in
      HTTPExchange(url, demand, isSecure: true)
    },
    Scheme(
      "tcp", "an accepted connection",
      URLForm(port: nil), .stream, uses: .bareStream
    ) { _, demand in
      StreamExchange(demand)
    },
    Scheme(
      "tls", "a TLS handshake: encrypted, not authenticated",
      URLForm(port: nil), .stream, tls: "", uses: .bareStream | .tls
    ) { _, demand in
      StreamExchange(demand)
    },
    Scheme(
      "udp", "a datagram that comes back, or none that is refused",
      URLForm(port: nil), .datagram, uses: .send | .expect
    ) { _, demand in
      DatagramExchange(demand)
    },
    Scheme(
      "unix", "an accepted connection over a Unix socket",
      URLForm(.socket, path: "/PATH"), .stream, uses: .bareStream
    ) { _, demand in
      StreamExchange(demand)
    },
    Scheme(
      "grpc", "grpc.health.v1.Health/Check answers SERVING",
      URLForm(port: nil, path: "[/SERVICE]"), .stream, uses: .header | .proxyProtocol,
      verify: GRPCExchange.verify
    ) { url, demand in
      GRPCExchange(url, demand)
    },
    Scheme(
      "grpcs", "the same over TLS: encrypted, not authenticated",
      URLForm(port: nil, path: "[/SERVICE]"), .stream, tls: "h2",
      uses: .header | .proxyProtocol | .tls, verify: GRPCExchange.verify
    ) { url, demand in
      GRPCExchange(url, demand, isSecure: true)
    },
    Scheme(
      "postgres", "a PostgreSQL server that accepts connections",
      URLForm(credentials: "[USER[:PASSWORD]@]", port: 5432, path: "[/DATABASE]"), .stream,
      uses: .proxyProtocol, verify: PostgreSQLExchange.verify
    ) { url, demand in
      PostgreSQLExchange(url, demand)
    },
    Scheme(
      "postgresql", "the same",
      URLForm(credentials: "[USER[:PASSWORD]@]", port: 5432, path: "[/DATABASE]"), .stream,
      uses: .proxyProtocol, verify: PostgreSQLExchange.verify
    ) { url, demand in
      PostgreSQLExchange(url, demand)
    },
    Scheme(
      "redis", "a PONG to a PING",
      URLForm(credentials: "[[USER]:PASSWORD@]", port: 6379), .stream, uses: .proxyProtocol,
      verify: RedisExchange.verify
    ) { url, demand in
      RedisExchange(url, demand)
    },
    Scheme(
      "rediss", "the same over TLS: encrypted, not authenticated",
      URLForm(credentials: "[[USER]:PASSWORD@]", port: 6379), .stream, tls: "",
      uses: .proxyProtocol | .tls, verify: RedisExchange.verify
    ) { url, demand in
      RedisExchange(url, demand)
    },
    Scheme(
      "mysql", "a MySQL or MariaDB server that answers a login",
      URLForm(port: 3306), .stream, uses: .proxyProtocol
    ) { url, demand in
      MySQLExchange(url, demand)
    },
    Scheme(
      "fastcgi", "a CGI response of a healthy status",
      URLForm(port: 9000, path: "/PATH", query: "[?QUERY]"), .stream,
      uses: .method | .header | .status | .expect | .expectJSON | .proxyProtocol
    ) { url, demand in
      FastCGIExchange(url, demand)
    },
    Scheme(
      "file", "a file that exists, changed within max-age",
      URLForm(.file, path: "/PATH", query: "[?max-age=30s]"), .nothing, uses: .none,
      verify: FileExchange.verify
    ) { url, _ in
      FileExchange(url)
    },
    Scheme(
      "pid", "a process that exists, named by a file",
      URLForm(.file, path: "/PATH"), .nothing, uses: .none
    ) { url, _ in
      ProcessExchange(url)
    },
  ]
}
