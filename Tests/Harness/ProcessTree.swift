import Glibc

/// The processes that a launcher has started, proc(5).
public enum ProcessTree {
  /// The only child of a process, in the words of this namespace.
  public static func child(of process: pid_t) throws -> pid_t {
    let file = try Descriptor.open("/proc/\(process)/task/\(process)/children", O_RDONLY)
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = read(file.number, &buffer, buffer.count)
    let text = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    guard let child = pid_t(text.filter(\.isNumber)) else {
      throw HarnessError("process \(process) has not one child: '\(text)'")
    }
    return child
  }
}
