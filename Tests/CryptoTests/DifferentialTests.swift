import Crypto
import Harness
import Testing
import Vectors

/// Against OpenSSL, by way of Python's package cryptography.
@Suite(.needs("Python's cryptography", isThere: Python.has("cryptography")))
struct DifferentialTests {
  @Test func agreesWithOpenSSL() throws {
    var counts: [String: Int] = [:]
    for line in try Python.lines("oracle.py", beside: #filePath) {
      let values = line.dropFirst().map { $0 == "-" ? [] : [UInt8](hex: $0) }
      counts[line[0], default: 0] += 1
      let what = "\(line[0]) \(values.map(\.count)): \(line[1].prefix(64))"
      switch line[0] {
      case "sha256": #expect(sha(.sha256, values[0]) == values[1], "\(what)")
      case "sha384": #expect(sha(.sha384, values[0]) == values[1], "\(what)")
      case "hmac-sha256": #expect(pieces(.sha256, values[0], values[1]) == values[2], "\(what)")
      case "hmac-sha384": #expect(pieces(.sha384, values[0], values[1]) == values[2], "\(what)")
      case "gcm": checkGCM(values, what)
      case "x25519-key": #expect(x25519Key(values[0]) == values[1], "\(what)")
      case "x25519": #expect(x25519(values[0], values[1]) == values[2], "\(what)")
      case "p256-key": #expect(p256Key(values[0]) == values[1], "\(what)")
      case "p256": #expect(p256(values[0], values[1]) == values[2], "\(what)")
      default: Issue.record("unknown: \(what)")
      }
    }
    #expect(
      counts == [
        "sha256": 305, "sha384": 305, "hmac-sha256": 305, "hmac-sha384": 305, "gcm": 610,
        "x25519-key": 200, "x25519": 200, "p256-key": 210, "p256": 210,
      ])
  }

  /// In two pieces, as a transcript comes.
  private func pieces(_ function: HashFunction, _ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var code = HMAC(function, key: key.span)
    let middle = message.count / 3
    code.update(message.span.extracting(0..<middle))
    code.update(message.span.extracting(middle..<message.count))
    return code.finish().array
  }

  private func checkGCM(_ values: [[UInt8]], _ what: String) {
    let cipher = Sealing(values[0], values[1])
    let head = Array("head".utf8)
    #expect(cipher.seal(values[3], values[2], behind: head) == head + values[4], "\(what)")
    #expect(cipher.open(values[4], values[2], behind: head) == head + values[3], "\(what)")
  }
}
