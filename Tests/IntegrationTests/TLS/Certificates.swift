import Glibc
import Harness
import Testing

/// Certificates and their keys, made once for all tests of this process.
enum Certificates {
  /// Whether they can be made.
  static let areAvailable =
    Daemon.canImport("cryptography.x509") && Daemon.isInstalled("openssl") && Namespace.isAvailable

  /// The absolute path of the folder that holds a `NAME.pem` and a `NAME.key` for each of them.
  static var folder: String {
    get throws { try made.get() }
  }

  // Once for each process: a lazy constant.
  private static let made = Result {
    var template = Array("/tmp/healthprobe-tls-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw HarnessError("mkdtemp failed") }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    created = path
    atexit { _ = try? Daemon.tool("rm", "-r", Certificates.created) }
    let run = try Daemon.ask(["python3", "\(TLSServer.scripts)/tls-certificates.py", path])
    if run.status != 0 { throw HarnessError("no certificates: \(run)") }
    return path
  }

  nonisolated(unsafe) private static var created = ""
}
