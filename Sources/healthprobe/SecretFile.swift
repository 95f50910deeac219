internal import Bytes
internal import Linux

/// Values of the form `@FILE`, which keep a secret out of the arguments, where `ps` shows it.
enum SecretFile {
  /// The most bytes of such a file.
  static let limit = 64 << 10

  /// The contents of the file in `@FILE` without its last line break; any other value is itself.
  static func resolve(_ value: [UInt8]) throws(UsageError) -> [UInt8] {
    guard value.first == UInt8(ascii: "@") else { return value }
    let path = [UInt8](value.span.extracting(1..<value.count))
    do throws(Errno) {
      var contents = try File.contents(of: path, atMost: limit)
      contents.dropLast(UInt8(ascii: "\n"))
      contents.dropLast(UInt8(ascii: "\r"))
      return contents
    } catch {
      throw UsageError("can't read file \(quoting: path): \(error.text)")
    }
  }
}
