internal import Bytes

/// The texts that must all come, each with a search of its own through the same stream.
struct TextSearches: ~Copyable {
  /// A list holds only what can be copied, and a search can't.
  private final class Entry {
    let text: StaticBytes
    var search: TextSearch

    init(_ text: StaticBytes) {
      self.text = text
      search = TextSearch(for: text)
    }
  }

  private var entries = List<Entry>()

  /// Searches for `texts`; where there are none, nothing is missing.
  init(for texts: borrowing List<StaticBytes>) {
    for index in 0..<texts.count { entries.append(Entry(texts[index])) }
  }

  /// Whether every text was found.
  var found: Bool { missing == nil }

  /// The first text that was not found; nil when all were.
  var missing: StaticBytes? {
    for index in 0..<entries.count {
      let entry = entries[index]
      if !entry.search.found { return entry.text }
    }
    return nil
  }

  /// Goes on with the bytes of the stream that come next.
  func search(_ bytes: Span<UInt8>) {
    for index in 0..<entries.count { entries[index].search.search(bytes) }
  }
}
