internal import Bytes
internal import CLinux

/// What the program was started with, and its end.
public enum Process {
  /// The arguments after the program's name, in order.
  public static var arguments: [[UInt8]] {
    var arguments: [[UInt8]] = []
    guard let stack = unsafe clinux_initial_stack() else { return arguments }
    var index = 1
    while unsafe index < stack[0] {
      arguments.push(unsafe bytes(at: stack[1 + index]))
      index += 1
    }
    return arguments
  }

  /// Ends the process, exit_group(2).
  public static func exit(status: Int) -> Never {
    while true { _ = clinux_syscall(SYS_exit_group, status, 0, 0, 0, 0, 0) }
  }

  /// The version this was built as; `dev` where the build knew none.
  public static var version: [UInt8] { unsafe bytes(of: clinux_version()) }

  /// The commit this was built from; `unknown` where the build knew none.
  public static var commit: [UInt8] { unsafe bytes(of: clinux_commit()) }

  static func bytes(at address: Int) -> [UInt8] {
    unsafe bytes(of: UnsafePointer<CChar>(bitPattern: address))
  }

  private static func bytes(of string: UnsafePointer<CChar>?) -> [UInt8] {
    var bytes: [UInt8] = []
    guard var next = unsafe string else { return bytes }
    while unsafe next.pointee != 0 {
      bytes.push(unsafe UInt8(bitPattern: next.pointee))
      unsafe next += 1
    }
    return bytes
  }
}
