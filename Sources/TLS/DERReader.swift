internal import Bytes

/// Reads the values of a DER encoding (ITU-T X.690 §10) one after the other.
struct DERReader: ~Escapable {
  /// The identifiers that are looked for, §8.1.2.
  enum Tag: UInt8 {
    case integer = 0x02
    case bitString = 0x03
    case utcTime = 0x17
    case generalizedTime = 0x18
    case sequence = 0x30
    /// The optional version of a certificate.
    case version = 0xa0
  }

  private let bytes: Span<UInt8>
  private var index = 0

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>) {
    self.bytes = bytes
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { index == bytes.count }

  /// Whether the next value has this tag.
  func isNext(_ tag: Tag) -> Bool {
    index < bytes.count && bytes[index] == tag.rawValue
  }

  /// The contents of the next value.
  ///
  /// - Returns: nil where it has another tag, where it reaches past the end, or where its length has
  ///   more than 3 bytes or not the shortest form.
  @inline(never)
  @_lifetime(copy self)
  @_lifetime(self: copy self)
  mutating func value(_ tag: Tag) -> Span<UInt8>? {
    guard bytes.count - index >= 2, isNext(tag) else { return nil }
    var start = index + 2
    var length = Int(bytes[index + 1])
    if length >= 0x80 {
      let size = length - 0x80
      guard size >= 1, size <= 3, bytes.count - start >= size, bytes[start] != 0 else { return nil }
      length = 0
      for place in start..<start + size { length = length << 8 | Int(bytes[place]) }
      start += size
      guard length >= 0x80 else { return nil }
    }
    guard bytes.count - start >= length else { return nil }
    index = start + length
    return bytes.extracting(start..<index)
  }
}
