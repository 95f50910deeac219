internal import Bytes

/// A search for one text in a stream of which the caller hands over a bounded part.
struct TextSearch {
  private let text: [UInt8]
  private var seen: [UInt8] = []

  /// Whether the text was found.
  private(set) var found = false

  /// A search for `text`, which has at least one byte; nil finds itself at once.
  init(for text: [UInt8]?) {
    self.text = text ?? []
    found = text == nil
  }

  /// Goes on with the bytes of the stream that come next.
  mutating func search(_ bytes: Span<UInt8>) {
    if found { return }
    var start = max(0, seen.count - text.count + 1)
    seen.append(bytes)
    let seen = seen
    while !found, start + text.count <= seen.count {
      found = seen.span.extracting(start..<start + text.count).equals(text.span)
      start += 1
    }
  }
}
