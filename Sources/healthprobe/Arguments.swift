internal import Bytes
internal import Linux

extension CommandLine {
  /// Reads the arguments: options and targets in any mixture; `--` ends options.
  mutating func readArguments() throws(UsageError) {
    var optionsEnded = false
    while let argument = try nextArgument() {
      if optionsEnded || argument.count < 2 || argument[0] != UInt8(ascii: "-") {
        try addTarget(argument)
      } else if argument[1] != UInt8(ascii: "-") {
        try readLetters(argument)
      } else if argument.count == 2 {
        optionsEnded = true
      } else {
        try readName(argument)
      }
    }
  }

  @inline(never)
  private mutating func nextArgument() throws(UsageError) -> [UInt8]? {
    guard let argument = arguments[next] else { return nil }
    next += 1
    return try expansion.expand(argument)
  }

  /// Reads `--name`, `--name=value` or `--name value`.
  private mutating func readName(_ argument: [UInt8]) throws(UsageError) {
    let text = argument.span
    let equals = text.firstIndex(of: UInt8(ascii: "="))
    let name = text.extracting(2..<equals)
    guard let place = Option.place(named: name) else {
      throw UsageError(Suggestion.unknownOption([UInt8](name)))
    }
    source = "--\(escaping: Option.all[place].name, limit: 32)"
    try readValue(of: place, text, equals + 1)
  }

  /// Reads flags as `-qv`, the last of which may take a value as `-t2s` or `-t 2s`.
  private mutating func readLetters(_ argument: [UInt8]) throws(UsageError) {
    let letters = argument.span
    var index = 1
    while index < letters.count {
      source = "-\(escaping: [letters[index]], limit: 1)"
      guard let place = Option.place(lettered: letters[index]) else {
        throw UsageError("unknown option '\(source)'; --help lists those there are")
      }
      index += 1
      guard Option.all[place].takesValue else {
        try set(place, [])
        continue
      }
      // A letter at the end leaves the value to the next argument.
      return try readValue(of: place, letters, index == letters.count ? index + 1 : index)
    }
  }

  /// Sets an option whose value, if it takes one, stands in `text` from `start` on, or in the next
  /// argument where `text` has ended before.
  @inline(never)
  private mutating func readValue(
    of place: Int, _ text: Span<UInt8>, _ start: Int
  ) throws(UsageError) {
    var value: [UInt8]? = start <= text.count ? [UInt8](text.extracting(start..<text.count)) : nil
    if !Option.all[place].takesValue {
      guard value == nil else { throw UsageError("\(source): takes no value") }
      value = []
    }
    if value == nil { value = try nextArgument() }
    guard let value else {
      throw UsageError("\(source): missing value; wanted \(Option.all[place].wanted)")
    }
    try set(place, value)
  }
}
