import Glibc
import Harness
import Testing

/// `pid` targets: whether the process lives that a file names.
@Suite struct ProcessTargetTests {
  private func check(_ contents: String) throws -> Run {
    let folder = try TemporaryFolder()
    return try probe("pid://\(try folder.file("a.pid", contents))")
  }

  static let forms = [
    "PID", "PID\n", "  PID\n", "PID \r\n", "\nPID\n",
    "PID\n/var/lib/postgresql\n1700000000\n5432\n",
    "0000PID",
  ]

  @Test(arguments: forms)
  func alive(_ form: String) throws {
    let parts = form.split(separator: "PID", omittingEmptySubsequences: false)
    let run = try check(parts.joined(separator: "\(getpid())"))
    #expect(run.status == 0, "\(run)")
    #expect(run.out.contains(": process \(getpid()) exists ("))
  }

  @Test func aProcessOfSomebodyElse() throws {
    // Root may signal any; nobody may not signal the first.
    let folder = try TemporaryFolder()
    chmod(folder.path, 0o755)
    let path = try folder.file("a.pid", "1\n")
    let launcher = geteuid() == 0 ? ["setpriv", "--reuid=65534", "--clear-groups"] : []
    let run = try probe(arguments: ["pid://\(path)"], launcher: launcher)
    #expect(run.status == 0, "\(run)")
  }

  @Test func zombie() throws {
    // The child's exit status is not asked for before the check.
    var child: pid_t = 0
    let argv = [strdup("true"), nil]
    defer { free(argv[0]) }
    #expect(posix_spawnp(&child, "true", nil, nil, argv, [nil]) == 0)
    var information = siginfo_t()
    #expect(waitid(P_PID, id_t(child), &information, Int32(WEXITED | WNOWAIT)) == 0)
    let run = try check("\(child)\n")
    #expect(run.status == 1)
    #expect(run.err.contains(": expect: process \(child) is a zombie ("))
    var status: Int32 = 0
    waitpid(child, &status, 0)
    let gone = try check("\(child)\n")
    #expect(gone.err.contains(": expect: no process \(child) ("), "\(gone)")
  }

  @Test func aStoppedProcessLives() throws {
    let server = try Server(.ipv4, [.hold])
    let other = try probe(server.url(), "--timeout=20s") { child in
      try server.waitForBytes()
      kill(child, SIGSTOP)
      let run = try check("\(child)")
      #expect(run.status == 0, "\(run)")
      kill(child, SIGKILL)
    }
    #expect(other.end == .signaled(SIGKILL))
  }

  @Test func aNumberThatHasComeToTheCheckItself() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a.pid", "")
    // The shell becomes the check, and keeps its number.
    let script = "echo $$ >\(path); exec \"$0\" \"$@\""
    let run = try probe(arguments: ["pid://\(path)"], launcher: ["sh", "-c", script])
    #expect(run.status == 1)
    #expect(run.err.contains(" is this check itself ("), "\(run)")
  }

  static let unreadable: [(contents: String, reason: String)] = [
    ("", "empty file"), ("\n \n", "empty file"), ("0\n", "'0'"), ("-1\n", "'-1'"), ("+1\n", "'+1'"),
    ("4194305", "'4194305'"), ("99999999999999999999999", "'99999999999999999999999'"),
    ("1a", "'1a'"),
    ("PID=1", "'PID=1'"), ("0x1", "'0x1'"), ("1\0", #"'1\x00'"#),
    ("\u{feff}1", #"'\xEF\xBB\xBF1'"#),
    ("\u{1b}[2J", #"'\x1B[2J'"#), (String(repeating: "9", count: 100_000), "'9999"),
  ]

  @Test(arguments: unreadable)
  func malformed(_ contents: String, _ reason: String) throws {
    let run = try check(contents)
    #expect(run.status == 1)
    #expect(run.err.contains(": response: \(reason)"), "\(run)")
    #expect(run.err.contains(", wanted the number of a process ("))
    #expect(run.err.utf8.count < 400)
  }

  static let absent: [(path: String, reason: String)] = [
    ("/no/such.pid", "no such file or directory"), ("/", "is a directory"),
    ("/dev/null/a", "not a directory"),
  ]

  @Test(arguments: absent)
  func missing(_ path: String, _ reason: String) throws {
    let run = try probe("pid://\(path)")
    #expect(run.status == 1)
    #expect(run.err.contains(": connect: \(reason) ("), "\(run)")
  }

  @Test func anUnreadableFile() throws {
    let folder = try TemporaryFolder()
    chmod(folder.path, 0o755)
    let path = try folder.file("a.pid", "1")
    chmod(path, 0)
    let launcher = geteuid() == 0 ? ["setpriv", "--reuid=65534", "--clear-groups"] : []
    let run = try probe(arguments: ["pid://\(path)"], launcher: launcher)
    #expect(run.err.contains(": connect: permission denied ("), "\(run)")
  }

  @Test func aPipeThatNobodyWritesToKeepsNothingWaiting() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/fifo"
    defer { unlink(path) }
    #expect(mkfifo(path, 0o600) == 0)
    let run = try probe("pid://\(path)")
    #expect(run.err.contains(": response: empty file"), "\(run)")
  }
}
