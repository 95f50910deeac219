internal import Bytes

/// The arguments, sorted into options and targets.
///
/// Both may mix in any order; `--` ends options.
struct Arguments {
  /// The options in the order given.
  private(set) var options: [Given] = []
  /// The texts of the targets in the order given.
  private(set) var targets: [[UInt8]] = []

  private let arguments: [[UInt8]]
  private var index = 0
  private let expansion: Expansion

  /// Reads the arguments that follow the program's name.
  init(_ arguments: [[UInt8]], _ expansion: Expansion) throws(UsageError) {
    self.arguments = arguments
    self.expansion = expansion
    var optionsEnded = false
    while index < arguments.count {
      let argument = try next()
      if optionsEnded || argument.count < 2 || argument[0] != UInt8(ascii: "-") {
        targets.push(argument)
      } else if argument[1] != UInt8(ascii: "-") {
        try readLetters(argument)
      } else if argument.count == 2 {
        optionsEnded = true
      } else {
        try readName(argument.span)
      }
    }
  }

  private mutating func next() throws(UsageError) -> [UInt8] {
    index += 1
    return try expansion.expand(arguments[index - 1])
  }

  /// Reads `--name`, `--name=value` or `--name value`.
  private mutating func readName(_ argument: Span<UInt8>) throws(UsageError) {
    let equals = argument.firstIndex(of: UInt8(ascii: "="))
    let name = argument.extracting(2..<equals)
    guard let place = Option.place(named: name) else {
      throw UsageError(Suggestion.unknownOption([UInt8](name)))
    }
    try add(
      place,
      equals < argument.count ? argument.extracting(equals + 1..<argument.count) : nil,
      "--\(Option.all[place].name)"
    )
  }

  /// Reads flags as `-qv`, the last of which may take a value as `-t2s` or `-t 2s`.
  private mutating func readLetters(_ argument: [UInt8]) throws(UsageError) {
    let letters = argument.span
    var place = 1
    while place < letters.count {
      let source: Text = "-\(escaping: [letters[place]], limit: 4)"
      guard let option = Option.place(lettered: letters[place]) else {
        throw UsageError("unknown option '\(source)'; --help lists those there are")
      }
      place += 1
      let takesRest = Option.all[option].takesValue && place < letters.count
      try add(option, takesRest ? letters.extracting(place..<letters.count) : nil, source)
      if takesRest { return }
    }
  }

  /// - Parameter attached: The value, where it stands in the same argument.
  private mutating func add(
    _ place: Int,
    _ attached: Span<UInt8>?,
    _ source: Text
  ) throws(UsageError) {
    var value: [UInt8] = []
    if let attached {
      guard Option.all[place].takesValue else { throw UsageError("\(source): takes no value") }
      value = [UInt8](attached)
    } else if Option.all[place].takesValue {
      guard index < arguments.count else {
        throw UsageError("\(source): missing value; wanted \(Option.all[place].wanted)")
      }
      value = try next()
    }
    let given = Given(place, value, source)
    // Like everywhere, --help says its part whatever else is wrong after it.
    if given.nature == .information { try given.apply(to: Invocation()) }
    options.push(given)
  }
}
