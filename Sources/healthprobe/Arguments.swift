internal import Bytes
internal import Linux

extension CommandLine {
  /// Reads the arguments: options and targets in any mixture; `--` ends options.
  func readArguments() throws(UsageError) {
    var optionsEnded = false
    while let argument = try nextArgument() {
      let bytes = argument.span
      if optionsEnded || bytes.count < 2 || bytes[0] != UInt8(ascii: "-") {
        try addTarget(argument)
      } else if bytes[1] != UInt8(ascii: "-") {
        try readLetters(argument)
      } else if bytes.count == 2 {
        optionsEnded = true
      } else {
        try readName(argument)
      }
    }
  }

  @inline(never)
  private func nextArgument() throws(UsageError) -> StaticBytes? {
    guard let argument = arguments[next] else { return nil }
    next += 1
    return try expansion.expand(argument)
  }

  /// Reads `--name`, `--name=value` or `--name value`.
  private func readName(_ argument: StaticBytes) throws(UsageError) {
    let equals = argument.span.firstIndex(of: UInt8(ascii: "="))
    let name = argument[2..<equals]
    guard let place = Option.place(named: name.span) else {
      throw Suggestion.unknownOption(name)
    }
    source = argument[0..<equals]
    try readValue(of: place, argument, equals + 1)
  }

  /// Reads flags as `-qv`, the last of which may take a value as `-t2s` or `-t 2s`.
  private func readLetters(_ letters: StaticBytes) throws(UsageError) {
    var index = 1
    while index < letters.count {
      let letter = letters[index..<index + 1]
      var given = ByteBuffer()
      given.append("-")
      given.append(letter)
      source = given.keep()
      guard let place = Option.place(lettered: letter.span[0]) else {
        throw UsageError("unknown option '-%'; --help lists those there are", letter)
      }
      index += 1
      guard Option.all[place].takesValue else {
        try set(place, "")
        continue
      }
      // A letter at the end leaves the value to the next argument.
      return try readValue(of: place, letters, index == letters.count ? index + 1 : index)
    }
  }

  /// Sets an option whose value, if it takes one, stands in `text` from `start` on, or in the next
  /// argument where `text` has ended before.
  @inline(never)
  private func readValue(
    of place: Int, _ text: StaticBytes, _ start: Int
  ) throws(UsageError) {
    var value = start <= text.count ? text[start...] : nil
    if !Option.all[place].takesValue {
      guard value == nil else { throw fault("%: takes no value") }
      value = ""
    }
    if value == nil { value = try nextArgument() }
    guard let value else {
      throw fault("%: missing value; wanted %", Option.all[place].wantedText)
    }
    try set(place, value)
  }
}
