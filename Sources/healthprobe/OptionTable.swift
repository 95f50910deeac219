internal import Bytes
internal import Linux
internal import Probe
internal import Wire

extension Option {
  /// Every option, in the order of the help.
  static let all: InlineArray<_, Option> = [
    Option(
      "  -t, --timeout DURATION      time for one attempt, all in all (2s)",
      wanted: durations
    ) { run, value throws(UsageError) in
      set(&run.settings.timeout, value)
    },
    Option(
      "  -r, --retries N             further attempts after one that fails (0)",
      wanted: counts, isExclusive: true
    ) { run, value throws(UsageError) in
      run.settings.wait = nil
      return set(&run.settings.retries, value)
    },
    Option(
      "  -i, --interval DURATION     pause between attempts (500ms)",
      wanted: durations
    ) { run, value throws(UsageError) in
      set(&run.settings.interval, value)
    },
    Option(
      "  -w, --wait DURATION         keep trying until healthy, at most this long",
      wanted: durations, isExclusive: true
    ) { run, value throws(UsageError) in
      run.settings.wait = TimeAmount(value)
      return run.settings.wait != nil
    },
    Option(
      "      --any                   healthy if one target is (all must be)",
      wanted: ""
    ) { run, _ throws(UsageError) in
      run.any = true
      return true
    },
    Option(
      "      --invert                healthy if the target is not",
      wanted: ""
    ) { run, _ throws(UsageError) in
      run.settings.inverts = true
      return true
    },
    Option(
      "  -X, --method TOKEN          HTTP method (GET, or POST with --data)",
      wanted: "a token such as GET or HEAD, CONNECT excepted", concerns: .method
    ) { run, value throws(UsageError) in
      run.settings.demand.method = value
      return value.span.isHTTPToken && !value.span.equals(ignoringCase: "connect")
    },
    Option(
      "  -d, --data TEXT             body of the HTTP request; @FILE reads it",
      wanted: "a text without NUL bytes or @FILE", isSecret: true, readsFile: true, isText: true,
      concerns: .data
    ) { run, value throws(UsageError) in
      run.settings.demand.body = value
      return true
    },
    Option(
      "  -H, --header 'NAME: VALUE'  send a header; 'NAME:' removes one, 'NAME;' is empty, or @FILE",
      wanted: "'NAME: VALUE' without control bytes, 'NAME:', 'NAME;' or @FILE", isSecret: true,
      isList: true, readsFile: true, concerns: .header
    ) { run, value throws(UsageError) in
      guard let field = HTTPField(value) else { return false }
      run.settings.demand.add(field)
      return true
    },
    Option(
      "  -u, --user USER:PASSWORD    Basic auth; @FILE reads it",
      wanted: "USER:PASSWORD without control bytes or @FILE", isSecret: true, readsFile: true,
      concerns: .user
    ) { run, value throws(UsageError) in
      run.settings.demand.credentials = value
      return value.span.contains(UInt8(ascii: ":")) && !value.span.containsControl
    },
    Option(
      "  -s, --status LIST           statuses that are healthy (200-399)",
      wanted:
        "final statuses up to 599, or 101, as 200, 200-299 or 200-399,401 (curl's -s: leave it out)",
      concerns: .status
    ) { run, value throws(UsageError) in
      guard let statuses = StatusSet(value) else { return false }
      run.settings.demand.statuses = statuses
      return true
    },
    Option(
      "  -e, --expect TEXT           what the body or the stream must contain; repeatable",
      wanted: EscapedText.wanted, isList: true, isEscaped: true, concerns: .expect
    ) { run, value throws(UsageError) in
      guard let text = EscapedText.parse(value) else { return false }
      run.settings.demand.expect(text)
      return true
    },
    Option(
      "      --expect-json POINTER=VALUE  what the JSON body must hold, as /status=UP; repeatable",
      wanted: "a JSON Pointer and a value, as /status=UP or /checks/0/ok=true", isList: true,
      concerns: .expectJSON
    ) { run, value throws(UsageError) in
      guard let expectation = JSONExpectation(value) else { return false }
      run.settings.demand.expect(expectation)
      return true
    },
    Option(
      "      --send TEXT             what to send first on a stream or as a datagram",
      wanted: EscapedText.wanted, isSecret: true, isEscaped: true, concerns: .send
    ) { run, value throws(UsageError) in
      guard let text = EscapedText.parse(value) else { return false }
      run.settings.demand.sent = text
      return true
    },
    Option(
      "      --max-redirects N       redirects to follow on the same host (10)",
      wanted: counts, concerns: .redirects
    ) { run, value throws(UsageError) in
      set(&run.settings.demand.redirects, value)
    },
    Option(
      "      --show-body             show how the body of an unhealthy HTTP response begins",
      wanted: "", concerns: .showBody
    ) { run, _ throws(UsageError) in
      run.settings.demand.showsBody = true
      return true
    },
    Option(
      "      --proxy-protocol 1|2    begin each connection with a PROXY protocol header",
      wanted: "1 or 2", concerns: .proxyProtocol
    ) { run, value throws(UsageError) in
      guard let version = value.span.decimal(atMost: 2), version > 0 else { return false }
      run.settings.demand.proxyVersion = UInt8(truncatingIfNeeded: version)
      return true
    },
    Option(
      "      --server-name NAME      TLS server name, where it is not the target's host",
      wanted: "a host name", concerns: .tls
    ) { run, value throws(UsageError) in
      run.settings.demand.serverName = value
      return value.span.isHostName
    },
    Option(
      "      --cert-days N           days for which a TLS certificate must stay valid",
      wanted: "a whole number from 0 to 36500", concerns: .tls
    ) { run, value throws(UsageError) in
      guard let days = value.span.decimal(atMost: 36_500) else { return false }
      run.settings.demand.certificateDays = Int(truncatingIfNeeded: days)
      return true
    },
    Option(
      "      --insecure-secrets      let secrets go over TLS, which is not authenticated",
      wanted: "", concerns: .tls
    ) { run, _ throws(UsageError) in
      run.settings.demand.risksSecrets = true
      return true
    },
    Option(
      "      --next                  begin a group of targets with options of its own",
      wanted: "", endsGroup: true
    ) { run, _ throws(UsageError) in
      run.beginGroup()
      return true
    },
    Option(
      "      --json                  print verdicts as JSON, one object a target",
      wanted: ""
    ) { run, _ throws(UsageError) in
      run.isJSON = true
      return true
    },
    Option(
      "  -q, --quiet                 print nothing when healthy",
      wanted: ""
    ) { run, _ throws(UsageError) in
      run.isQuiet = true
      return true
    },
    Option(
      "  -v, --verbose               print each attempt and the time of its phases",
      wanted: ""
    ) { run, _ throws(UsageError) in
      run.isVerbose = true
      return true
    },
    Option(
      "  -h, --help                  print help and exit",
      wanted: "", isInformation: true
    ) { _, _ throws(UsageError) in
      Help.print(Help.text)
    },
    Option(
      "  -V, --version               print the version and exit",
      wanted: "", isInformation: true
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
}
