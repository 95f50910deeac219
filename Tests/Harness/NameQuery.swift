/// The kinds of DNS records that the tests speak of.
public enum RecordType: UInt16, Sendable {
  case a = 1
  case cname = 5
  case text = 16
  case aaaa = 28
}

/// A question that a name server received.
public struct NameQuery: Sendable {
  /// The name as it was written, without a final point.
  public let name: String
  /// What was asked for; nil for a type that no test knows.
  public let type: RecordType?
  /// The id of the message.
  public let id: UInt16
  /// The port that it came from.
  public let port: UInt16
  /// Whether it came over TCP.
  public let isStream: Bool
  /// How many of the same name, type and transport came before.
  public internal(set) var index = 0

  /// The whole message.
  let message: [UInt8]
  /// The question's bytes, which an answer repeats.
  let question: [UInt8]

  /// Reads a message; nil where it isn't one question.
  init?(_ message: [UInt8], port: UInt16, isStream: Bool) {
    guard message.count >= 12, message[2] & 0xf8 == 0, message[4] == 0, message[5] == 1 else {
      return nil
    }
    var labels: [String] = []
    var place = 12
    while place < message.count, message[place] != 0 {
      let end = place + 1 + Int(message[place])
      guard message[place] < 64, end < message.count else { return nil }
      labels.append(String(decoding: message[place + 1..<end], as: UTF8.self))
      place = end
    }
    // The class is IN.
    guard place + 5 <= message.count, message[place + 3] == 0, message[place + 4] == 1 else {
      return nil
    }
    name = labels.joined(separator: ".")
    type = RecordType(rawValue: UInt16(message[place + 1]) << 8 | UInt16(message[place + 2]))
    id = UInt16(message[0]) << 8 | UInt16(message[1])
    self.port = port
    self.isStream = isStream
    self.message = message
    question = Array(message[12..<place + 5])
  }
}
