internal import Bytes
internal import CLinux

/// The environment variables, environ(7).
public struct Environment: Sendable {
  private let entries: [[UInt8]]?

  /// The variables of this process.
  ///
  /// They are read where they lie each time, since an environment can be large and a run asks for
  /// few of them.
  public static let process = Environment(entries: nil)

  /// Variables of one's own, each `NAME=VALUE`; for tests.
  public init(_ entries: [[UInt8]]) {
    self.entries = entries
  }

  private init(entries: [[UInt8]]?) {
    self.entries = entries
  }

  /// The value of the first variable called `name`; nil when it is not set.
  public func value(of name: [UInt8]) -> [UInt8]? {
    values(after: name.joined(UInt8(ascii: "=")), atMost: 1).first
  }

  /// What follows `prefix` in each variable that begins with it, `NAME=` included.
  public func values(after prefix: [UInt8], atMost limit: Int = .max) -> [[UInt8]] {
    var values: [[UInt8]] = []
    if let entries {
      for entry in entries where entry.count >= prefix.count && values.count < limit {
        let (start, rest) = (entry.span.extracting(first: prefix.count), prefix.count..<entry.count)
        if [UInt8](start) == prefix { values.push([UInt8](entry.span.extracting(rest))) }
      }
      return values
    }
    guard let stack = unsafe clinux_initial_stack() else { return values }
    var index = unsafe stack[0] + 2
    while unsafe stack[index] != 0, values.count < limit {
      if unsafe string(at: stack[index], startsWith: prefix) {
        values.push(unsafe Process.bytes(at: stack[index] + prefix.count))
      }
      index += 1
    }
    return values
  }

  private func string(at address: Int, startsWith prefix: [UInt8]) -> Bool {
    guard let string = unsafe UnsafePointer<UInt8>(bitPattern: address) else { return false }
    // A string's NUL is in no prefix, so this never reads past its end.
    for index in 0..<prefix.count where unsafe string[index] != prefix[index] { return false }
    return true
  }
}
