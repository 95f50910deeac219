public import Bytes
internal import CLinux

/// What the program was built from, and its end.
public enum Process {
  /// The version this was built as; `dev` where the build knew none.
  public static var version: StaticBytes { unsafe StaticBytes(string: clinux_version()) }

  /// The commit this was built from; `unknown` where the build knew none.
  public static var commit: StaticBytes { unsafe StaticBytes(string: clinux_commit()) }

  /// Ends the process, exit_group(2).
  public static func exit(status: Int) -> Never {
    while true { _ = clinux_syscall(SYS_exit_group, status, 0, 0, 0, 0, 0) }
  }
}
