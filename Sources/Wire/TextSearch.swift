internal import Bytes

/// A search for one text in a stream of which the caller hands over a bounded part.
struct TextSearch: ~Copyable {
  private let text: StaticBytes
  private var seen = ByteBuffer()

  /// Whether the text was found.
  private(set) var found = false

  /// A search for `text`; an empty one is found at once.
  init(for text: StaticBytes) {
    self.text = text
    found = text.isEmpty
  }

  /// Goes on with the bytes of the stream that come next.
  mutating func search(_ bytes: Span<UInt8>) {
    if found { return }
    var start = max(0, seen.count - text.count + 1)
    seen.append(bytes)
    while !found, start + text.count <= seen.count {
      found = seen.span.extracting(start..<start + text.count).equals(text.span)
      start += 1
    }
  }
}
