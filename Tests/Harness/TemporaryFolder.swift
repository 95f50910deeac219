import Glibc

/// A folder that is removed with its owner.
public final class TemporaryFolder: Sendable {
  /// The folder's absolute path.
  public let path: String

  private let files = Guarded<[String]>([])

  /// Makes an empty folder.
  public init() throws {
    var template = Array("/tmp/healthprobe-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw HarnessError.system("mkdtemp") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    files.with { for file in $0 { remove(file) } }
    rmdir(path)
  }

  /// Writes a file into the folder.
  ///
  /// - Returns: Its absolute path.
  public func file(_ name: String, _ contents: String) throws -> String {
    try file(name, bytes: Array(contents.utf8))
  }

  /// Writes a file of any bytes into the folder.
  ///
  /// - Returns: Its absolute path.
  public func file(_ name: String, bytes: [UInt8]) throws -> String {
    let file = "\(path)/\(name)"
    let descriptor = try Descriptor.open(file, O_WRONLY | O_CREAT | O_TRUNC)
    files.with { $0.append(file) }
    guard write(descriptor.number, bytes, bytes.count) == bytes.count else {
      throw HarnessError.system("write \(file)")
    }
    return file
  }

  /// Makes a folder in the folder, which is to stay empty.
  ///
  /// - Returns: Its absolute path.
  public func folder(_ name: String) throws -> String {
    let folder = "\(path)/\(name)"
    try HarnessError.check("mkdir \(folder)", mkdir(folder, 0o755))
    files.with { $0.append(folder) }
    return folder
  }

  /// Makes a named pipe in the folder, mkfifo(3).
  ///
  /// - Returns: Its absolute path.
  public func pipe(_ name: String) throws -> String {
    let file = "\(path)/\(name)"
    try HarnessError.check("mkfifo \(file)", mkfifo(file, 0o600))
    files.with { $0.append(file) }
    return file
  }
}
