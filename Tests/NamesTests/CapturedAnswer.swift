import Testing
import Wire

/// An answer as a server gave it to a query with the id 0x1234.
struct CapturedAnswer: Sendable, CustomTestStringConvertible {
  let server: String
  let name: String
  var record = AddressRecord.a
  let message: String
  let answer: DNSAnswer
  var addresses: [String] = []

  var testDescription: String { "\(server): \(record) \(name)" }

  /// The bytes of the message.
  var bytes: [UInt8] { [UInt8](hexadecimal: message) }

  /// How many bytes the header and the question take.
  var questionEnd: Int { 12 + name.utf8.count + 2 + 4 }

  static let all = [
    CapturedAnswer(
      server: "dnsmasq", name: "db.lan",
      message: "123485800001000100000000026462036c616e0000010001c00c00010001000000000004"
        + "0a000005",
      answer: .addresses, addresses: ["10.0.0.5"]),
    CapturedAnswer(
      server: "dnsmasq", name: "db.lan", record: .aaaa,
      message: "123485800001000100000000026462036c616e00001c0001c00c001c0001000000000010"
        + "fd000000000000000000000000000005",
      answer: .addresses, addresses: ["fd00::5"]),
    CapturedAnswer(
      server: "dnsmasq", name: "www.lan",
      message: "12348580000100030000000003777777036c616e0000010001c00c000500010000000000"
        + "0903617070036c616e00c02500050001000000000008026462036c616e00c03a00010001"
        + "0000000000040a000005",
      answer: .addresses, addresses: ["10.0.0.5"]),
    CapturedAnswer(
      server: "dnsmasq", name: "www.lan", record: .aaaa,
      message: "12348580000100030000000003777777036c616e00001c0001c00c000500010000000000"
        + "0903617070036c616e00c02500050001000000000008026462036c616e00c03a001c0001"
        + "000000000010fd000000000000000000000000000005",
      answer: .addresses, addresses: ["fd00::5"]),
    CapturedAnswer(
      server: "dnsmasq", name: "v4.lan", record: .aaaa,
      message: "123481800001000000000000027634036c616e00001c0001",
      answer: .noData),
    CapturedAnswer(
      server: "dnsmasq", name: "nope.lan",
      message: "123481830001000000000000046e6f7065036c616e0000010001",
      answer: .noSuchName),
    CapturedAnswer(
      server: "dnsmasq", name: "example.org",
      message: "123481850001000000000000076578616d706c65036f72670000010001",
      answer: .failed(code: 5)),
    CapturedAnswer(
      server: "dnsmasq", name: "db.lan",
      message: "123485800001000100000000024442034c614e0000010001c00c00010001000000000004"
        + "0a000005",
      answer: .addresses, addresses: ["10.0.0.5"]),
    CapturedAnswer(
      server: "unbound", name: "db.lan",
      message: "123485800001000200000000026462036c616e0000010001c00c0001000100000e100004"
        + "0a000005c00c0001000100000e1000040a000006",
      answer: .addresses, addresses: ["10.0.0.5", "10.0.0.6"]),
    CapturedAnswer(
      server: "unbound", name: "db.lan", record: .aaaa,
      message: "123485800001000100000000026462036c616e00001c0001c00c001c000100000e100010"
        + "fd000000000000000000000000000005",
      answer: .addresses, addresses: ["fd00::5"]),
    CapturedAnswer(
      server: "unbound", name: "www.zone",
      message: "12348580000100040000000003777777047a6f6e650000010001c00c000500010000003c"
        + "000603617070c010c026000500010000003c000a026462046261636bc010c03800010001"
        + "0000003c00040a000008c038000100010000003c00040a000009",
      answer: .addresses, addresses: ["10.0.0.8", "10.0.0.9"]),
    CapturedAnswer(
      server: "unbound", name: "www.zone", record: .aaaa,
      message: "12348580000100030000000003777777047a6f6e6500001c0001c00c000500010000003c"
        + "000603617070c010c026000500010000003c000a026462046261636bc010c038001c0001"
        + "0000003c0010fd000000000000000000000000000008",
      answer: .addresses, addresses: ["fd00::8"]),
    CapturedAnswer(
      server: "unbound", name: "v4.lan", record: .aaaa,
      message: "123485800001000000010000027634036c616e00001c0001c00f0006000100000005001c"
        + "0161c00f0162c00f0000000100000002000000030000000400000005",
      answer: .noData),
    CapturedAnswer(
      server: "unbound", name: "nope.lan",
      message: "123485830001000000010000046e6f7065036c616e0000010001c0110006000100000005"
        + "001c0161c0110162c0110000000100000002000000030000000400000005",
      answer: .noSuchName),
    CapturedAnswer(
      server: "unbound", name: "example.org",
      message: "123481820001000000000000076578616d706c65036f72670000010001",
      answer: .failed(code: 2)),
    CapturedAnswer(
      server: "unbound", name: "x.refuse",
      message: "1234858500010000000000000178067265667573650000010001",
      answer: .failed(code: 5)),
    CapturedAnswer(
      server: "unbound", name: "many.lan",
      message: "123487800001000000000000046d616e79036c616e0000010001",
      answer: .truncated),
  ]
}
