internal import Bytes
internal import Linux

extension CommandLine {
  /// Reads the environment variables that stand for options: `HEALTHPROBE_` and the name in
  /// capitals.
  ///
  /// An empty one counts as not set, since Compose files pass variables on that way. `--help` and
  /// `--version` have none: images name the release they install `HEALTHPROBE_VERSION`. Nor does
  /// every variable with the prefix concern us: Kubernetes sets `HEALTHPROBE_PORT` and others for a
  /// service called healthprobe. One that is nearly a twin is refused all the same.
  func readTwins(_ environment: StringVector) throws(UsageError) {
    let prefix: StaticBytes = "HEALTHPROBE_"
    var index = 0
    while let variable = environment.next(&index, with: prefix) {
      let equals = variable.span.firstIndex(of: UInt8(ascii: "="))
      guard equals + 1 < variable.count else { continue }
      source = variable[0..<equals]
      guard let name = Self.optionName(variable[prefix.count..<equals].span) else { continue }
      guard let place = Option.place(named: name.span) else {
        try refuseNearTwin(name)
        continue
      }
      if Option.all[place].hasTwin { try readTwin(of: place, variable[(equals + 1)...]) }
    }
  }

  private func readTwin(of place: Int, _ text: StaticBytes) throws(UsageError) {
    if Option.all[place].isList {
      // Cut first: a line break in a variable's value begins no new line.
      var index = 0
      while index < text.count {
        let line = text[text.span.nextLine(&index)]
        if !line.isEmpty { try set(place, expand(line, for: place)) }
      }
      return
    }
    let value = try expand(text, for: place)
    if Option.all[place].takesValue { return try set(place, value) }
    let bytes = value.bytes.span
    if bytes.equals(ignoringCase: "1") || bytes.equals(ignoringCase: "true") {
      try set(place, value)
    } else if !bytes.equals(ignoringCase: "0") && !bytes.equals(ignoringCase: "false") {
      throw fault("%: malformed value '%'; wanted 1 or 0", value.bytes)
    }
  }

  /// The name of the option that a twin would have, in lower case; nil for a variable in lower case,
  /// which is somebody else's.
  private static func optionName(_ name: Span<UInt8>) -> StaticBytes? {
    var hyphenated = ByteBuffer()
    for index in 0..<name.count {
      let byte = name[index]
      if byte != byte.uppercased { return nil }
      hyphenated.append(byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : byte.lowercased)
    }
    return hyphenated.keep()
  }

  /// Refuses a variable that is one slip, in a longer name two, from a twin: what it was to set would
  /// be passed over in silence.
  private func refuseNearTwin(_ name: StaticBytes) throws(UsageError) {
    let target: StaticBytes = "target"
    if name.span.equals(ignoringCase: target) { return }
    var search = Suggestion.Search(name, slips: name.count < 6 ? 1 : 2)
    search.compare(target)
    for place in Option.all.indices where Option.all[place].hasTwin {
      search.compare(Option.all[place].name)
    }
    guard let nearest = search.nearest else { return }
    var twin = ByteBuffer()
    for index in 0..<nearest.count {
      let byte = nearest.span[index]
      twin.append(byte == UInt8(ascii: "-") ? UInt8(ascii: "_") : byte.uppercased)
    }
    throw fault("%: no such variable; did you mean HEALTHPROBE_%?", twin.keep())
  }
}
