import Bytes
import Wire

/// Rules for what a message from a name server may be taken for.
public enum DNSOracle {
  /// What a message says, and the addresses it adds to those of `before`.
  public static func read(
    _ message: [UInt8], for name: String, _ record: AddressRecord = .a, id: UInt16 = 0x1234,
    before: [IPAddress] = []
  ) -> (answer: DNSAnswer, addresses: [String]) {
    var addresses = List<IPAddress>()
    for address in before { addresses.append(address) }
    var question = ByteBuffer()
    question.append(StaticBytes(name))
    let answer = DNSAnswer(message.span, to: question, record, id: id, &addresses)
    return (
      answer,
      (0..<addresses.count).map { index in ByteBuffer.text { $0.append(addresses[index]) } }
    )
  }

  /// What is wrong with how a message is read, as an answer to the question that it repeats; nil
  /// when all is right.
  public static func violation(_ message: [UInt8]) -> String? {
    let id = message.prefix(2).reduce(0) { $0 << 8 | UInt16($1) }
    let name = question(message) ?? "db.lan"
    for record in [AddressRecord.a, .aaaa] {
      let (answer, addresses) = read(message, for: name, record, id: id)
      if (answer == .addresses) == addresses.isEmpty { return "\(answer) with \(addresses)" }
      // The smallest record has 12 bytes besides its address.
      if addresses.count > message.count / 16 { return "\(addresses.count) addresses" }
      if read(message, for: name, record, id: id ^ 1).answer != .foreign { return "a foreign id" }
      // Only a bare header may tell of an error without the question.
      if message.count > 12, read(message, for: "x" + name, record, id: id).answer != .foreign {
        return "a foreign name"
      }
      let later = read(message, for: name, record, id: id, before: [IPAddress(ipv6: 0, 1)])
      if later != (answer, ["::1"] + addresses) { return "\(later) after another kind's" }
      if [.addresses, .noData].contains(answer) {
        let longer = read(message + [0xc0, 12], for: name, record, id: id)
        if longer != (answer, addresses) { return "\(longer) with more behind it" }
      }
    }
    return nil
  }

  /// The name in the question of a message; nil where it has none that could be asked for.
  private static func question(_ message: [UInt8]) -> String? {
    var labels: [String] = []
    var rest = message.dropFirst(12)
    while let size = rest.popFirst(), size > 0 {
      let label = rest.prefix(Int(size))
      guard size < 64, label.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ".") })
      else { return nil }
      labels.append(String(decoding: label, as: UTF8.self))
      rest = rest.dropFirst(Int(size))
    }
    let name = labels.joined(separator: ".")
    return labels.isEmpty || name.utf8.count > 253 ? nil : name
  }
}
