internal import Bytes

/// The framing of what a PostgreSQL server says first: a byte for the kind, and the length of all
/// that follows it.
enum PostgreSQLMessage {
  /// The bytes of kind and length.
  static var headerCount: Int { 5 }

  /// How many bytes the message has whose header these bytes begin with.
  ///
  /// The bounds are libpq's.
  ///
  /// - Returns: nil where a server says no such thing before a session.
  static func count(_ bytes: Span<UInt8>) -> Int? {
    let length = bytes.bigEndian(at: 1, count: 4)
    let limit: UInt32
    switch bytes[0] {
    case UInt8(ascii: "R"): limit = 2_000
    case UInt8(ascii: "E"), UInt8(ascii: "N"), UInt8(ascii: "v"): limit = 30_000
    default: return nil
    }
    return length >= 8 && length <= limit ? Int(length) + 1 : nil
  }
}
