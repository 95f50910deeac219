import Bytes
import Oracles
import Testing
import Wire

/// Where a `Location` leads.
@Suite struct RedirectTests {
  enum Outcome: Equatable, Sendable {
    /// A request for this target, with this value of `Host`.
    case asks(String, host: String)
    /// It is the redirect that counts.
    case counts
    /// It is followed, from plain HTTP to TLS or back.
    indirect case turns(to: Bool, Outcome)
    /// A malformed response, with this reason.
    case fails(String)
  }

  private static func outcome(
    _ location: String, from url: String, isUnix: Bool = false, isSecure: Bool = false
  ) throws -> Outcome {
    let url = try URL(http: url, isUnix: isUnix)
    let exchange = HTTPExchange(url, Demand(agent: "x"), isSecure: isSecure)
    _ = exchange.connected()
    let head = Array("HTTP/1.1 307 R\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n".utf8)
    switch exchange.receive(head.span) {
    case .reconnect(let port, let isSecureNow):
      exchange.outbox.removeAll()
      _ = exchange.connected()
      let lines = exchange.outboxText.split(separator: "\r\n").map(String.init)
      let words = lines[0].split(separator: " ")
      #expect(words.count == 3)
      let host = lines[1].dropFirst(6)
      let colon = host.lastIndex(of: ":") ?? host.endIndex
      let usual: UInt16 = isSecureNow ? 443 : 80
      #expect(port == (isUnix ? 0 : UInt16(host[colon...].dropFirst()) ?? usual))
      let asked = Outcome.asks(String(words[1]), host: String(host))
      return isSecureNow == isSecure ? asked : .turns(to: isSecureNow, asked)
    case .healthy:
      return .counts
    case .unhealthy(.response):
      return .fails(ByteBuffer.text { $0.append(exchange.report) })
    default:
      Issue.record("undecided")
      return .counts
    }
  }

  /// RFC 3986 §5.4.1 and §5.4.2, seen from `http://a/b/c/d;p?q`, but for those with a host `g`.
  static let examples: [(reference: String, target: String)] = [
    ("g", "/b/c/g"), ("./g", "/b/c/g"), ("g/", "/b/c/g/"), ("/g", "/g"), ("?y", "/b/c/d;p?y"),
    ("g?y", "/b/c/g?y"), ("#s", "/b/c/d;p?q"), ("g#s", "/b/c/g"), ("g?y#s", "/b/c/g?y"),
    (";x", "/b/c/;x"), ("g;x", "/b/c/g;x"), ("g;x?y#s", "/b/c/g;x?y"), (".", "/b/c/"),
    ("./", "/b/c/"), ("..", "/b/"), ("../", "/b/"), ("../g", "/b/g"), ("../..", "/"),
    ("../../", "/"), ("../../g", "/g"),
    ("../../../g", "/g"), ("../../../../g", "/g"), ("/./g", "/g"), ("/../g", "/g"),
    ("g.", "/b/c/g."), (".g", "/b/c/.g"), ("g..", "/b/c/g.."), ("..g", "/b/c/..g"),
    ("./../g", "/b/g"), ("./g/.", "/b/c/g/"), ("g/./h", "/b/c/g/h"), ("g/../h", "/b/c/h"),
    ("g;x=1/./y", "/b/c/g;x=1/y"), ("g;x=1/../y", "/b/c/y"), ("g?y/./x", "/b/c/g?y/./x"),
    ("g?y/../x", "/b/c/g?y/../x"), ("g#s/./x", "/b/c/g"), ("g#s/../x", "/b/c/g"),
  ]

  @Test(arguments: examples)
  func example(_ reference: String, _ target: String) throws {
    #expect(try Self.outcome(reference, from: "a/b/c/d;p?q") == .asks(target, host: "a"))
  }

  @Test(arguments: ["g:h", "//g", "http://g", "//g?y"])
  func exampleOfAnotherPlace(_ reference: String) throws {
    #expect(try Self.outcome(reference, from: "a/b/c/d;p?q") == .counts)
  }

  private static func here(_ location: String, _ target: String) -> (String, Outcome) {
    (location, .asks(target, host: "host:81"))
  }

  private static func wrong(_ location: String, _ shown: String, _ reason: String) -> (
    String, Outcome
  ) {
    (location, .fails("redirect to '\(shown)': \(reason)"))
  }

  private static let badScheme = "malformed scheme; wanted http://HOST, https://HOST or a path"
  private static let badPort = "malformed port; wanted 1 to 65535"
  private static let noHost =
    "empty host; wanted a name, an IPv4 address or an [IPv6] address"
  private static let badName =
    "malformed host name; wanted labels of 1 to 63 letters, digits, '-' and '_', 253 in all"

  /// Seen from `http://Host:81/a/b/c?d`.
  static let locations: [(location: String, outcome: Outcome)] = [
    here("/x", "/x"), here("x", "/a/b/x"), here("x/", "/a/b/x/"), here("?x", "/a/b/c?x"),
    here("?", "/a/b/c?"), here("#f", "/a/b/c?d"), here("x?y#z", "/a/b/x?y"), here("./x", "/a/b/x"),
    here("/x:y", "/x:y"), here("?x:y", "/a/b/c?x:y"), here("x/y:z", "/a/b/x/y:z"),
    here("//HOST:81", "/"), here("//host:81?x", "/?x"), here("http://host:81/x#y", "/x"),
    here("http://u:p@host:81/x", "/x"), here("http://host:81/a/../../b/./c/..", "/b/"),
    here("//host:81/..", "/"), here("/a//../b", "/a/b"), here("/a/b//", "/a/b//"),
    here("..//x", "/a//x"), here("/.../x", "/.../x"), here("/.", "/"), here("/..", "/"),
    here("/x?../y", "/x?../y"), here("../c?../d", "/a/c?../d"),
    ("//host", .asks("/", host: "host")), ("http://host/", .asks("/", host: "host")),
    ("HTTP://host:80?x", .asks("/?x", host: "host")),
    ("http://host:/x", .asks("/x", host: "host")), ("//host:", .asks("/", host: "host")),
    ("http://u:p@host:/x", .asks("/x", host: "host")),
    ("http://host:65535/", .asks("/", host: "host:65535")),
    ("http://host:00082/", .asks("/", host: "host:82")),

    here("/status page", "/status%20page"), here("a b c", "/a/b/a%20b%20c"),
    here("/x?y z", "/x?y%20z"), here("/a\tb", "/a%09b"), here("/\u{1}", "/%01"),
    here("/\u{7f}", "/%7F"), here("/\u{e9}", "/%C3%A9"), here("/100%", "/100%25"),
    here("/%4", "/%254"), here("/%zz", "/%25zz"), here("/%%41", "/%25%41"), here("/%c3", "/%c3"),
    here("/\"<>\\^`{|}", "/%22%3C%3E%5C%5E%60%7B%7C%7D"), here("/?a[]=1", "/?a%5B%5D=1"),
    here("/-._~!$&'()*+,;=:@", "/-._~!$&'()*+,;=:@"), here("/?-._~/?", "/?-._~/?"),
    here("/x #y z", "/x%20"), here("..\\x", "/a/b/..%5Cx"), here("/%2e%2E/x", "/%2e%2E/x"),
    here("./127.0.0.1:8080/x", "/a/b/127.0.0.1:8080/x"), here("./:x", "/a/b/:x"),
    here("http//host/", "/a/b/http//host/"), here("//u:%@host:81/x", "/x"),
    here("//u v@host:81/x", "/x"),

    ("https://host:81/", .turns(to: true, .asks("/", host: "host:81"))),
    ("HTTPS://host", .turns(to: true, .asks("/", host: "host"))),
    ("https://host:80/x", .turns(to: true, .asks("/x", host: "host:80"))),
    ("https://host:443/x", .turns(to: true, .asks("/x", host: "host"))),
    ("https://other/", .counts), wrong("https:", "https:", noHost),
    ("x:y", .counts),
    ("ftp://host:81/", .counts), ("mailto:a@host", .counts), ("localhost:8080/x", .counts),
    ("a+b-c.1:x", .counts),
    ("http+unix://host/", .counts), ("http://other/", .counts), ("//other:81/x", .counts),
    ("http://host.:81/", .counts), ("http://1.2.3.4/", .counts), ("http://[::1]:81/", .counts),
    ("http://h\u{f6}st/", .counts), ("http://h\u{f6}st:x/", .counts),
    ("http://host@other:81/", .counts), ("", .counts), (" \t", .counts),

    wrong("127.0.0.1:8080/x", "127.0.0.1:8080/x", badScheme), wrong(":x", ":x", badScheme),
    wrong("my_host:8080/x", "my_host:8080/x", badScheme), wrong("1:", "1:", badScheme),
    wrong("://host/", "://host/", badScheme), wrong("[::1]:81/", "[::1]:81/", badScheme),
    wrong("http ://host/", "http ://host/", badScheme),
    wrong("http:x", "http:x", noHost), wrong("http:/x", "http:/x", noHost),
    wrong("http:", "http:", noHost), wrong("HTTP:?x", "HTTP:?x", noHost),
    wrong("http://", "http://", noHost), wrong("http:///x", "http:///x", noHost),
    wrong("//", "//", noHost), wrong("///x", "///x", noHost), wrong("//:81/", "//:81/", noHost),
    wrong("http://:/", "http://:/", noHost), wrong("http://u:p@/x", "/x", noHost),
    wrong("http://host:99999/", "http://host:99999/", badPort),
    wrong("http://host:0/", "http://host:0/", badPort),
    wrong("http://host:x/", "http://host:x/", badPort),
    wrong("http://other:x/", "http://other:x/", badPort),
    wrong("http://host::/", "http://host::/", badPort),
    wrong("http://host: 81/", "http://host: 81/", badPort),
    wrong("http://u:p@host:x/", "host:x/", badPort),
    wrong("http://ho st/", "http://ho st/", badName),
    wrong("http://${HOST}/", "http://${HOST}/", badName),
    wrong("http://ho%20st/", "http://ho%20st/", badName),
    wrong(
      "http://[::1/", "http://[::1/", "malformed IPv6 address; wanted one in brackets, as [::1]"),
    wrong(
      "http://1.2.3/", "http://1.2.3/", "malformed IPv4 address; wanted four numbers from 0 to 255"),
    wrong("http:/u:p@x", "x", noHost),
  ]

  /// Seen from `https://host/a`.
  static let fromTLS: [(location: String, outcome: Outcome)] = [
    ("/x", .asks("/x", host: "host")), ("//host:8443/", .asks("/", host: "host:8443")),
    ("//host:443/", .asks("/", host: "host")), ("https://host:80/", .asks("/", host: "host:80")),
    ("http://host/", .turns(to: false, .asks("/", host: "host"))),
    ("http://host:443/", .turns(to: false, .asks("/", host: "host:443"))),
  ]

  @Test(arguments: fromTLS)
  func locationFromTLS(_ location: String, _ outcome: Outcome) throws {
    #expect(try Self.outcome(location, from: "host:443/a", isSecure: true) == outcome)
  }

  @Test(arguments: locations)
  func location(_ location: String, _ outcome: Outcome) throws {
    #expect(try Self.outcome(location, from: "Host:81/a/b/c?d") == outcome)
  }

  @Test(arguments: [
    ("127.0.0.1:81", "http://127.0.0.1:81/x", "127.0.0.1:81"),
    ("[::1]:81", "//[0::1]:81/x", "[::1]:81"),
    ("[::1]:81", "//[::1]:/x", "[::1]"), ("[fe80::1%25lo]", "//[fe80::1]/x", "[fe80::1]"),
    ("[fe80::1%25lo]", "//[fe80::1%lo]/x", "[fe80::1]"),
  ])
  func address(_ url: String, _ location: String, _ host: String) throws {
    #expect(try Self.outcome(location, from: url) == .asks("/x", host: host))
  }

  /// Bases with slashes and dots where they are no part of a path, or stay in it.
  @Test(
    arguments: [
      ("a/b?c/d", "x", "/x"), ("a?c/d", "x", "/x"), ("a/b?c/d", "?x", "/b?x"), ("a", "x", "/x"),
      ("a", "?x", "/?x"), ("a?b", "", nil), ("a/b/./c/../d", "?x", "/b/./c/../d?x"),
      ("a/b/./c/../d", "x", "/b/x"), ("a//b", "../x", "/x"), ("a/b#c/d", "x", "/x"),
      ("a/b?c#d", "#x", "/b?c"),
    ] as [(String, String, String?)])
  func base(_ url: String, _ location: String, _ target: String?) throws {
    let outcome = try Self.outcome(location, from: url)
    #expect(outcome == target.map { .asks($0, host: "a") } ?? .counts)
  }

  /// Over a Unix socket it is the host that the server answers for; there is no port to turn to.
  @Test(
    arguments: [
      ("/x", .asks("/x", host: "localhost")), ("../x", .asks("/x", host: "localhost")),
      ("http://localhost/x", .asks("/x", host: "localhost")),
      ("http://LocalHost:80/x", .asks("/x", host: "localhost")),
      ("//localhost:/x", .asks("/x", host: "localhost")), ("http://localhost:81/x", .counts),
      ("http://127.0.0.1/x", .counts), ("http+unix://%2Frun%2Fa.sock/x", .counts),
      ("http://localhost:x/", .fails("redirect to 'http://localhost:x/': \(badPort)")),
    ] as [(String, Outcome)])
  func overUnixSocket(_ location: String, _ outcome: Outcome) throws {
    #expect(try Self.outcome(location, from: "%2Frun%2Fa.sock/a", isUnix: true) == outcome)
  }

  /// Locations one after the other, and the credentials that each request has.
  static let credentials: [(locations: [String], credentials: [String])] = [
    (["/x", "//host:81/y"], ["u:p", "u:p", "u:p"]),
    (["//host:82/x"], ["u:p", ""]), (["//host:82/x", "y"], ["u:p", "", ""]),
    (["//host:82/x", "//host:81/"], ["u:p", "", ""]),
    (["//host/x"], ["u:p", ""]), (["//v:q@host:81/x", "y"], ["u:p", "v:q", "v:q"]),
    (["//v:q@host:82/x", "y"], ["u:p", "v:q", "v:q"]),
    (["//v:q@host:82/x", "//host:81/"], ["u:p", "v:q", ""]),
    (["//v:q@host:81/", "//w@host:81/"], ["u:p", "v:q", "w:"]),
    (["//@host:81/"], ["u:p", "u:p"]), (["//v:q@other:81/"], ["u:p"]),
  ]

  @Test(arguments: credentials, [true, false])
  func secrets(_ chain: (locations: [String], credentials: [String]), _ areOfURL: Bool) throws {
    let demand = Demand(agent: "x")
    if !areOfURL { demand.credentials = "u:p" }
    let url = try URL(http: areOfURL ? "u:p@host:81/" : "host:81/")
    let exchange = HTTPExchange(url, demand)
    var found: [String] = []
    for location in chain.locations + [""] {
      exchange.outbox.removeAll()
      _ = exchange.connected()
      let lines = exchange.outboxText.split(separator: "\r\n")
      let line = lines.first { $0.hasPrefix("Authorization: Basic ") }
      found.append(try line.map { try Self.decoded(base64: $0.dropFirst(21)) } ?? "")
      let head = Array("HTTP/1.1 302 R\r\nLocation: \(location)\r\n\r\n".utf8)
      guard case .reconnect = exchange.receive(head.span) else { break }
    }
    #expect(found == chain.credentials)
  }

  private static func decoded(base64 text: Substring) throws -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var bits = 0
    var count = 0
    var bytes: [UInt8] = []
    for digit in text where digit != "=" {
      bits = bits << 6 | (try #require(digits.firstIndex(of: digit)))
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let room = String(repeating: "x", count: (8 << 10) - "/a/b/".utf8.count)

  /// What counts is the target as it would be sent.
  @Test(arguments: [
    (room, "/a/b/\(room)"), ("./../b/\(room)", "/a/b/\(room)"),
    ("/a/b/\(room)#\(room)", "/a/b/\(room)"), ("//a/a/b/\(room)", "/a/b/\(room)"),
  ])
  func longestTarget(_ location: String, _ target: String) throws {
    #expect(try Self.outcome(location, from: "a/a/b/c") == .asks(target, host: "a"))
  }

  @Test(arguments: [
    "\(room)x", "/a/b/\(room)x", "/\(room)?a/bx", "?a/\(room)", "//a/a/b/\(room)x",
    "/\(String(repeating: "\u{e9}", count: 1366))", "/\(String(repeating: "%", count: 2731))",
    "\(String(repeating: "x", count: 60_000))",
  ])
  func tooLongTarget(_ location: String) throws {
    let outcome = try Self.outcome(location, from: "a/a/b/c")
    var reason = ""
    if case .fails(let text) = outcome { reason = text }
    #expect(reason.hasPrefix("redirect to '"))
    #expect(reason.hasSuffix("...': request target over 8192 bytes"))
  }
}
