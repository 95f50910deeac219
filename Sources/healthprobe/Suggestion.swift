internal import Bytes

/// What the user may have meant by a name that there is not.
enum Suggestion {
  // The most bytes of a word that is compared.
  private static var longest: Int { 31 }

  /// The error for an option of this name, with the line to ours where another program has it, or
  /// else with the nearest option where one is near.
  ///
  /// - Parameters:
  ///   - hyphens: What the user wrote before the name.
  ///   - text: The name and whatever follows it.
  static func unknownOption(_ hyphens: StaticBytes, _ text: StaticBytes) -> UsageError {
    // What follows a misspelt name may be its value, and a secret.
    let name = text[0..<nameEnd(of: text.span)]
    let given = name.isEmpty ? text : name
    var message = ByteBuffer()
    message.append("unknown option '")
    message.append(hyphens)
    message.append(given.count < text.count ? "%...'; " : "%'; ")
    if hyphens.count == 1 || name.count > 1, let hint = ForeignOptions.hint(for: name) {
      message.append("%")
      return UsageError(message.keep(), given, hint)
    }
    // Two slips, or one in a short name; more is another word. A letter has no near one.
    var search = Search(name, slips: name.count < 5 ? 1 : 2)
    if name.count > 1 {
      for place in Option.all.indices { search.compare(Option.all[place].name) }
    }
    guard let nearest = search.nearest else {
      message.append("--help lists those there are")
      return UsageError(message.keep(), given)
    }
    message.append("did you mean '--%'?")
    return UsageError(message.keep(), given, nearest)
  }

  /// Where the first byte stands that is in no option's name.
  private static func nameEnd(of text: Span<UInt8>) -> Int {
    var end = 0
    while end < text.count {
      let byte = text[end]
      guard byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      else { break }
      end += 1
    }
    return end
  }

  /// A search for the word that is nearest to another one.
  struct Search {
    private let word: StaticBytes
    private var best: UInt8
    /// The nearest word so far; of several the first, and nil where none is near.
    private(set) var nearest: StaticBytes?

    /// A search around `word`.
    ///
    /// - Parameter slips: The most slips of the finger that may lie between both.
    init(_ word: StaticBytes, slips: UInt8) {
      self.word = word
      best = slips + 1
    }

    /// Compares one more word, in lower case.
    mutating func compare(_ candidate: StaticBytes) {
      let distance = Suggestion.distance(word.span, candidate.span)
      guard distance < best else { return }
      best = distance
      nearest = candidate
    }
  }

  /// How many bytes must be added, taken away, replaced or swapped with their neighbour: the optimal
  /// string alignment distance of Damerau and Levenshtein.
  private static func distance(_ left: Span<UInt8>, _ right: Span<UInt8>) -> UInt8 {
    if left.count > longest || right.count > longest { return .max }
    var before = InlineArray<32, UInt8>(repeating: 0)
    var above = before
    for place in 0...right.count { above[place] = UInt8(truncatingIfNeeded: place) }
    for index in 0..<left.count {
      var row = InlineArray<32, UInt8>(repeating: 0)
      row[0] = UInt8(truncatingIfNeeded: index + 1)
      let byte = left[index].lowercased
      for place in 0..<right.count {
        let replaced = above[place] + (byte == right[place] ? 0 : 1)
        row[place + 1] = min(replaced, min(row[place], above[place + 1]) + 1)
        if index > 0, place > 0, byte == right[place - 1],
          left[index - 1].lowercased == right[place]
        {
          row[place + 1] = min(row[place + 1], before[place - 1] + 1)
        }
      }
      before = above
      above = row
    }
    return above[right.count]
  }
}
