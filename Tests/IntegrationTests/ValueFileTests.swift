import Glibc
import Harness
import Testing

/// Values of the form `@FILE`.
@Suite struct ValueFileTests {
  /// What a file of credentials holds, and what is wrong with it.
  static let credentials: [(bytes: [UInt8], reason: String)] = [
    ([0xef, 0xbb, 0xbf] + "me:s3cr3t".utf8, "byte order mark"),
    ([0xff, 0xfe] + "me:s3cr3t\r\n".utf8.flatMap { [$0, 0] }, "UTF-16"),
    ([0xfe, 0xff] + "me:s3cr3t".utf8.flatMap { [0, $0] }, "UTF-16"),
    ("me:s3cr3t\n".utf8.flatMap { [$0, 0] }, "UTF-16"), (Array("me:s3cr3t\0".utf8), "NUL"),
    (Array("me:s3cr3t\n\n".utf8), "line 2"), (Array("me:s3cr3t\nother:x\n".utf8), "line 2"),
    (Array("\nme:s3cr3t".utf8), "line 2"), (Array("me:s3cr3t\r\n\r\n".utf8), "line 2"),
    (Array("me:s3cr3t\r".utf8), "line 1: control byte"),
    (Array("me:s3cr3t\u{1b}".utf8), "line 1: control byte"),
    (Array("me:s3\tcr3t".utf8), "line 1: malformed; wanted USER:PASSWORD"),
    (Array("s3cr3t".utf8), "line 1: malformed; wanted USER:PASSWORD"),
    ([], "line 1: malformed; wanted USER:PASSWORD"), (Array("\n".utf8), "line 1: malformed"),
    ([UInt8](repeating: 0x3a, count: 65_537), "more than 65536 bytes"),
  ]

  @Test(arguments: credentials)
  func unusableCredentials(_ bytes: [UInt8], _ reason: String) throws {
    try expectRefusal("-u", TemporaryFolder(), bytes, reason)
  }

  static let headers: [(bytes: [UInt8], reason: String)] = [
    ([0xef, 0xbb, 0xbf] + "X-Key: s3cr3t\n".utf8, "byte order mark"),
    ([0xff, 0xfe] + "X-Key: s3cr3t\n".utf8.flatMap { [$0, 0] }, "UTF-16"),
    (Array("X: 1\n\nX-Key s3cr3t\n".utf8), "line 3: malformed; wanted 'NAME: VALUE'"),
    (Array("X: 1\n X-Key: s3cr3t\n".utf8), "line 2: malformed"),
    (Array("X: 1\rX-Key: s3cr3t\n".utf8), "line 1: control byte"),
    (Array("X: 1\nX-Key: \u{7f}s3cr3t\n".utf8), "line 2: control byte"),
    (Array("X: 1\nX-Key: s3cr3t\u{b}Y: 1\n".utf8), "line 2: control byte"),
    (Array("X: 1\nX-Key: s3cr3t\0\n".utf8), "NUL"),
  ]

  @Test(arguments: headers)
  func unusableHeaders(_ bytes: [UInt8], _ reason: String) throws {
    try expectRefusal("-H", TemporaryFolder(), bytes, reason)
  }

  private func expectRefusal(
    _ option: String, _ folder: TemporaryFolder, _ bytes: [UInt8], _ reason: String
  ) throws {
    let server = try Server(.ipv4, .ok)
    let file = try folder.file("value", bytes: bytes)
    let twin = option == "-u" ? "HEALTHPROBE_USER" : "HEALTHPROBE_HEADER"
    for (source, run) in [
      (option, try probe(option, "@\(file)", server.url())),
      (twin, try probe(server.url(), environment: [twin: "@\(file)"])),
    ] {
      #expect(run.status == 1)
      #expect(run.err.hasPrefix("healthprobe: \(source): "))
      #expect(run.err.contains("file '\(file)': \(reason)") || run.err.contains(reason))
      #expect(run.err.contains(file))
      #expect(!run.all.contains("s3cr3t") && !run.all.contains("cr3t"))
    }
    #expect(server.finish().isEmpty)
  }

  @Test(arguments: ["/", "/no/such/file", "/proc/self/mem", "/dev/zero"])
  func unreadable(_ path: String) throws {
    let run = try probe("-u", "@\(path)", "http://127.0.0.1:9/")
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("healthprobe: -u: can't read file '\(path)': "))
  }

  /// Ways to hand over a secret without a file, as a shell's users know them.
  static let pipes = [
    #"printf u:p | "$0" -u @/dev/stdin "$@""#, #"printf 'u:p\n' | "$0" -u @- "$@""#,
    #""$0" -u @<(printf u:p) "$@""#, #""$0" -u @/dev/fd/7 "$@" 7< <(printf 'u:p\r\n')"#,
    #""$0" -u @/dev/stdin "$@" <<< u:p"#, #"HEALTHPROBE_USER=@/dev/stdin "$0" "$@" <<< u:p"#,
  ]

  @Test(arguments: pipes)
  func fromPipe(_ command: String) throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe(
      arguments: [server.url()], launcher: ["bash", "-c", "set -o pipefail; \(command)"])
    #expect(run.status == 0)
    #expect(Request(server.finish()[0]).values("authorization") == ["Basic dTpw"])
  }

  @Test(arguments: [["u:p"], ["u", ":", "p"], ["u:", "p\n"]])
  func fromLateWriter(_ pieces: [String]) throws {
    let folder = try TemporaryFolder()
    let pipe = try folder.pipe("pipe")
    let server = try Server(.ipv4, .ok)
    let run = try probe("-u", "@\(pipe)", server.url()) { _ in
      let writer = try Writer(pipe)
      for piece in pieces { try writer.write(piece) }
    }
    #expect(run.status == 0)
    #expect(Request(server.finish()[0]).values("authorization") == ["Basic dTpw"])
  }

  @Test(arguments: [nil, "", "u:p"])
  func writerThatIsNeverDone(_ written: String?) throws {
    let folder = try TemporaryFolder()
    let pipe = try folder.pipe("pipe")
    var writer: Writer?
    let run = try probe("-u", "@\(pipe)", "http://127.0.0.1:9/") { _ in
      guard let written else { return }
      writer = try Writer(pipe)
      try writer?.write(written)
    }
    withExtendedLifetime(writer) {}
    #expect(run.status == 1)
    #expect(
      run.err
        == "healthprobe: -u: can't read file '\(pipe)': not written to its end within 5 s\n")
    #expect(run.duration > .seconds(4.5) && run.duration < .seconds(15))
  }

  /// The time is that of the whole file, however often something comes.
  @Test func writerThatDrips() throws {
    let folder = try TemporaryFolder()
    let pipe = try folder.pipe("pipe")
    let run = try probe("-u", "@\(pipe)", "http://127.0.0.1:9/") { _ in
      let writer = try Writer(pipe)
      writer.drip("x", for: .seconds(15))
    }
    #expect(run.status == 1)
    #expect(
      run.err
        == "healthprobe: -u: can't read file '\(pipe)': not written to its end within 5 s\n")
    #expect(run.duration > .seconds(4.5) && run.duration < .seconds(12), "\(run)")
  }

  @Test func onlyWhereItIsWritten() throws {
    // A password that begins with an @ is no file, and no error shows it.
    let server = try Server(.ipv4, .ok)
    let run = try probe(
      "-u", "${CREDENTIALS}", server.url(), environment: ["CREDENTIALS": "@user:pass"])
    #expect(run.status == 0)
    #expect(
      Request(server.finish()[0]).values("authorization") == ["Basic QHVzZXI6cGFzcw=="])
    let folder = try TemporaryFolder()
    let file = try folder.file("user", "u:p")
    for (value, variable) in [("@${F}", file), ("${NONE:-@\(file)}", ""), ("${F}@\(file)", "")] {
      let server = try Server(.ipv4, .ok)
      for option in [["-u", value], ["-u\(value)"], ["--user=\(value)"]] {
        // The argument before begins with a variable.
        let run = try probe(
          arguments: ["${U}"] + option, environment: ["F": variable, "U": server.url()])
        #expect(run.status == 0, "\(value)")
      }
    }
  }
}

/// The other end of a named pipe.
private final class Writer {
  private let descriptor: Int32

  /// Waits until the pipe has a reader.
  init(_ path: String) throws {
    var descriptor: Int32 = -1
    for _ in 0..<10_000 where descriptor < 0 {
      descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      if descriptor < 0 { usleep(1000) }
    }
    guard descriptor >= 0 else { throw HarnessError("no reader of \(path) in ten seconds") }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Writes a text again and again, until there is no reader any more or the time is over.
  ///
  /// The reader's end must not end the tests: the caller's thread keeps SIGPIPE back, and takes the
  /// one that comes.
  func drip(_ text: String, for duration: Duration) {
    var (pipe, before) = (sigset_t(), sigset_t())
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    let bytes = Array(text.utf8)
    let end = ContinuousClock.now + duration
    while ContinuousClock.now < end, Glibc.write(descriptor, bytes, bytes.count) >= 0 {
      usleep(100_000)
    }
    var none = timespec()
    sigtimedwait(&pipe, nil, &none)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  /// Writes a text and waits until it was read.
  func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    _ = Glibc.write(descriptor, bytes, bytes.count)
    for _ in 0..<10_000 {
      var waiting: Int32 = 0
      _ = ioctl(descriptor, UInt(FIONREAD), &waiting)
      if waiting == 0 { return }
      usleep(1000)
    }
    throw HarnessError("nobody read \(text) in ten seconds")
  }
}
