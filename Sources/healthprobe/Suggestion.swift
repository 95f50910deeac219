internal import Bytes

/// What the user may have meant by an option that there is not.
enum Suggestion {
  // The most bytes of a word that is compared.
  private static var longest: Int { 31 }

  /// The error for `--name`, with the nearest option where one is near.
  static func unknownOption(_ name: StaticBytes) -> UsageError {
    var nearest: StaticBytes?
    // Two slips, or one in a short name; more is another word.
    var best: UInt8 = name.count < 5 ? 2 : 3
    for place in Option.all.indices {
      let candidate = Option.all[place].name
      let distance = distance(name.span, candidate.span)
      if distance < best {
        best = distance
        nearest = candidate
      }
    }
    guard let nearest else {
      return UsageError("unknown option '--%'; --help lists those there are", name)
    }
    return UsageError("unknown option '--%'; did you mean '--%'?", name, nearest)
  }

  /// How many bytes must be added, taken away or replaced: the Levenshtein distance.
  private static func distance(_ left: Span<UInt8>, _ right: Span<UInt8>) -> UInt8 {
    if left.count > longest || right.count > longest { return .max }
    var row = InlineArray<32, UInt8>(repeating: 0)
    for place in 0...right.count { row[place] = UInt8(truncatingIfNeeded: place) }
    for index in 0..<left.count {
      var diagonal = row[0]
      row[0] += 1
      for place in 0..<right.count {
        let replaced = diagonal + (left[index].lowercased == right[place] ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(replaced, min(row[place], diagonal) + 1)
      }
    }
    return row[right.count]
  }
}
