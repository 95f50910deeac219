import Oracles
import Testing
import Wire

@Suite struct ResolverConfigurationTests {
  @Test(arguments: [
    ("", ["127.0.0.1"]),
    ("# nothing\n; here\n\n", ["127.0.0.1"]),
    ("nameserver 10.0.0.2\n", ["10.0.0.2"]),
    ("nameserver 10.0.0.2", ["10.0.0.2"]),
    ("nameserver\t10.0.0.2 \r\n nameserver fd00::2\r\n", ["10.0.0.2", "fd00::2"]),
    ("nameserver fe80::1%eth0\n", ["fe80::1%eth0"]),
    ("nameserver fe80::1%\n", ["fe80::1"]),
    ("nameserver 10.0.0.2 10.0.0.3\nsearch %a\n", ["10.0.0.2"]),
    ("nameserver 10.0.0.2 # first\nnameserver 10.0.0.3;x\n", ["10.0.0.2"]),
    ("#nameserver 10.0.0.2\n;nameserver 10.0.0.3\n", ["127.0.0.1"]),
    ("nameserver\nnameserver x\nnameserver 10.0.0\nnameserver # 10.0.0.2\n", ["127.0.0.1"]),
    ("nameserver\n10.0.0.2\n", ["127.0.0.1"]),
    ("nameservers 10.0.0.2\nname server\nsortlist 10.0.0.2\n", ["127.0.0.1"]),
    (
      "nameserver 10.0.0.1\nnameserver 10.0.0.2\nnameserver 10.0.0.3\nnameserver 10.0.0.4\n",
      ["10.0.0.1", "10.0.0.2", "10.0.0.3"]
    ),
  ])
  func readsNameServers(file: String, expected: [String]) {
    #expect(ResolverOracle.servers(Array(file.utf8)) == expected)
  }

  // The points, the timeout and the attempts, whose 0 is as many as there is time for.
  @Test(arguments: [
    ("", [1, 5, 0]),
    ("options ndots:5 timeout:1 attempts:3\n", [5, 1, 3]),
    ("options ndots:5\noptions timeout:1\n", [5, 1, 0]),
    ("options ndots:0 rotate edns0 trust-ad\n", [0, 5, 0]),
    ("options ndots:99 timeout:99 attempts:99\n", [15, 30, 5]),
    ("options timeout:0 attempts:0\n", [1, 1, 1]),
    ("options ndots: ndots:x ndots:-1 ndots:2x ndots timeout\n", [1, 5, 0]),
    ("options ndots:99999999999999999999999\n", [1, 5, 0]),
    ("ndots:3\n", [1, 5, 0]),
    ("options\nndots:3\n", [1, 5, 0]),
  ])
  func readsOptions(file: String, expected: [Int]) {
    let bytes = Array(file.utf8)
    let configuration = ResolverConfiguration(bytes.span)
    #expect([configuration.dots, configuration.timeout, configuration.attempts ?? 0] == expected)
  }

  @Test func readsWordsInAnyOrder() {
    var random = Random(seed: 1)
    let words = [
      "nameserver", "search", "options", "domain", "ndots:", ".", "%", "\n", " ", "#", "1", "::",
      "\0",
    ]
    for _ in 0..<5000 {
      let file = (0..<Int.random(in: 0..<20, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }.joined()
      #expect(ResolverOracle.violation(Array(file.utf8)) == nil)
    }
  }
}
