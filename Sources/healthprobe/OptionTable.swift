internal import Bytes
internal import Linux
internal import Probe
internal import Wire

extension Option {
  /// Every option, in the order of the help.
  static let all: InlineArray<16, Option> = [
    Option(
      "  -t, --timeout DURATION      time for one attempt, all in all (2s)",
      wanted: durations, nature: .plain
    ) { run, value throws(UsageError) in
      set(&run.settings.timeout, value)
    },
    Option(
      "  -r, --retries N             further attempts after one that fails (0)",
      wanted: counts, nature: .exclusive
    ) { run, value throws(UsageError) in
      run.settings.wait = nil
      return set(&run.settings.retries, value)
    },
    Option(
      "  -i, --interval DURATION     pause between attempts (500ms)",
      wanted: durations, nature: .plain
    ) { run, value throws(UsageError) in
      set(&run.settings.interval, value)
    },
    Option(
      "  -w, --wait DURATION         keep trying until healthy, at most this long",
      wanted: durations, nature: .exclusive
    ) { run, value throws(UsageError) in
      run.settings.wait = TimeAmount(value)
      return run.settings.wait != nil
    },
    Option(
      "      --any                   healthy if one target is (all must be)",
      wanted: "", nature: .plain
    ) { run, _ throws(UsageError) in
      run.settings.any = true
      return true
    },
    Option(
      "  -X, --method TOKEN          HTTP method (GET)",
      wanted: "a token such as GET or HEAD, CONNECT excepted", nature: .plain
    ) { run, value throws(UsageError) in
      run.settings.demand.method = value
      return value.span.isHTTPToken && !value.span.equals(ignoringCase: "connect")
    },
    Option(
      "  -H, --header 'NAME: VALUE'  add or replace a header; 'NAME:' removes it, @FILE reads lines",
      wanted: "'NAME: VALUE' without control bytes, 'NAME:' or @FILE", nature: .secretList
    ) { run, value throws(UsageError) in
      try setHeaders(value, run.settings.demand)
    },
    Option(
      "  -u, --user USER:PASSWORD    Basic auth; @FILE reads it",
      wanted: "USER:PASSWORD or @FILE", nature: .secret
    ) { run, value throws(UsageError) in
      let credentials = try SecretFile.resolve(value)
      run.settings.demand.credentials = credentials
      return credentials.span.contains(UInt8(ascii: ":"))
    },
    Option(
      "  -s, --status LIST           statuses that are healthy (200-399)",
      wanted: "statuses from 100 to 599, as 200, 200-299 or 200-399,401", nature: .plain
    ) { run, value throws(UsageError) in
      guard let statuses = StatusSet(value) else { return false }
      run.settings.demand.statuses = statuses
      return true
    },
    Option(
      "  -e, --expect TEXT           what the body or the stream must contain",
      wanted: EscapedText.wanted, nature: .plain
    ) { run, value throws(UsageError) in
      guard let text = EscapedText.parse(value) else { return false }
      run.settings.demand.expect(text)
      return true
    },
    Option(
      "      --send TEXT             what to send first on a tcp or unix stream",
      wanted: EscapedText.wanted, nature: .plain
    ) { run, value throws(UsageError) in
      set(&run.settings.demand.sent, value)
    },
    Option(
      "      --max-redirects N       redirects to follow on the same host (10)",
      wanted: counts, nature: .plain
    ) { run, value throws(UsageError) in
      set(&run.settings.demand.redirects, value)
    },
    Option(
      "  -q, --quiet                 print nothing when healthy",
      wanted: "", nature: .plain
    ) { run, _ throws(UsageError) in
      run.isQuiet = true
      return true
    },
    Option(
      "  -v, --verbose               print each attempt and the time of its phases",
      wanted: "", nature: .plain
    ) { run, _ throws(UsageError) in
      run.settings.verbose = true
      return true
    },
    Option(
      "  -h, --help                  print this and exit",
      wanted: "", nature: .information
    ) { _, _ throws(UsageError) in
      Help.print(Help.text)
    },
    Option(
      "  -V, --version               print the version and exit",
      wanted: "", nature: .information
    ) { _, _ throws(UsageError) in
      Help.print(Help.version)
    },
  ]

  private static let durations: StaticString =
    "a duration such as 500ms, 2s, 1.5s or 1m30s, more than 0 and at most 24h"
  private static let counts: StaticString = "a whole number from 0 to 1000000"

  @inline(never)
  private static func set(_ amount: inout TimeAmount, _ value: StaticBytes) -> Bool {
    guard let read = TimeAmount(value) else { return false }
    amount = read
    return true
  }

  private static func set(_ count: inout Int, _ value: StaticBytes) -> Bool {
    guard let read = value.span.decimal(atMost: 1_000_000) else { return false }
    count = Int(truncatingIfNeeded: read)
    return true
  }

  private static func set(_ text: inout StaticBytes, _ value: StaticBytes) -> Bool {
    guard let read = EscapedText.parse(value) else { return false }
    text = read
    return true
  }

  /// Adds the header of `NAME: VALUE`, or those of the lines of `@FILE`.
  ///
  /// - Returns: Whether all were well formed.
  private static func setHeaders(
    _ value: StaticBytes, _ demand: Demand
  ) throws(UsageError) -> Bool {
    let lines = try SecretFile.resolve(value)
    let isFile = value.span.starts(ignoringCase: "@")
    var index = 0
    while let line = isFile ? lines.span.nextField(&index, isLine: true) : index..<lines.count {
      guard let field = HTTPField(lines[line]) else { return false }
      demand.add(field)
      if !isFile { break }
    }
    return true
  }
}
