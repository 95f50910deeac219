import Glibc

/// A program in Go against the libraries of Debian, built where a test needs it.
public enum GoProgram {
  /// Whether there is a compiler.
  public static var isInstalled: Bool { Daemon.isInstalled("go") }

  /// Whether there is a compiler, and the library of that import path.
  public static func canBuild(with library: String) -> Bool {
    isInstalled && access("\(libraries)/src/\(library)", F_OK) == 0
  }

  // Where Debian's packages put their sources.
  private static let libraries = "/usr/share/gocode"

  /// Builds the program in a folder of the package, unless the compiler finds it up to date.
  ///
  /// - Returns: Its absolute path.
  public static func build(_ folder: String) throws -> String {
    let scratch = "\(Product.package)/.build/go"
    let program = "\(scratch)/\(folder.split(separator: "/").last ?? "program")"
    mkdir("\(Product.package)/.build", 0o755)
    mkdir(scratch, 0o755)
    let lock = try Descriptor.open("\(scratch)/lock", O_RDWR | O_CREAT)
    flock(lock.number, LOCK_EX)
    var build = Process(command: [
      "go", "build", "-o", program, "\(Product.package)/\(folder)/main.go",
    ])
    build.environment = [
      "PATH=/usr/bin:/bin", "GO111MODULE=off", "GOPATH=\(libraries)", "GOCACHE=\(scratch)/cache",
    ]
    build.limit = .seconds(600)
    let run = try build.run()
    guard run.status == 0 else { throw HarnessError("\(build.command) failed: \(run)") }
    return program
  }
}
