import Foundation

/// An nginx that listens on a Unix socket, as long as its owner lives.
final class Nginx {
  private let process = Process()
  private let folder: URL

  /// The path of the socket.
  var path: String { folder.appending(path: "socket").path }

  /// - Parameters:
  ///   - key: What the certificate is of.
  ///   - directives: What else stands in its `server` block.
  init(_ key: OpenSSL.Key, _ directives: String) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "healthprobe-nginx-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = try OpenSSL.files(key)
    let configuration = """
      daemon off; master_process off; pid pid; error_log stderr;
      events {}
      http {
        access_log off;
        server {
          listen unix:\(path) ssl;
          ssl_certificate \(files.certificate); ssl_certificate_key \(files.key);
          \(directives)
          location / { return 200 "fine"; }
          location /large { root .; }
        }
      }
      """
    let file = folder.appending(path: "nginx.conf")
    try Data(configuration.utf8).write(to: file)
    try Data(repeating: UInt8(ascii: "x"), count: 300_000).write(
      to: folder.appending(path: "large"))
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["nginx", "-p", folder.path, "-c", file.path]
    var environment = ProcessInfo.processInfo.environment
    environment["PATH", default: ""] += ":/usr/sbin"
    process.environment = environment
    process.standardError = FileHandle.nullDevice
    try process.run()
    // The socket's name is there once it is bound, and it listens soon after.
    for _ in 0..<1000 {
      if Call().run(path: path).failure != "not connected" { return }
      usleep(10_000)
    }
    throw OpenSSL.Failure(description: "nginx does not listen: \(directives)")
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }
}
