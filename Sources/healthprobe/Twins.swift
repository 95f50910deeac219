internal import Bytes
internal import Linux

extension CommandLine {
  /// Reads the environment variables that stand for options: `HEALTHPROBE_` and the name in
  /// capitals.
  ///
  /// An empty one counts as not set, since Compose files pass variables on that way. `--help` and
  /// `--version` have none: images name the release they install `HEALTHPROBE_VERSION`.
  mutating func readTwins(_ environment: StringVector) throws(UsageError) {
    var index = 0
    while let variable = environment.next(&index, after: [UInt8]("HEALTHPROBE_")) {
      let text = variable.span
      let equals = text.firstIndex(of: UInt8(ascii: "="))
      guard equals + 1 < text.count, let place = Self.place(text.extracting(0..<equals)) else {
        continue
      }
      let name = [UInt8](text.extracting(0..<equals))
      source = "HEALTHPROBE_\(escaping: name, limit: 32)"
      let expanded = try expansion.expand([UInt8](text.extracting(equals + 1..<text.count)))
      let value = expanded.span
      if Option.all[place].nature == .secretList {
        var start = 0
        while let line = value.nextField(&start, isLine: true) {
          try set(place, [UInt8](value.extracting(line)))
        }
      } else if Option.all[place].takesValue {
        try set(place, expanded)
      } else if value.equals(ignoringCase: "1") || value.equals(ignoringCase: "true") {
        try set(place, [])
      } else if !value.equals(ignoringCase: "0") && !value.equals(ignoringCase: "false") {
        throw UsageError("\(source): malformed value \(quoting: expanded); wanted 1 or 0")
      }
    }
  }

  /// The place of the option with a twin of this name; a lower-case one is somebody else's.
  @inline(never)
  private static func place(_ name: Span<UInt8>) -> Int? {
    var hyphenated: [UInt8] = []
    for index in 0..<name.count {
      let byte = name[index]
      if byte != byte.uppercased { return nil }
      hyphenated.push(byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : byte)
    }
    let place = Option.place(named: hyphenated.span)
    if let place, Option.all[place].nature == .information { return nil }
    return place
  }
}
