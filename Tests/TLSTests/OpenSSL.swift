import Foundation

/// A server of OpenSSL's that answers each request with a page, as long as its owner lives.
final class OpenSSL {
  /// The port on 127.0.0.1.
  let port: UInt16
  private let process = Process()
  private let output = Pipe()

  /// - Parameters:
  ///   - key: What the certificate is of.
  ///   - arguments: What is added to `openssl s_server`.
  init(_ key: Key, _ arguments: [String] = []) throws {
    let files = try Self.files(key)
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["openssl", "s_server", "-accept", "127.0.0.1:0", "-www"]
      + ["-cert", files.certificate, "-key", files.key] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // `ACCEPT 127.0.0.1:PORT`
    var line = ""
    while !line.contains("ACCEPT") || !line.hasSuffix("\n") {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { throw Failure(description: "s_server does not start: \(arguments)") }
      line += String(decoding: piece, as: UTF8.self)
    }
    guard let number = line.split(separator: ":").last.flatMap({ UInt16($0.trimmed) }) else {
      throw Failure(description: "s_server says \(line)")
    }
    port = number
  }

  deinit {
    // A signal that can't be blocked: tests run on threads that block the others.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// A kind of certificate.
  enum Key: String, CaseIterable, Sendable {
    case rsa2048, rsa4096, rsaPSS, p256, p384, ed25519, ed448

    /// What `openssl genpkey` makes it of.
    var options: [String] {
      switch self {
      case .rsa2048: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
      case .rsa4096: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:4096"]
      case .rsaPSS: ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"]
      case .p256: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
      case .p384: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]
      case .ed25519: ["-algorithm", "ED25519"]
      case .ed448: ["-algorithm", "ED448"]
      }
    }
  }

  /// Runs a command of OpenSSL's and returns what it prints.
  @discardableResult
  static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(description: "\(arguments) fails") }
    return String(decoding: text, as: UTF8.self)
  }

  private static let lock = NSLock()
  nonisolated(unsafe) private static var made: [Key: (certificate: String, key: String)] = [:]
  private static let folder: String = {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "healthprobe-tls-\(getpid())").path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: OpenSSL.folder) }
    return path
  }()

  /// A self-signed certificate and its key, made once.
  static func files(_ key: Key) throws -> (certificate: String, key: String) {
    try lock.withLock {
      if let files = made[key] { return files }
      let files = (certificate: "\(folder)/\(key).pem", key: "\(folder)/\(key).key")
      try run(["genpkey", "-out", files.key] + key.options)
      try run(
        ["req", "-x509", "-new", "-key", files.key, "-out", files.certificate, "-days", "30"]
          + ["-subj", "/CN=localhost"])
      made[key] = files
      return files
    }
  }
}

extension Substring {
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
