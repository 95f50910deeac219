extension [UInt8] {
  /// The bytes of a literal.
  @inlinable @inline(__always)
  public init(_ literal: StaticString) {
    self = unsafe [UInt8](literal.utf8Start, literal.utf8CodeUnitCount)
  }

  /// Copies `count` bytes from `start` on.
  @usableFromInline @inline(never)
  init(_ start: UnsafePointer<UInt8>, _ count: Int) {
    self = []
    unsafe append(start, count)
  }

  /// Copies a span.
  @inline(never)
  public init(_ span: Span<UInt8>) {
    self = []
    append(span)
  }

  /// Appends the bytes of a literal.
  ///
  /// A `StaticString` gives its bytes only by pointer, which is all that is unsafe in this module.
  /// It is three words long; inlined down to two, a call with a literal is 3 bytes shorter, and there
  /// are hundreds.
  @inlinable @inline(__always)
  public mutating func append(_ literal: StaticString) {
    unsafe append(literal.utf8Start, literal.utf8CodeUnitCount)
  }

  /// Appends `count` bytes from `start` on.
  @usableFromInline @inline(never)
  mutating func append(_ start: UnsafePointer<UInt8>, _ count: Int) {
    unsafe append(UnsafeBufferPointer(start: start, count: count).span)
  }

  /// Appends the bytes of a span.
  @inline(never)
  public mutating func append(_ span: Span<UInt8>) {
    let wanted = count + span.count
    if wanted > capacity { reserveCapacity(Swift.max(wanted, capacity * 2)) }
    for index in 0..<span.count { push(span[index]) }
  }

  /// Appends the bytes of another array.
  @inline(never)
  public mutating func append(_ bytes: [UInt8]) {
    append(bytes.span)
  }

  /// Takes the last byte away if it is `byte`.
  @inline(never)
  public mutating func dropLast(_ byte: UInt8) {
    if last == byte { removeLast() }
  }

  /// Whether the bytes are those of `literal`, ASCII letters in either case.
  ///
  /// - Parameter literal: Lower-case ASCII.
  @inlinable @inline(__always)
  public func equals(ignoringCase literal: StaticString) -> Bool {
    unsafe equals(ignoringCase: literal.utf8Start, literal.utf8CodeUnitCount)
  }

  @usableFromInline @inline(never)
  func equals(ignoringCase start: UnsafePointer<UInt8>, _ size: Int) -> Bool {
    unsafe span.equals(ignoringCase: start, size)
  }

  /// Appends a number in decimal.
  @inline(never)
  public mutating func append(decimal number: Int) {
    if number < 0 { push(UInt8(ascii: "-")) }
    var divisor: UInt = 1
    while number.magnitude / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      push(UInt8(truncatingIfNeeded: number.magnitude / divisor % 10) | 0x30)
      divisor /= 10
    }
  }
}
