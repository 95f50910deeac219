import Glibc

/// What the kernel says about a running program, proc(5).
struct Kernel {
  private let folder: String

  init(_ child: pid_t) {
    folder = "/proc/\(child)"
  }

  /// The most memory that was resident, in KiB.
  var peakMemory: Int { number("VmHWM:") }
  /// The number of threads.
  var threads: Int { number("Threads:") }

  /// The number of processes that it started and that are still there.
  var children: Int {
    let task = folder.dropFirst("/proc/".count)
    return contents("task/\(task)/children").split(separator: " ").count
  }

  /// The number of open descriptors.
  var descriptors: Int {
    guard let listing = opendir("\(folder)/fd") else { return 0 }
    defer { closedir(listing) }
    var count = 0
    while readdir(listing) != nil { count += 1 }
    // Less . and ..
    return count - 2
  }

  /// The time that the program itself took of a processor, in clock ticks.
  var ticks: Int {
    // Behind the name in parentheses come the state and ten more fields.
    let rest = contents("stat").split(separator: ")").last?.split(separator: " ") ?? []
    return rest.count > 12 ? (Int(rest[11]) ?? 0) + (Int(rest[12]) ?? 0) : 0
  }

  private func number(_ name: String) -> Int {
    for line in contents("status").split(separator: "\n") where line.hasPrefix(name) {
      return Int(line.dropFirst(name.count).filter(\.isNumber)) ?? 0
    }
    return 0
  }

  private func contents(_ file: String) -> String {
    let descriptor = open("\(folder)/\(file)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    let count = read(descriptor, &buffer, buffer.count)
    return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
  }
}
