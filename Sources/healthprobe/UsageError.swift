internal import Bytes

/// What is wrong with the command line or with a variable, and what would be right, in one line.
///
/// It never holds a value that may be secret: a password, credentials or a header.
struct UsageError: Error {
  let text: StaticBytes

  /// An error that `write` puts into words.
  @inline(never)
  init(_ write: (inout ByteBuffer) -> Void) {
    var text = ByteBuffer()
    write(&text)
    self.text = text.keep()
  }
}
