internal import Bytes
internal import Wire

extension Scheme {
  /// Every scheme, in the order of the help; the first is that of targets without one.
  public static let all: InlineArray<7, Scheme> = [
    Scheme(
      "http", "an HTTP response of a healthy status",
      URLForm(credentials: "[USER:PASSWORD@]", port: 80, path: "[/PATH]", query: "[?QUERY]"),
      .stream, uses: .http
    ) { url, demand in
      HTTPExchange(url, demand)
    },
    Scheme(
      "tcp", "an accepted connection",
      URLForm(port: nil), .stream, uses: .bareStream
    ) { _, demand in
      StreamExchange(demand)
    },
    Scheme(
      "unix", "an accepted connection over a Unix socket",
      URLForm(.socket, path: "/PATH"), .stream, uses: .bareStream
    ) { _, demand in
      StreamExchange(demand)
    },
    Scheme(
      "postgres", "a PostgreSQL server that accepts connections",
      URLForm(credentials: "[USER[:PASSWORD]@]", port: 5432, path: "[/DATABASE]"), .stream,
      uses: [], verify: PostgreSQLExchange.verify
    ) { url, demand in
      PostgreSQLExchange(url, demand)
    },
    Scheme(
      "postgresql", "the same",
      URLForm(credentials: "[USER[:PASSWORD]@]", port: 5432, path: "[/DATABASE]"), .stream,
      uses: [], verify: PostgreSQLExchange.verify
    ) { url, demand in
      PostgreSQLExchange(url, demand)
    },
    Scheme(
      "redis", "a PONG to a PING",
      URLForm(credentials: "[[USER]:PASSWORD@]", port: 6379), .stream, uses: [],
      verify: RedisExchange.verify
    ) { url, demand in
      RedisExchange(url, demand)
    },
    Scheme(
      "mysql", "a MySQL or MariaDB server that answers a login",
      URLForm(port: 3306), .stream, uses: []
    ) { url, demand in
      MySQLExchange(url, demand)
    },
  ]
}
