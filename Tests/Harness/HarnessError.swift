import Glibc

/// What keeps a test from being carried out.
public struct HarnessError: Error, CustomStringConvertible {
  /// What happened, in words.
  public let description: String

  /// An error in the words of a test.
  public init(_ description: String) {
    self.description = description
  }

  /// A system call that failed with `number`, `errno` when none is given.
  static func system(_ call: String, _ number: Int32 = errno) -> HarnessError {
    HarnessError("\(call): \(String(cString: strerror(number)))")
  }

  /// The result of a system call, unless it is negative.
  @discardableResult
  static func check(_ call: String, _ result: Int32) throws -> Int32 {
    if result < 0 { throw system(call) }
    return result
  }
}
