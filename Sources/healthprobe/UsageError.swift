internal import Bytes

/// What is wrong with the command line or with a variable, and what would be right, in one line.
///
/// It never holds a value that may be secret: a password, credentials or a header.
struct UsageError: Error {
  let text: StaticBytes

  // The most bytes that are shown of a value.
  private static var limit: Int { 200 }

  /// An error in the words of `template`, in which each of at most three `%` stands for the next
  /// value, escaped and cut.
  @inline(never)
  init(
    _ template: StaticBytes, _ first: StaticBytes = "", _ second: StaticBytes = "",
    _ third: StaticBytes = ""
  ) {
    var text = ByteBuffer()
    var (value, next) = (first, second)
    for index in 0..<template.count {
      if template.span[index] == UInt8(ascii: "%") {
        text.append(escaping: value.span, limit: Self.limit)
        (value, next) = (next, third)
      } else {
        text.append(template.span[index])
      }
    }
    self.text = text.keep()
  }
}
