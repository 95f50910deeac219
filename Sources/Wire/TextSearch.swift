internal import Bytes

/// A search for one text in a stream, of which it keeps nothing.
///
/// It is the one of Knuth, Morris and Pratt, "Fast Pattern Matching in Strings": its work is linear
/// in the stream, whatever stands there.
struct TextSearch: ~Copyable {
  /// The longest text that can be found: no stream is searched for longer.
  static var limit: Int { 64 << 10 }

  private let text: StaticBytes
  // Of each beginning of the text, how much of its end is a shorter beginning of the text; empty
  // until the first byte comes.
  private var borders = List<UInt16>()
  // How much of the text the stream's last bytes are.
  private var matched = 0

  /// Whether the text was found.
  private(set) var found = false

  /// A search for `text`; an empty one is found at once.
  init(for text: StaticBytes) {
    self.text = text
    found = text.isEmpty
  }

  /// Goes on with the bytes of the stream that come next.
  mutating func search(_ bytes: Span<UInt8>) {
    if found || text.count > Self.limit { return }
    if borders.count == 0 { findBorders() }
    for index in 0..<bytes.count {
      matched = extended(matched, by: bytes[index])
      if matched == text.count {
        found = true
        return
      }
    }
  }

  private mutating func findBorders() {
    borders.append(0)
    var border = 0
    for index in 1..<text.count {
      border = extended(border, by: text.span[index])
      borders.append(UInt16(truncatingIfNeeded: border))
    }
  }

  /// The longest beginning of the text that ends in `byte`, after one of `length` bytes.
  private func extended(_ length: Int, by byte: UInt8) -> Int {
    var length = length
    while length > 0, text.span[length] != byte { length = Int(borders[length - 1]) }
    return text.span[length] == byte ? length + 1 : length
  }
}
