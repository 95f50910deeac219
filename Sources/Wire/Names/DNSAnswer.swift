public import Bytes

/// What a message from a name server says to one question.
public enum DNSAnswer: Equatable, Sendable {
  /// Nothing: it answers another question, or is none of DNS.
  case foreign
  /// The name has addresses of the kind.
  case addresses
  /// The name exists and has no address of the kind.
  case noData
  /// The name does not exist, NXDOMAIN.
  case noSuchName
  /// The answer is too long for a datagram: ask over TCP.
  case truncated
  /// The server has no answer, with the code that it gives, RFC 1035 §4.1.1; 0 where it has no
  /// authority over the name and asks no other server.
  case failed(code: UInt8)
  /// It answers the question, but with broken records.
  case malformed

  // How often the records are gone through for the sake of aliases that stand out of order.
  private static var mostPasses: Int { 17 }

  /// Reads a message.
  ///
  /// - Parameters:
  ///   - message: Without the length that comes first over TCP.
  ///   - name: The name that was asked for.
  ///   - addresses: Gets the addresses, and nothing where the answer is any other.
  public init(
    _ message: Span<UInt8>, to name: borrowing ByteBuffer, _ record: AddressRecord, id: UInt16,
    _ addresses: inout List<IPAddress>
  ) {
    let message = DNSMessage(bytes: message)
    // A response to a standard query.
    guard message.bytes.count >= 12, message.number(at: 0) == id,
      message.bytes[2] & 0xf8 == 0x80
    else {
      self = .foreign
      return
    }
    let code = message.bytes[3] & 0x0f
    if message.number(at: 4) == 0, code != 0, message.bytes.count == 12 {
      // Some servers that can't even read a question do not repeat it.
      self = .failed(code: code)
      return
    }
    guard message.number(at: 4) == 1, let end = message.question(name.span),
      end + 4 <= message.bytes.count, message.number(at: end) == record.rawValue,
      message.number(at: end + 2) == 1
    else {
      self = .foreign
      return
    }
    if message.bytes[2] & 0x02 != 0 {
      self = .truncated
    } else if code == 3 {
      self = .noSuchName
    } else if code != 0 {
      self = .failed(code: code)
    } else {
      self = Self.readRecords(message, from: end + 4, record, &addresses)
    }
  }

  /// Reads the answer section: the addresses of the name, or of the name that it is an alias of.
  ///
  /// Any number of aliases that stand in order, as servers send them, are followed in one pass, as by
  /// glibc; others take a pass more each.
  private static func readRecords(
    _ message: DNSMessage, from start: Int, _ record: AddressRecord,
    _ addresses: inout List<IPAddress>
  ) -> DNSAnswer {
    var found = List<IPAddress>()
    // Where the name stands that is looked for: first in the question.
    var owner = 12
    var room = DNSMessage.mostFollowed
    for _ in 0..<mostPasses {
      var isAlias = false
      var index = start
      for _ in 0..<message.number(at: 6) {
        let ownerStart = index
        guard let fields = message.end(ofNameAt: index), fields + 10 <= message.bytes.count else {
          return .malformed
        }
        let data = fields + 10
        let size = Int(message.number(at: fields + 8))
        index = data + size
        guard index <= message.bytes.count,
          let isOwner = message.isSameName(ownerStart, owner, &room)
        else { return .malformed }
        guard isOwner, message.number(at: fields + 2) == 1 else { continue }
        let type = message.number(at: fields)
        if type == record.rawValue {
          guard let address = message.address(at: data, size, record) else { return .malformed }
          found.append(address)
        } else if type == 5, found.count == 0 {
          guard let end = message.end(ofNameAt: data), end <= index else { return .malformed }
          owner = data
          isAlias = true
        }
      }
      if found.count > 0 {
        for index in 0..<found.count { addresses.append(found[index]) }
        return .addresses
      }
      if !isAlias { return message.isReferral ? .failed(code: 0) : .noData }
    }
    return .malformed
  }
}
