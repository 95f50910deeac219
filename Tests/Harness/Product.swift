import Glibc

/// The shipped executable: the static one of the release build.
///
/// It is built where it is missing or stale. `HEALTHPROBE_EXECUTABLE` names another by its absolute
/// path, and `HEALTHPROBE_EMULATOR` a program that runs it, such as `qemu-aarch64-static`.
public enum Product {
  /// The executable's absolute path.
  public static var path: String {
    get throws { try built.get() }
  }

  /// What starts the executable: its path, after that of the emulator where there is one.
  static var command: [String] {
    get throws {
      let path = try path
      return variable("HEALTHPROBE_EMULATOR").map { [$0, path] } ?? [path]
    }
  }

  /// The folder of `Package.swift`.
  public static let package = String(
    #filePath.dropLast("/Tests/Harness/Product.swift".count))

  // Once for each process: a lazy constant.
  private static let built = Result {
    if let path = variable("HEALTHPROBE_EXECUTABLE") { return path }
    return try build()
  }

  /// Builds the executable unless it is up to date, which SwiftPM knows best.
  ///
  /// It has a scratch path of its own, since `swift test` holds `.build` as long as it runs.
  private static func build() throws -> String {
    let scratch = "\(package)/.build/product"
    mkdir("\(package)/.build", 0o755)
    let lock = try Descriptor.open("\(scratch).lock", O_RDWR | O_CREAT)
    flock(lock.number, LOCK_EX)
    var build = Process(command: [
      "swift", "build", "--configuration", "release", "--product", "healthprobe",
      "--package-path", package, "--scratch-path", scratch,
    ])
    build.environment = inheritedEnvironment
    build.limit = .seconds(600)
    let run = try build.run()
    guard run.status == 0 else { throw HarnessError("the release build failed: \(run.all)") }
    return "\(scratch)/release/healthprobe"
  }

  private static var inheritedEnvironment: [String] {
    var variables: [String] = []
    var next = environ
    while let variable = next.pointee {
      variables.append(String(cString: variable))
      next += 1
    }
    return variables
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
