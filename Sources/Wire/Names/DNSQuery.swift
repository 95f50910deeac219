public import Bytes

/// The kinds of records that hold an address, by their numbers in DNS.
public enum AddressRecord: UInt16, Sendable {
  /// An IPv4 address, RFC 1035 §3.4.1.
  case a = 1
  /// An IPv6 address, RFC 3596 §2.1.
  case aaaa = 28
}

extension ByteBuffer {
  /// Appends a question to a name server, RFC 1035 §4.1.
  ///
  /// - Parameters:
  ///   - name: Labels of 1 to 63 bytes with points between them, at most 253 bytes in all.
  ///   - isStream: Whether the message's length comes first, as over TCP (RFC 1035 §4.2.2).
  public mutating func append(
    queryFor name: borrowing ByteBuffer, _ record: AddressRecord, id: UInt16, isStream: Bool
  ) {
    let name = name.span
    // Header, the name with a length byte more at its start and its end, type and class.
    if isStream { append(bigEndian: UInt16(truncatingIfNeeded: 12 + name.count + 2 + 4)) }
    append(bigEndian: id)
    let recursionDesired: UInt16 = 0x0100
    append(bigEndian: recursionDesired)
    append(bigEndian: 1)
    for _ in 0..<3 { append(bigEndian: 0) }
    var start = 0
    while start < name.count {
      let end = name.firstIndex(of: UInt8(ascii: "."), from: start)
      append(UInt8(truncatingIfNeeded: end - start))
      append(name.extracting(start..<end))
      start = end + 1
    }
    append(0)
    append(bigEndian: record.rawValue)
    append(bigEndian: 1)
  }

  private mutating func append(bigEndian value: UInt16) {
    append(UInt8(truncatingIfNeeded: value >> 8))
    append(UInt8(truncatingIfNeeded: value))
  }
}
