/// Bytes meant for a reader: literals, numbers, and foreign bytes that were made harmless.
///
/// It stands in for `String`, whose Unicode tables would more than double the executable. Foreign
/// bytes enter only through ``append(escaping:limit:)``, so a text never holds a control byte that
/// a server or an argument chose.
public struct Text: Sendable {
  /// The text's bytes, in the order written.
  public internal(set) var bytes: [UInt8] = []

  /// An empty text.
  public init() {}

  /// Whether nothing was written yet.
  public var isEmpty: Bool { bytes.isEmpty }

  /// Appends the bytes of a literal.
  @inlinable @inline(__always)
  public mutating func append(_ literal: StaticString) {
    unsafe append(literal.utf8Start, literal.utf8CodeUnitCount)
  }

  @usableFromInline @inline(never)
  mutating func append(_ start: UnsafePointer<UInt8>, _ count: Int) {
    unsafe bytes.append(start, count)
  }

  /// Appends another text.
  @inline(never)
  public static func += (left: inout Text, right: Text) {
    left.bytes.append(contentsOf: right.bytes)
  }

  /// Appends a number in decimal.
  public mutating func append(_ number: Int) {
    bytes.append(decimal: number)
  }

  /// Appends foreign bytes: those that are not printable ASCII as `\xHH`, and `...` in place of what
  /// is past `limit` bytes of `foreign`.
  @inline(never)
  public mutating func append(escaping foreign: Span<UInt8>, limit: Int) {
    for index in 0..<min(foreign.count, limit) {
      let byte = foreign[index]
      if byte.isControl || byte >= 0x80 {
        append("\\x")
        bytes.push(UInt8.hexDigit(byte >> 4))
        bytes.push(UInt8.hexDigit(byte))
      } else {
        bytes.push(byte)
      }
    }
    if foreign.count > limit { append("...") }
  }
}
