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

  /// Appends foreign bytes: control bytes and what is not UTF-8 as `\xHH`, and `...` in place of
  /// what is past `limit`.
  ///
  /// - Parameter limit: The most bytes of `foreign` to show; a character is never split.
  @inline(never)
  public mutating func append(escaping foreign: Span<UInt8>, limit: Int) {
    var index = 0
    while index < foreign.count {
      let length = printableLength(in: foreign, at: index)
      guard index + max(length, 1) <= limit else {
        bytes.append("...")
        return
      }
      if length == 0 {
        bytes.append("\\x")
        bytes.push(UInt8.hexDigit(foreign[index] >> 4))
        bytes.push(UInt8.hexDigit(foreign[index]))
        index += 1
      } else {
        bytes.append(foreign.extracting(index..<index + length))
        index += length
      }
    }
  }
}

/// The length of the printable character at `index`, 1 to 4 bytes; 0 where there is none.
///
/// Controls of the C1 range (U+0080 to U+009F) drive terminals too, so they are not printable.
/// Well-formedness follows table 3-7 of the Unicode Standard.
private func printableLength(in bytes: Span<UInt8>, at index: Int) -> Int {
  let first = bytes[index]
  if first < 0x80 { return first.isControl ? 0 : 1 }
  let length: Int
  var second: ClosedRange<UInt8> = 0x80...0xbf
  switch first {
  case 0xc2:
    length = 2
    second = 0xa0...0xbf
  case 0xc3...0xdf: length = 2
  case 0xe0:
    length = 3
    second = 0xa0...0xbf
  case 0xed:
    length = 3
    second = 0x80...0x9f
  case 0xe1...0xef: length = 3
  case 0xf0:
    length = 4
    second = 0x90...0xbf
  case 0xf1...0xf3: length = 4
  case 0xf4:
    length = 4
    second = 0x80...0x8f
  default: return 0
  }
  guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
  var next = index + 2
  while next < index + length {
    guard bytes[next] & 0xc0 == 0x80 else { return 0 }
    next += 1
  }
  return length
}
