/// A search for one text in a stream, by Knuth, Morris and Pratt: the stream is read once and none
/// of it is kept.
final class TextSearch {
  private let text: [UInt8]
  // For each prefix of the text, the length of its longest proper prefix that is its suffix too.
  private var borders: [Int]
  private var matched = 0

  /// Whether the text was found.
  var found: Bool { matched == text.count }

  /// A search for `text`, which has at least one byte.
  init(for text: [UInt8]) {
    self.text = text
    borders = [Int](repeating: 0, count: text.count)
    // Searching the text in itself finds its own borders.
    var index = 1
    while index < text.count {
      advance(text[index])
      borders[index] = matched
      index += 1
    }
    matched = 0
  }

  /// Goes on with the bytes of the stream that come next.
  func search(_ bytes: Span<UInt8>) {
    var index = 0
    while index < bytes.count, !found {
      advance(bytes[index])
      index += 1
    }
  }

  @inline(never)
  private func advance(_ byte: UInt8) {
    while matched > 0, text[matched] != byte { matched = borders[matched - 1] }
    if text[matched] == byte { matched += 1 }
  }
}
