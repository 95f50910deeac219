internal import Bytes
internal import Linux

/// Values of the form `@FILE`, which keep a secret out of the arguments, where `ps` shows it.
enum SecretFile {
  /// The most bytes of such a file.
  static var limit: Int { 64 << 10 }

  /// The contents of the file in `@FILE` without its last line break; any other value is itself.
  static func resolve(_ value: StaticBytes) throws(UsageError) -> StaticBytes {
    guard value.span.starts(ignoringCase: "@") else { return value }
    let path = value[1...]
    do throws(Errno) {
      let contents = try File.contents(of: path, atMost: limit, within: .seconds(5))
      var end = contents.count
      if end > 0, contents.span[end - 1] == UInt8(ascii: "\n") { end -= 1 }
      if end > 0, contents.span[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      return contents[0..<end]
    } catch {
      var reason = ByteBuffer()
      reason.append(error)
      throw UsageError("can't read file '%': %", path, reason.keep())
    }
  }
}
