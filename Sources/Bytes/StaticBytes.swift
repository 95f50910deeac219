/// Bytes that lie in memory for the whole run: those of a literal, of an argument or of a variable,
/// or of a buffer that was given up to the run.
///
/// It is two words without an owner, so passing it on costs nothing; it stands in for `String`,
/// whose Unicode tables would more than double the executable.
@safe
public struct StaticBytes: Sendable, ExpressibleByStringLiteral {
  // A number and not a pointer, so that it may stand in errors and other Sendable values.
  @usableFromInline let address: Int
  /// How many bytes there are.
  public let count: Int

  /// The bytes of a literal.
  @inlinable @inline(__always)
  public init(stringLiteral literal: StaticString) {
    unsafe self.init(literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  /// `count` bytes at `start`, which nobody writes to or frees until the run ends.
  @unsafe @inlinable @inline(__always)
  public init(_ start: UnsafePointer<UInt8>, count: Int) {
    address = Int(bitPattern: start)
    self.count = count
  }

  /// The bytes of a C string without its NUL, which nobody writes to or frees.
  @unsafe
  public init(string: UnsafePointer<UInt8>) {
    var count = 0
    // Checked: LLVM makes a loop that may wrap around a call of strlen, which is not there.
    while unsafe string[count] != 0 { count += 1 }
    unsafe self.init(string, count: count)
  }

  /// Whether there is no byte.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// The bytes.
  @inlinable
  public var span: Span<UInt8> {
    @_lifetime(immortal)
    get {
      let start = unsafe UnsafePointer<UInt8>(bitPattern: address)
      let buffer = unsafe UnsafeBufferPointer(start: start, count: count)
      return unsafe _overrideLifetime(Span(_unsafeElements: buffer), copying: ())
    }
  }

  /// The bytes of `range`, which is cut to those there are.
  @inline(never)
  public subscript(range: Range<Int>) -> StaticBytes {
    let lower = min(range.lowerBound, count)
    let size = min(range.upperBound, count) - lower
    return StaticBytes(address: address + lower, count: size)
  }

  /// The bytes from `start` on; none past the last.
  @inline(never)
  public subscript(range: PartialRangeFrom<Int>) -> StaticBytes {
    self[range.lowerBound..<max(range.lowerBound, count)]
  }

  private init(address: Int, count: Int) {
    self.address = address
    self.count = count
  }
}
