internal import Bytes

/// The one message of a response, a `HealthCheckResponse`, behind its prefix of five bytes.
struct GRPCMessage: ~Copyable {
  /// The bytes before a message: whether it is compressed, and its length.
  static var prefixCount: Int { 5 }
  /// The most bytes of the message; what is expected has two.
  static var limit: Int { 4 << 10 }

  // The prefix and the message, as far as they came.
  private var bytes = ByteBuffer()

  /// Whether nothing of a message has come.
  var isEmpty: Bool { bytes.isEmpty }

  /// Takes what stands at `content` in the payload of DATA.
  @inline(never)
  mutating func consume(_ frame: borrowing HTTP2Frame, _ content: Range<Int>) throws(Flaw) {
    frame.append(content, to: &bytes)
    guard bytes.count >= Self.prefixCount else { return }
    guard bytes.span[0] == 0 else {
      throw Flaw(
        bytes.span[0] == 1
          ? "compressed message, though none was asked for" : "malformed gRPC message")
    }
    guard count <= Self.limit else { throw Flaw("gRPC message over 4096 bytes") }
    guard bytes.count <= Self.prefixCount + count else { throw Flaw("more than one gRPC message") }
  }

  /// The message's length, as its prefix says it, or far more than the limit.
  private var count: Int { Int(clamping: bytes.span.bigEndian32(at: 1)) }

  /// The serving status of the whole message, its field 1; 0 where that is not there.
  @inline(never)
  func servingStatus() throws(Flaw) -> UInt32 {
    guard bytes.count >= Self.prefixCount, bytes.count == Self.prefixCount + count else {
      throw Flaw(bytes.isEmpty ? "no gRPC message" : "gRPC message cut short")
    }
    var status: UInt32 = 0
    var index = Self.prefixCount
    while index < bytes.count {
      let key = try varint(&index)
      switch key & 7 {
      case 0:
        let value = try varint(&index)
        // An enumeration has 32 bits.
        if key >> 3 == 1 { status = UInt32(truncatingIfNeeded: value) }
      case 1: index += 8
      case 2:
        let length = try varint(&index)
        guard length <= UInt64(bytes.count - index) else { throw malformed }
        index += Int(length)
      case 5: index += 4
      default: throw malformed
      }
      guard index <= bytes.count, key >> 3 > 0 else { throw malformed }
    }
    return status
  }

  /// Reads a number of the protobuf encoding: seven bits a byte, the lowest first.
  private func varint(_ index: inout Int) throws(Flaw) -> UInt64 {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while index < bytes.count, shift < 70 {
      let byte = bytes.span[index]
      index += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
    }
    throw malformed
  }

  private var malformed: Flaw { Flaw("malformed HealthCheckResponse") }
}
