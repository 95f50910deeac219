import Glibc
import Harness
import Testing

/// `file` targets: a heartbeat by its existence and its age.
@Suite struct FileTargetTests {
  /// A file that was changed so many seconds ago.
  private func file(_ folder: TemporaryFolder, secondsAgo age: Int) throws -> String {
    let path = try folder.file("beat", "")
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    now.tv_sec -= age
    let times = [timespec(tv_sec: 0, tv_nsec: 0), now]
    #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
    return path
  }

  static let beats: [(query: String, age: Int, isHealthy: Bool, report: String)] = [
    ("", 0, true, "changed "), ("", 100_000, true, "changed 100000."),
    ("?max-age=30s", 20, true, "changed 20."), ("?max-age=1h", 3000, true, "changed 3000."),
    ("?max-age=30s", 40, false, "expect: changed 40."),
    ("?max-age=500ms", 1, false, "expect: changed 1."),
    ("?max-age=1.5s", 2, false, "expect: changed 2."),
    ("?max-age=30", 40, false, "expect: changed 40."),
    ("?max-age=30s", -100, true, "changed "), ("?max-age=1ms", -100, true, "changed "),
    ("?max-age=24h", 2_000_000_000, false, "expect: changed 2000000000."),
  ]

  @Test(arguments: beats)
  func age(_ query: String, _ age: Int, _ isHealthy: Bool, _ report: String) throws {
    let folder = try TemporaryFolder()
    let target = "file://\(try file(folder, secondsAgo: age))\(query)"
    let run = try probe(target)
    #expect(run.status == (isHealthy ? 0 : 1), "\(run)")
    #expect(run.all.hasPrefix("\(isHealthy ? "healthy" : "unhealthy") \(target): \(report)"))
    #expect(run.all.contains(age < 0 ? " in the future (" : " ago"))
    #expect(run.all.contains("wanted at most") == !isHealthy)
  }

  @Test func agesOfOldFileSystemsAndOfOddOnes() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("beat", "")
    // Before 1970, and as far away as a file system takes.
    for seconds in [-1, 0, -(1 << 31), 1 << 31, (1 << 34) - 1] {
      let times = [
        timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 999_999_999),
      ]
      #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
      let run = try probe("file://\(path)?max-age=24h")
      #expect(run.status == (seconds >= 1 << 31 ? 0 : 1), "\(seconds): \(run)")
    }
  }

  @Test(arguments: ["file:///", "file:/dev/null", "file:///proc/self/status", "FILE:///proc"])
  func anythingThatExists(_ target: String) throws {
    #expect(try probe(target).status == 0)
  }

  @Test func aLinkStandsForWhatItNames() throws {
    let folder = try TemporaryFolder()
    let path = try file(folder, secondsAgo: 1000)
    let link = "\(folder.path)/link"
    defer { unlink(link) }
    #expect(symlink(path, link) == 0)
    #expect(try probe("file://\(link)").status == 0)
    #expect(try probe("file://\(link)?max-age=60s").status == 1)
    unlink(path)
    let run = try probe("file://\(link)")
    #expect(run.err.contains(": connect: symbolic link to nothing ("))
    unlink(link)
    #expect(symlink(link, link) == 0)
    #expect(try probe("file://\(link)").err.contains(": connect: too many symbolic links ("))
  }

  static let absent: [(path: String, reason: String)] = [
    ("/no/such/file", "no such file or directory"), ("/dev/null/a", "not a directory"),
    ("/\(String(repeating: "x", count: 256))", "file name too long"),
  ]

  @Test(arguments: absent)
  func missing(_ path: String, _ reason: String) throws {
    let run = try probe("file://\(path)")
    #expect(run.status == 1)
    #expect(run.err.contains(": connect: \(reason) ("), "\(run)")
  }

  @Test func aFolderThatMayNotBeEntered() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("beat", "")
    chmod(folder.path, 0)
    defer { chmod(folder.path, 0o700) }
    // Root may enter nevertheless.
    let command = geteuid() == 0 ? ["setpriv", "--reuid=65534", "--clear-groups"] : []
    let product = try probe(arguments: ["file://\(path)"], launcher: command)
    #expect(product.err.contains(": connect: permission denied ("), "\(product)")
  }

  @Test func theFileIsAwaited() throws {
    let folder = try TemporaryFolder()
    let run = try probe("--wait=20s", "-i10ms", "-v", "file://\(folder.path)/late") { _ in
      _ = try folder.file("late", "")
    }
    #expect(run.status == 0, "\(run)")
  }

  static let targets: [(target: String, accepted: String)] = [
    ("file:///a?", "a query that is not used; wanted file:///PATH[?max-age=30s]"),
    ("file:///a?age=1s", "wanted file:///PATH[?max-age=30s]"),
    ("file:///a?max-age=", "malformed duration"), ("file:///a?max-age=0", "malformed duration"),
    ("file:///a?max-age=1d", "malformed duration"),
    ("file:///a?max-age=1s&b=c", "malformed duration"),
    ("file:///a?max-age=25h", "malformed duration"), ("file://a", "absolute"),
    ("file://", "absolute"),
    ("file://localhost/a", "absolute"), ("file:///a%00b", "absolute"),
    ("file:///a%2", "hexadecimal"),
    ("file+unix:///a", "unknown scheme"), ("pid:///a?b", "wanted pid:///PATH"),
    ("pid://a", "absolute"),
  ]

  @Test(arguments: targets)
  func malformed(_ target: String, _ accepted: String) throws {
    let run = try probe(target)
    #expect(run.status == 1)
    #expect(run.err.hasPrefix("healthprobe: target '\(target)': "))
    #expect(run.err.contains(accepted), "\(run)")
  }
}
