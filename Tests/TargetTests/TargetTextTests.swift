import Bytes
import Oracles
import Probe
import Testing
import Wire

@Suite struct TargetTextTests {
  private static func name(_ count: Int) -> String {
    let labels = Array(repeating: String(repeating: "a", count: 49), count: count / 50)
    return (labels + [String(repeating: "b", count: count % 50)]).joined(separator: ".")
  }

  static let targets: [(text: String, printed: String)] = [
    ("http://a", "http://a/"), ("HTTP://A.B/", "http://a.b/"), ("http://a:80/", "http://a/"),
    ("http://a:81", "http://a:81/"), ("http://a:00081/", "http://a:81/"), ("a", "http://a/"),
    (":8080", "http://localhost:8080/"), (":80/health", "http://localhost/health"),
    (":80?q", "http://localhost/?q"), (":1#f?g", "http://localhost:1/"),
    ("tcp://:1", "tcp://localhost:1"), ("http://:81/a", "http://localhost:81/a"),
    ("tcp:81/a", "http://tcp:81/a"), ("http:81", "http://http:81/"), ("unix:81", "http://unix:81/"),
    ("http://a?b=c", "http://a/?b=c"), ("http://a/?b#c", "http://a/?b"),
    ("http://a//b/../c?//#", "http://a//b/../c?//"), ("http://a./", "http://a./"),
    ("http://a_b-c.d/", "http://a_b-c.d/"), ("http://a/\u{e9}", "http://a/%C3%A9"),
    ("http://u:p@a/", "http://a/"), ("http://u@a/", "http://a/"), ("http://@a/", "http://a/"),
    ("http://a@b@c/", "http://c/"), ("u:p@a:81", "http://a:81/"), ("http://a/@b", "http://a/@b"),
    ("http://1.2.3.4", "http://1.2.3.4/"), ("http://[::0:1]", "http://[::1]/"),
    ("http://[fe80::1%eth0]/", "http://[fe80::1%25eth0]/"),
    ("http://[fe80::1%25eth0]/", "http://[fe80::1%25eth0]/"),
    ("http://[fe80::1%2525a]/", "http://[fe80::1%2525a]/"),
    ("tcp://[FE80::1%lo]:1", "tcp://[fe80::1%25lo]:1"),
    ("db/ready?next=http://a/", "http://db/ready?next=http://a/"),
    ("db/a://b", "http://db/a://b"), ("tcp://DB:80", "tcp://db:80"),
    ("tcp://1.2.3.4:65535", "tcp://1.2.3.4:65535"), ("unix:///run/a.sock", "unix:///run/a.sock"),
    ("unix:///a%20b%3Fc%23d%3Ae#f", "unix:///a%20b%3Fc%23d%3Ae"), ("UNIX:///%2f", "unix:////"),
    ("udp://DB:53", "udp://db:53"), ("file:/run/a", "file:///run/a"),
    ("FILE:///a%20b?max-age=1.5s", "file:///a%20b?max-age=1.5s"),
    ("pid:///run/a.pid#f", "pid:///run/a.pid"), ("fastcgi://a/ping", "fastcgi://a/ping"),
    ("fastcgi://A:9001/b?c", "fastcgi://a:9001/b?c"),
    ("fastcgi+unix://%2Fa/b.php", "fastcgi+unix://%2Fa/b.php"),
    ("unix:/run/a.sock", "unix:///run/a.sock"), ("tcp+unix://%2Fa", "tcp+unix://%2Fa"),
    ("http+unix://u:p@%2Fa/", "http+unix://%2Fa/"),
    ("http+unix://%2Frun%2fa.sock", "http+unix://%2Frun%2Fa.sock/"),
    ("HTTP+Unix://%2Fa?b#c", "http+unix://%2Fa/?b"),
    ("http://\(name(253))/", "http://\(name(253))/"),
    ("http://\(name(253))./", "http://\(name(253))./"),
    (
      "unix:///\(String(repeating: "a", count: 106))",
      "unix:///\(String(repeating: "a", count: 106))"
    ),
  ]

  @Test(arguments: targets)
  func isPrintedInItsCanonicalForm(_ text: String, _ printed: String) throws {
    let target = try Target(StaticBytes(text))
    #expect(ByteBuffer.text { target.append(to: &$0) } == printed)
    #expect(TargetOracle.violation(Array(text.utf8)) == nil)
  }

  static let malformed: [(text: String, error: TargetError)] = [
    ("", .emptyTarget), ("://a", .unknownScheme), ("htps://a/", .unknownScheme),
    ("http ://a", .unknownScheme), ("http:///", .emptyHost), ("http://u:p@/", .emptyHost),
    ("/run/a.sock", .pathAlone), ("?q", .emptyHost), ("#f", .emptyHost), ("http:///a", .emptyHost),
    ("8080", .numberAlone), ("08", .numberAlone), ("tcp:db:1", .missingSlashes),
    ("http:/a", .missingSlashes), ("tcp:", .missingSlashes), ("unix:a", .missingSlashes),
    ("http+unix:/a", .missingSlashes), ("unix+unix://%2Fa", .unknownScheme),
    ("+unix://%2Fa", .unknownScheme), ("http://unix:/run/a.sock:/b", .foreignSocket),
    ("udp://a", .missingPort), ("udp+unix://%2Fa", .unknownScheme),
    ("udp://a:1/b", .unexpectedPath),
    ("file+unix://%2Fa", .unknownScheme), ("file://a/b", .malformedPath),
    ("file:///a?", .unexpectedQuery), ("file:///a?max=1s", .unexpectedQuery),
    ("file:///a?max-age=x", .malformedDuration), ("pid:///a?max-age=1s", .unexpectedQuery),
    ("pid:a", .missingSlashes), ("fastcgi://a", .missingPath), ("fastcgi://a/", .missingPath),
    ("fastcgi+unix://%2Fa", .missingPath), ("fastcgi://u@a/b", .unexpectedCredentials),
    ("tcp://a:1/", .unexpectedPath), ("tcp://a:1/b", .unexpectedPath),
    ("tcp://a:1?b", .unexpectedQuery), ("tcp+unix://%2Fa?b", .unexpectedQuery),
    ("unix:///a?b", .unexpectedQuery), ("unix:///a b", .forbiddenByte),
    ("tcp+unix://u@%2Fa", .unexpectedCredentials), ("http://1.2.3/", .malformedIPv4),
    ("http://1.2.3.4./", .malformedIPv4),
    ("http://a.1/", .malformedIPv4), ("http://0x7f.1/", .malformedIPv4),
    ("http://[::1/", .malformedIPv6),
    ("http://[]/", .malformedIPv6), ("http://[::1%]/", .malformedIPv6),
    ("http://[%lo]/", .malformedIPv6),
    ("http://[::1%a/]/", .malformedIPv6), ("http://[::1%1234567890123456]/", .malformedIPv6),
    ("http://[1.2.3.4]/", .malformedIPv6), ("http://[::1]x/", .malformedIPv6),
    ("http://[::1%a.b]/", .malformedIPv6), ("http://./", .malformedName),
    ("http://a..b/", .malformedName), ("http://-a/", .malformedName),
    ("http://a b/", .malformedName),
    ("http://a%41/", .malformedName), ("http://\u{e9}/", .malformedName),
    ("http://\(name(254))/", .malformedName), ("http://\(name(254))./", .malformedName),
    ("http://\(String(repeating: "a", count: 64))/", .malformedName), ("tcp://a", .missingPort),
    ("http://a:/", .malformedPort), ("http://a:0/", .malformedPort),
    ("http://a:65536/", .malformedPort),
    ("http://a:1:2/", .malformedPort), ("http://a: 1/", .malformedPort),
    ("http://a/%", .malformedPercent),
    ("http://a/%4", .malformedPercent), ("http://a/?%g0", .malformedPercent),
    ("http://%@a/", .malformedPercent), ("unix:///%", .malformedPercent),
    ("http://a/ ", .forbiddenByte),
    ("http://a/\t", .forbiddenByte), ("http://a/\u{7f}", .forbiddenByte),
    ("http://a/\u{0}", .forbiddenByte),
    ("tcp://u@a:1", .unexpectedCredentials), ("tcp://@a:1", .unexpectedCredentials),
    ("unix://", .malformedPath), ("unix://a", .malformedPath),
    ("unix://a/b", .malformedPath), ("unix:///%00", .malformedPath),
    ("http+unix:///a", .malformedSocketPath),
    ("unix:///\(String(repeating: "a", count: 107))", .malformedPath),
  ]

  @Test(arguments: malformed)
  func isNoTarget(_ text: String, _ error: TargetError) {
    #expect(throws: error) { try Target(StaticBytes(text)) }
  }
}
