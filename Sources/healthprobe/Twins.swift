internal import Bytes
internal import Linux

extension CommandLine {
  /// Reads the environment variables that stand for options: `HEALTHPROBE_` and the name in
  /// capitals.
  ///
  /// An empty one counts as not set, since Compose files pass variables on that way. `--help` and
  /// `--version` have none: images name the release they install `HEALTHPROBE_VERSION`.
  func readTwins(_ environment: StringVector) throws(UsageError) {
    let prefix: StaticBytes = "HEALTHPROBE_"
    var index = 0
    while let variable = environment.next(&index, with: prefix) {
      let equals = variable.span.firstIndex(of: UInt8(ascii: "="))
      let name = variable[prefix.count..<equals]
      guard equals + 1 < variable.count, let place = Self.place(name.span) else { continue }
      source = variable[0..<equals]
      let value = try expansion.expand(variable[(equals + 1)...])
      if Option.all[place].nature == .secretList {
        var start = 0
        while let line = value.span.nextField(&start, isLine: true) { try set(place, value[line]) }
      } else if Option.all[place].takesValue {
        try set(place, value)
      } else if value.span.equals(ignoringCase: "1") || value.span.equals(ignoringCase: "true") {
        try set(place, "")
      } else if !value.span.equals(ignoringCase: "0") && !value.span.equals(ignoringCase: "false") {
        throw fault("%: malformed value '%'; wanted 1 or 0", value)
      }
    }
  }

  /// The place of the option with a twin of this name; a lower-case one is somebody else's.
  private static func place(_ name: Span<UInt8>) -> Int? {
    var hyphenated = ByteBuffer()
    for index in 0..<name.count {
      let byte = name[index]
      if byte != byte.uppercased { return nil }
      hyphenated.append(byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : byte)
    }
    let place = Option.place(named: hyphenated.span)
    if let place, Option.all[place].nature == .information { return nil }
    return place
  }
}
