public import Bytes
internal import CLinux

/// A vector of C strings as the kernel lays it on the stack: argv or envp, execve(2).
///
/// The strings are read where they lie, since an environment can be large and a run asks for little
/// of it.
public struct StringVector: Sendable {
  // The address of the first of the strings' addresses, which end with 0; 0 for an empty vector.
  private let start: Int

  /// The arguments after the program's name.
  public static var arguments: StringVector {
    guard let stack = unsafe clinux_initial_stack(), unsafe stack[0] > 0 else {
      return StringVector(start: 0)
    }
    return StringVector(start: unsafe Int(bitPattern: stack + 2))
  }

  /// The environment, environ(7), each string `NAME=VALUE`.
  public static var environment: StringVector {
    guard let stack = unsafe clinux_initial_stack() else { return StringVector(start: 0) }
    return StringVector(start: unsafe Int(bitPattern: stack + stack[0] + 2))
  }

  private init(start: Int) {
    self.start = start
  }

  /// A vector of one's own, which is never freed; for tests.
  ///
  /// - Parameter strings: Without NUL bytes.
  public init(_ strings: borrowing List<StaticBytes>) {
    let vector = UnsafeMutablePointer<Int>.allocate(capacity: strings.count + 1)
    for index in 0..<strings.count {
      var copy = ByteBuffer()
      copy.append(strings[index])
      copy.append(0)
      unsafe vector[index] = copy.keep().span.address
    }
    unsafe vector[strings.count] = 0
    start = Int(bitPattern: vector)
  }

  /// The string at `index`; nil past the last.
  public subscript(index: Int) -> StaticBytes? {
    string(at: index, with: "")
  }

  /// The next string at or after `index` that begins with `prefix`; nil when there is none.
  ///
  /// - Parameter index: Where to look from; it is moved behind the string.
  public func next(_ index: inout Int, with prefix: StaticBytes) -> StaticBytes? {
    while address(at: index) != 0 {
      index += 1
      if let string = string(at: index - 1, with: prefix) { return string }
    }
    return nil
  }

  /// The value of the first string `NAME=VALUE` with this name; nil when there is none.
  public func value(of name: StaticBytes) -> StaticBytes? {
    var index = 0
    while let string = next(&index, with: name) {
      let value = string[name.count...]
      if !value.isEmpty, value.span[0] == UInt8(ascii: "=") { return value[1...] }
    }
    return nil
  }

  private func address(at index: Int) -> Int {
    guard let vector = unsafe UnsafePointer<Int>(bitPattern: start) else { return 0 }
    return unsafe vector[index]
  }

  /// The string at `index`; nil where there is none or it does not begin with `prefix`.
  private func string(at index: Int, with prefix: StaticBytes) -> StaticBytes? {
    guard let string = unsafe UnsafePointer<UInt8>(bitPattern: address(at: index)) else {
      return nil
    }
    let wanted = prefix.span
    // A string's NUL is in no prefix, so this never reads past its end.
    for place in 0..<wanted.count where unsafe string[place] != wanted[place] { return nil }
    return unsafe StaticBytes(string: string)
  }
}
