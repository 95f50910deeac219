import Bytes
import Oracles
import Testing
import Wire

@Suite struct IPAddressTests {
  private func read(_ text: String) -> IPAddress? {
    IPAddress.parse(StaticBytes(text).span)
  }

  static let canonical: [(text: String, printed: String)] = [
    ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("127.0.0.1", "127.0.0.1"),
    ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("0:0:0:0:0:0:0:1", "::1"),
    ("2001:DB8::0001", "2001:db8::1"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
    // RFC 5952 §4.2: one zero group stays, and of two equal runs the first is shortened.
    ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"), ("1::3:4:5:6:7:8", "1:0:3:4:5:6:7:8"),
    ("1:0:0:4:0:0:7:8", "1::4:0:0:7:8"), ("1:0:0:4:0:0:0:8", "1:0:0:4::8"),
    ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ("1:2:3:4:5:6::", "1:2:3:4:5:6::"), ("::ffff:1.2.3.4", "::ffff:102:304"),
    ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("::1.2.3.4", "::102:304"),
    ("fe80::00a0", "fe80::a0"),
  ]

  @Test(arguments: canonical)
  func isPrintedInItsCanonicalForm(_ text: String, _ printed: String) throws {
    let address = try #require(read(text))
    #expect(ByteBuffer.text { $0.append(address) } == printed)
    #expect(read(printed) == address)
    #expect(address.isIPv6 == text.contains(":"))
  }

  @Test(arguments: [
    "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "01.2.3.4",
    "1.2.3.00", "1.2.3.4 ", " 1.2.3.4", "0x1.2.3.4", "1.2.3.-4", "+1.2.3.4", "1,2,3,4",
    "1.2.3.99999999999999999999", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", ":1",
    "1:", "1::2::3", "::1::", "12345::", "g::", "::1%lo", "[::1]", "1:2:3:4:5:6:7:1.2.3.4",
    "::1.2.3", "::1.2.3.4:5", "1.2.3.4::", "1:2:3:4::5:6:7:8", "::1:2:3:4:5:6:7:8", "1:::2",
    "1:2:3:4:5:6:7:8:", ":1:2:3:4:5:6:7:8", "::01.2.3.4",
  ])
  func isNoAddress(_ text: String) {
    #expect(read(text) == nil)
  }
}
