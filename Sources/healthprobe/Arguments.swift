internal import Bytes
internal import Linux

extension CommandLine {
  /// Reads the arguments: options and targets in any mixture; `--` ends options.
  func readArguments() throws(UsageError) {
    var optionsEnded = false
    while let argument = arguments[next] {
      next += 1
      source = nil
      let option = argument[0..<(optionsEnded ? argument.count : Self.optionEnd(of: argument))]
      let dollar = option.span.firstIndex(of: UInt8(ascii: "$"))
      var text = argument
      // A target, or an option that stands in a variable: it is whole before it is taken apart.
      isExpanded = dollar < option.count
      if isExpanded {
        if !optionsEnded, Self.isOption(option) { source = option[0..<dollar] }
        text = try expand(argument).bytes
      }
      if optionsEnded || !Self.isOption(text) {
        try addTarget(text)
      } else if !text.span.starts(ignoringCase: "--") {
        try readLetters(text)
      } else if text.count == 2 {
        optionsEnded = true
      } else {
        try readName(text)
      }
    }
  }

  private static func isOption(_ argument: StaticBytes) -> Bool {
    argument.count > 1 && argument.span[0] == UInt8(ascii: "-")
  }

  /// Where what names options ends in an argument: before the `=` of `--name=value`, after the
  /// letter of `-t2s` that takes a value or that is unknown; at its end for a target.
  private static func optionEnd(of argument: StaticBytes) -> Int {
    guard isOption(argument) else { return argument.count }
    if argument.span[1] == UInt8(ascii: "-") {
      return argument.span.firstIndex(of: UInt8(ascii: "="))
    }
    var index = 1
    while index < argument.count {
      let place = Option.place(lettered: argument.span[index])
      index += 1
      guard let place, !Option.all[place].takesValue else { return index }
    }
    return index
  }

  /// Reads `--name`, `--name=value` or `--name value`.
  private func readName(_ argument: StaticBytes) throws(UsageError) {
    let equals = argument.span.firstIndex(of: UInt8(ascii: "="))
    let name = argument[2..<equals]
    guard let place = Option.place(named: name.span) else {
      throw Suggestion.unknownOption("--", name)
    }
    source = argument[0..<equals]
    try readValue(of: place, equals < argument.count ? argument[(equals + 1)...] : nil)
  }

  /// Reads flags as `-qv`, the last of which may take a value as `-t2s` or `-t 2s`.
  private func readLetters(_ letters: StaticBytes) throws(UsageError) {
    // Other programs write a name after one hyphen.
    let word = letters[1..<letters.span.firstIndex(of: UInt8(ascii: "="))]
    if word.count > 2,
      Option.place(named: word.span) != nil || ForeignOptions.hint(for: word) != nil
    {
      throw Suggestion.unknownOption("-", word)
    }
    var index = 1
    while index < letters.count {
      let letter = letters[index..<index + 1]
      guard let place = Option.place(lettered: letter.span[0]) else {
        throw Suggestion.unknownOption("-", letter)
      }
      var given = ByteBuffer()
      given.append("-")
      given.append(letter)
      source = given.keep()
      index += 1
      if Option.all[place].takesValue {
        // A letter at the end leaves the value to the next argument.
        return try readValue(of: place, index < letters.count ? letters[index...] : nil)
      }
      try readValue(of: place, nil)
    }
  }

  /// Sets an option to the value that its own argument holds, or to the next argument.
  @inline(never)
  private func readValue(of place: Int, _ inner: StaticBytes?) throws(UsageError) {
    guard Option.all[place].takesValue else {
      guard inner == nil else { throw fault("%: takes no value") }
      return try set(place, Expansion.Text(bytes: ""))
    }
    if let inner {
      if isExpanded {
        return try set(place, Expansion.Text(bytes: inner, beginsWithVariable: true))
      }
      return try set(place, expand(inner, for: place))
    }
    guard let value = arguments[next] else {
      throw fault("%: missing value; wanted %", Option.all[place].wantedText)
    }
    // Taken for a value, it would leave its own value behind as a target, a password perhaps.
    let name = value[0..<value.span.firstIndex(of: UInt8(ascii: "="))]
    for other in Option.all.indices where Option.all[other].isGiven(by: name) {
      throw fault("%: missing value before '%'; wanted %", name, Option.all[place].wantedText)
    }
    next += 1
    try set(place, expand(value, for: place))
  }
}
