extension [UInt8] {
  /// The bytes of a literal.
  @inline(never)
  public init(_ literal: StaticString) {
    self = []
    append(literal)
  }

  /// Copies a span.
  @inline(never)
  public init(_ span: Span<UInt8>) {
    self = []
    append(span)
  }

  /// Appends the bytes of a literal.
  ///
  /// A `StaticString` gives its bytes only by pointer: the one unsafe step of this module.
  @inline(never)
  public mutating func append(_ literal: StaticString) {
    literal.withUTF8Buffer { unsafe append(contentsOf: $0) }
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

  /// The bytes and one more.
  @inline(never)
  public func joined(_ byte: UInt8) -> [UInt8] {
    var bytes = self
    bytes.push(byte)
    return bytes
  }

  /// Takes the last byte away if it is `byte`.
  @inline(never)
  public mutating func dropLast(_ byte: UInt8) {
    if last == byte { removeLast() }
  }

  /// Whether the bytes are those of `literal`, ASCII letters in either case.
  ///
  /// - Parameter literal: Lower-case ASCII.
  @inline(never)
  public func equals(ignoringCase literal: StaticString) -> Bool {
    span.equals(ignoringCase: literal)
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

  /// The lines, without their breaks (LF or CRLF) and without the empty ones.
  public var lines: [[UInt8]] {
    var lines: [[UInt8]] = []
    var start = 0
    while start < count {
      let end = span.firstIndex(of: 0x0a, from: start)
      let hasReturn = end > start && self[end - 1] == 0x0d
      let line = [UInt8](span.extracting(start..<(hasReturn ? end - 1 : end)))
      if !line.isEmpty { lines.push(line) }
      start = end + 1
    }
    return lines
  }
}
