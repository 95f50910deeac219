extension ByteBuffer {
  /// Appends a number in decimal.
  @inline(__always)
  public mutating func append(decimal number: Int) {
    append(decimal: Int64(number))
  }

  /// Appends a number in decimal, which may have more bits than a word.
  @inline(never)
  public mutating func append(decimal number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var (first, last) = (count, count)
    var rest = number.magnitude
    repeat {
      last = count
      append(UInt8(truncatingIfNeeded: rest % 10) | 0x30)
      rest /= 10
    } while rest > 0
    // The last digit came first.
    var digits = mutableSpan
    while first < last {
      digits.swapAt(first, last)
      first &+= 1
      last &-= 1
    }
  }

  /// Whether the bytes are those of `other`, ASCII letters in either case.
  public func equals(ignoringCase other: Span<UInt8>) -> Bool { span.equals(ignoringCase: other) }

  /// Appends foreign bytes: those that are not printable ASCII as `\xHH`, and `...` in place of what
  /// is past `limit` bytes of `foreign`.
  @inline(never)
  public mutating func append(escaping foreign: Span<UInt8>, limit: Int = .max) {
    let count = min(foreign.count, limit)
    var start = 0
    while start < count {
      var end = start
      while end < count, !foreign[end].isControl, foreign[end] < 0x80 { end += 1 }
      append(foreign.extracting(start..<end))
      if end < count {
        append("\\x")
        append(hexadecimal: foreign[end])
      }
      start = end + 1
    }
    if foreign.count > limit { append("...") }
  }

  /// Appends foreign bytes, escaped, cut at 64 bytes and between single quotes.
  @inline(never)
  public mutating func append(quoting foreign: Span<UInt8>) {
    append(UInt8(ascii: "'"))
    append(escaping: foreign, limit: 64)
    append(UInt8(ascii: "'"))
  }

  /// Appends the foreign bytes of another buffer, as ``append(quoting:)-(Span<UInt8>)`` does.
  public mutating func append(quoting foreign: borrowing ByteBuffer) {
    append(quoting: foreign.span)
  }

  /// Appends the two upper-case hexadecimal digits of a byte.
  @inline(never)
  public mutating func append(hexadecimal byte: UInt8) {
    append(UInt8.hexDigit(byte >> 4))
    append(UInt8.hexDigit(byte))
  }
}
