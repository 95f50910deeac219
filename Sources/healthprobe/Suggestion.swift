internal import Bytes

/// What the user may have meant by an option that there is not.
enum Suggestion {
  /// The error for `--name`, with the nearest option where one is near.
  static func unknownOption(_ name: [UInt8]) -> Text {
    var nearest: [UInt8]?
    // Two slips, or one in a short name; more is another word.
    var best: UInt8 = name.count < 5 ? 2 : 3
    for place in Option.all.indices {
      let candidate = Option.all[place].name
      let distance = distance(name, candidate)
      if distance < best {
        best = distance
        nearest = candidate
      }
    }
    let unknown: Text = "unknown option '--\(escaping: name, limit: 40)'"
    guard let nearest else { return "\(unknown); --help lists those there are" }
    return "\(unknown); did you mean '--\(escaping: nearest, limit: 32)'?"
  }

  /// How many bytes must be added, taken away or replaced: the Levenshtein distance.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> UInt8 {
    if left.count > 32 { return .max }
    var row: [UInt8] = []
    for place in 0...UInt8(right.count) { row.push(place) }
    for byte in left {
      var diagonal = row[0]
      row[0] += 1
      for place in 0..<right.count {
        let replaced = diagonal + (byte.lowercased == right[place] ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(replaced, min(row[place], diagonal) + 1)
      }
    }
    return row[right.count]
  }
}
