internal import Bytes
internal import Linux

/// The environment variables that stand for options: `HEALTHPROBE_` and the name in capitals.
///
/// An empty one counts as not set, since Compose files pass variables on that way. Those of `--help`
/// and `--version` don't exist: images name the release they install `HEALTHPROBE_VERSION`.
enum Twins {
  static let prefix: StaticString = "HEALTHPROBE_"

  /// The options that variables give, except those that `arguments` give or exclude.
  static func read(
    _ environment: Environment,
    _ expansion: Expansion,
    besides arguments: [Given]
  ) throws(UsageError) -> [Given] {
    var given: [Given] = []
    for variable in environment.values(after: [UInt8](prefix)) {
      let text = variable.span
      let equals = text.firstIndex(of: UInt8(ascii: "="))
      guard equals + 1 < text.count, let place = place(called: text.extracting(0..<equals)),
        !isOverruled(place, by: arguments)
      else { continue }
      let name = [UInt8](text.extracting(0..<equals))
      let source: Text = "\(prefix)\(escaping: name, limit: 32)"
      let value = try expansion.expand([UInt8](text.extracting(equals + 1..<text.count)))
      if Option.all[place].nature == .secretList {
        for line in value.lines { given.push(Given(place, line, source)) }
      } else if Option.all[place].takesValue {
        given.push(Given(place, value, source))
      } else if try isOn(value, source) {
        given.push(Given(place, [], source))
      }
    }
    return given
  }

  /// The place of the option with this twin; a lower-case variable is somebody else's.
  private static func place(called name: Span<UInt8>) -> Int? {
    var hyphenated: [UInt8] = []
    for index in 0..<name.count {
      let byte = name[index]
      guard byte == byte.uppercased else { return nil }
      hyphenated.push(byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : byte)
    }
    guard let place = Option.place(named: hyphenated.span) else { return nil }
    return Option.all[place].nature == .information ? nil : place
  }

  /// Arguments win, except that a list grows by them.
  private static func isOverruled(_ place: Int, by arguments: [Given]) -> Bool {
    for argument in arguments {
      if argument.excludes(place) { return true }
      if argument.place == place, argument.nature != .secretList { return true }
    }
    return false
  }

  private static func isOn(_ value: [UInt8], _ source: Text) throws(UsageError) -> Bool {
    if value.equals(ignoringCase: "1") || value.equals(ignoringCase: "true")
      || value.equals(ignoringCase: "yes") || value.equals(ignoringCase: "on")
    {
      return true
    }
    if value.equals(ignoringCase: "0") || value.equals(ignoringCase: "false")
      || value.equals(ignoringCase: "no") || value.equals(ignoringCase: "off")
    {
      return false
    }
    throw UsageError("\(source): malformed value; wanted 1, true, yes, on, 0, false, no or off")
  }
}
