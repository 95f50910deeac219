internal import Bytes

/// What is wrong with the command line or with a variable, and what would be right, in one line.
///
/// It never holds a value that may be secret: a password, credentials or a header.
struct UsageError: Error {
  let text: Text

  init(_ text: Text) {
    self.text = text
  }
}
