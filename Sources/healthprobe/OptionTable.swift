internal import Bytes
internal import Linux
internal import Probe
internal import Wire

extension Option {
  /// Every option, in the order of the help.
  static let all: InlineArray<16, Option> = [
    Option(
      name: "timeout",
      letter: UInt8(ascii: "t"),
      value: "DURATION",
      wanted: durations,
      help: "time for one attempt, all in all (2s)",
      nature: .plain
    ) { run, value throws(UsageError) in
      TimeAmount(value).map { run.settings.timeout = $0 } != nil
    },
    Option(
      name: "retries",
      letter: UInt8(ascii: "r"),
      value: "N",
      wanted: counts,
      help: "further attempts after one that fails (0)",
      nature: .exclusive
    ) { run, value throws(UsageError) in
      count(value).map { run.settings.retries = $0 } != nil
    },
    Option(
      name: "interval",
      letter: UInt8(ascii: "i"),
      value: "DURATION",
      wanted: durations,
      help: "pause between attempts (500ms)",
      nature: .plain
    ) { run, value throws(UsageError) in
      TimeAmount(value).map { run.settings.interval = $0 } != nil
    },
    Option(
      name: "wait",
      letter: UInt8(ascii: "w"),
      value: "DURATION",
      wanted: durations,
      help: "keep trying until healthy, at most this long",
      nature: .exclusive
    ) { run, value throws(UsageError) in
      run.settings.wait = TimeAmount(value)
      return run.settings.wait != nil
    },
    Option(
      name: "any",
      letter: 0,
      value: "",
      wanted: "",
      help: "healthy if one target is (all must be)",
      nature: .plain
    ) { run, _ throws(UsageError) in
      run.settings.any = true
      return true
    },
    Option(
      name: "method",
      letter: UInt8(ascii: "X"),
      value: "TOKEN",
      wanted: "a token such as GET or HEAD, CONNECT excepted",
      help: "HTTP method (GET)",
      nature: .plain
    ) { run, value throws(UsageError) in
      run.settings.demand.method = value
      return value.span.isHTTPToken && !value.equals(ignoringCase: "connect")
    },
    Option(
      name: "header",
      letter: UInt8(ascii: "H"),
      value: "'NAME: VALUE'",
      wanted: "'NAME: VALUE' without control bytes, 'NAME:' or @FILE",
      help: "add or replace a header; 'NAME:' removes it, @FILE reads lines",
      nature: .secretList
    ) { run, value throws(UsageError) in
      try addHeaders(value, to: run.settings.demand)
    },
    Option(
      name: "user",
      letter: UInt8(ascii: "u"),
      value: "USER:PASSWORD",
      wanted: "USER:PASSWORD or @FILE",
      help: "Basic auth; @FILE reads it",
      nature: .secret
    ) { run, value throws(UsageError) in
      let credentials = try SecretFile.resolve(value)
      run.settings.demand.credentials = credentials
      return credentials.span.contains(UInt8(ascii: ":"))
    },
    Option(
      name: "status",
      letter: UInt8(ascii: "s"),
      value: "LIST",
      wanted: "statuses from 100 to 599, as 200, 200-299 or 200-399,401",
      help: "statuses that are healthy (200-399)",
      nature: .plain
    ) { run, value throws(UsageError) in
      StatusSet(value).map { run.settings.demand.statuses = $0 } != nil
    },
    Option(
      name: "expect",
      letter: UInt8(ascii: "e"),
      value: "TEXT",
      wanted: EscapedText.wanted,
      help: "what the body or the stream must contain",
      nature: .plain
    ) { run, value throws(UsageError) in
      run.settings.demand.expected = EscapedText.parse(value)
      return run.settings.demand.expected != nil
    },
    Option(
      name: "send",
      letter: 0,
      value: "TEXT",
      wanted: EscapedText.wanted,
      help: "what to send first on a tcp or unix stream",
      nature: .plain
    ) { run, value throws(UsageError) in
      run.settings.demand.sent = EscapedText.parse(value)
      return run.settings.demand.sent != nil
    },
    Option(
      name: "max-redirects",
      letter: 0,
      value: "N",
      wanted: counts,
      help: "redirects to follow on the same host (10)",
      nature: .plain
    ) { run, value throws(UsageError) in
      count(value).map { run.settings.demand.redirects = $0 } != nil
    },
    Option(
      name: "quiet",
      letter: UInt8(ascii: "q"),
      value: "",
      wanted: "",
      help: "print nothing when healthy",
      nature: .plain
    ) { run, _ throws(UsageError) in
      run.isQuiet = true
      return true
    },
    Option(
      name: "verbose",
      letter: UInt8(ascii: "v"),
      value: "",
      wanted: "",
      help: "print each attempt and the time of its phases",
      nature: .plain
    ) { run, _ throws(UsageError) in
      run.settings.verbose = true
      return true
    },
    Option(
      name: "help",
      letter: UInt8(ascii: "h"),
      value: "",
      wanted: "",
      help: "print this and exit",
      nature: .information
    ) { _, _ throws(UsageError) in
      Help.print(Help.text)
    },
    Option(
      name: "version",
      letter: UInt8(ascii: "V"),
      value: "",
      wanted: "",
      help: "print the version and exit",
      nature: .information
    ) { _, _ throws(UsageError) in
      Help.print(Help.version)
    },
  ]

  private static let durations: StaticString =
    "a duration such as 500ms, 2s, 1.5s or 1m, more than 0 and at most 24h"
  private static let counts: StaticString = "a whole number from 0 to 1000000"

  private static func count(_ value: [UInt8]) -> Int? {
    value.span.decimal(atMost: 1_000_000).map { Int(truncatingIfNeeded: $0) }
  }

  /// Adds the header of `NAME: VALUE`, or those of the lines of `@FILE`.
  ///
  /// - Returns: Whether all were well formed.
  private static func addHeaders(_ value: [UInt8], to demand: Demand) throws(UsageError) -> Bool {
    for line in value.first == UInt8(ascii: "@") ? try SecretFile.resolve(value).lines : [value] {
      guard let field = HTTPField(line.span) else { return false }
      demand.headers.push(field)
    }
    return true
  }
}
