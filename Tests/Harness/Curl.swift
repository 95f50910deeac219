/// The program that most health checks were written with, as an oracle.
public enum Curl {
  /// Whether it can be asked here.
  public static var isInstalled: Bool { Daemon.isInstalled("curl") }

  /// Gets a URL as a check does: failures by their status, redirects followed, no proxy.
  public static func get(_ url: String) throws -> Run {
    var process = Process(command: [
      "curl", "--fail", "--silent", "--show-error", "--location", "--noproxy", "*",
      "--max-time", "10", url,
    ])
    process.environment = ["PATH=/usr/bin:/bin"]
    return try process.run()
  }
}
