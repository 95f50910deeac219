import Glibc

/// How many system calls a check makes, by strace(1).
public enum SystemCalls {
  /// Whether they can be counted here.
  public static var canBeCounted: Bool {
    Daemon.isInstalled("strace") && getenv("HEALTHPROBE_EMULATOR") == nil
  }

  /// Runs the shipped executable and counts its calls.
  public static func count(_ arguments: String...) throws -> (run: Run, count: Int) {
    let folder = try TemporaryFolder()
    let file = try folder.file("calls", "")
    var process = Process(
      command: ["strace", "-f", "-qq", "-o", file] + (try Product.command) + arguments)
    process.environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]
    let run = try process.run()
    // The first line is the start of the program itself.
    let lines = try contents(of: file).split(separator: "\n").filter { $0.contains("(") }
    return (run, lines.count - 1)
  }

  private static func contents(of path: String) throws -> String {
    let file = try Descriptor.open(path, O_RDONLY)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(file.number, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
