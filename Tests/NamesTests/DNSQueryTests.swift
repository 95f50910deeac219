import Bytes
import Oracles
import Testing
import Wire

@Suite struct DNSQueryTests {
  private func query(
    _ name: String, _ record: AddressRecord = .a, id: UInt16 = 0x1234, isStream: Bool = false
  ) -> [UInt8] {
    var buffer = ByteBuffer()
    var question = ByteBuffer()
    question.append(StaticBytes(name))
    buffer.append(queryFor: question, record, id: id, isStream: isStream)
    return buffer.span.array
  }

  @Test func asksForIPv4() {
    let expected = "abcd 0100 0001 0000 0000 0000 02 6462 03 6c616e 00 0001 0001"
    #expect(query("db.lan", id: 0xabcd) == [UInt8](hexadecimal: expected))
    #expect(
      query("db.lan", id: 0xabcd, isStream: true) == [UInt8](hexadecimal: "0018" + expected))
  }

  @Test func asksForIPv6() {
    #expect(
      query("a", .aaaa, id: 0)
        == [UInt8](hexadecimal: "0000 0100 0001 0000 0000 0000 01 61 00 001c 0001"))
  }

  private static let label = String(repeating: "x", count: 63)
  private static let longest =
    Array(repeating: label, count: 3).joined(separator: ".") + "."
    + String(repeating: "y", count: 61)

  @Test(arguments: ["a", "a.b", "db.lan", label, longest], [AddressRecord.a, .aaaa])
  func knowsItsQuestionInAnAnswer(name: String, record: AddressRecord) {
    let stream = query(name, record, isStream: true)
    #expect(Int(stream[0]) << 8 | Int(stream[1]) == stream.count - 2)
    var message = query(name, record)
    #expect(message == Array(stream.dropFirst(2)))
    #expect(DNSOracle.read(message, for: name, record).answer == .foreign, "an echo")
    message[2] |= 0x80
    #expect(DNSOracle.read(message, for: name, record).answer == .failed(code: 0), "a referral")
    message[3] |= 0x80
    #expect(DNSOracle.read(message, for: name, record).answer == .noData)
  }
}
