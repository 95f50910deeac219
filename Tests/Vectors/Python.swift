import Foundation

/// Runs a script of the tests with `python3`.
public enum Python {
  /// Whether there is a `python3` with this package.
  public static func has(_ package: String) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import \(package)"]
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// The lines that a script beside the file `beside` prints, as words.
  ///
  /// - Throws: Where it can't be run, or fails.
  public static func lines(_ name: String, beside: String = #filePath) throws -> [[String]] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let script = URL(filePath: beside).deletingLastPathComponent().appending(path: name)
    process.arguments = ["python3", script.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw VectorError("\(script.path) fails") }
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
  }
}
