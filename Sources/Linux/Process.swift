public import Bytes
internal import CLinux

/// What the program was built from, and its end.
public enum Process {
  /// The version this was built as; `dev` where the build knew none.
  public static var version: StaticBytes { unsafe StaticBytes(string: clinux_version()) }

  /// The commit this was built from; `unknown` where the build knew none.
  public static var commit: StaticBytes { unsafe StaticBytes(string: clinux_commit()) }

  /// The number of the process itself, getpid(2).
  public static var id: Int { clinux_syscall(SYS_getpid, 0, 0, 0, 0, 0, 0) }

  /// Whether a process with the number exists, whoever may own it, kill(2).
  ///
  /// - Parameter id: At least 1.
  public static func exists(_ id: Int) throws(Errno) -> Bool {
    do throws(Errno) {
      _ = try systemCall(SYS_kill, id, 0)
      return true
    } catch {
      // One that may not be signalled is there to be so.
      if error == .notPermitted { return true }
      if error == .noSuchProcess { return false }
      throw error
    }
  }

  /// Ends the process, exit_group(2).
  public static func exit(status: Int) -> Never { clinux_exit(status) }

  /// Ends the run with a line that names a system call which the kernel refuses, and status 1: no
  /// check can do without it.
  static func end(refused call: StaticBytes, _ reason: Errno) -> Never {
    var line = ByteBuffer()
    line.append("healthprobe: the kernel refuses the system call ")
    line.append(call)
    line.append(": ")
    line.append(reason)
    line.append("\n")
    Output.error.write(line.span)
    exit(status: 1)
  }
}
