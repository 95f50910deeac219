extension Span<UInt8> {
  /// The index of the first `byte` at or after `start`; ``count`` when there is none.
  @inline(never)
  public func firstIndex(of byte: UInt8, from start: Int) -> Int {
    var index = max(0, start)
    while index < count, self[index] != byte { index += 1 }
    return index
  }

  /// The index of the first `byte`; ``count`` when there is none.
  @inline(__always)
  public func firstIndex(of byte: UInt8) -> Int {
    firstIndex(of: byte, from: 0)
  }

  /// The index of the first byte that is among `wanted`; ``count`` when there is none.
  @inline(never)
  public func firstIndex(ofAny wanted: StaticBytes) -> Int {
    let wanted = wanted.span
    for index in 0..<count {
      for place in 0..<wanted.count where self[index] == wanted[place] { return index }
    }
    return count
  }

  /// The index after the last `byte` before `end`; 0 when there is none.
  @inline(never)
  public func index(afterLast byte: UInt8, before end: Int) -> Int {
    var index = end
    while index > 0, self[index - 1] != byte { index -= 1 }
    return index
  }

  /// Whether the byte is among these.
  @inline(never)
  public func contains(_ byte: UInt8) -> Bool {
    firstIndex(of: byte) < count
  }

  /// Whether the first bytes are those of `prefix`, ASCII letters in either case.
  @inline(never)
  public func starts(ignoringCase prefix: StaticBytes) -> Bool {
    guard count >= prefix.count else { return false }
    return extracting(first: prefix.count).equals(ignoringCase: prefix.span)
  }

  /// Whether the bytes are those of `literal`, ASCII letters in either case.
  @inline(never)
  public func equals(ignoringCase literal: StaticBytes) -> Bool {
    equals(ignoringCase: literal.span)
  }

  /// Whether both spans hold the same bytes, ASCII letters in either case.
  @inline(never)
  public func equals(ignoringCase other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index].lowercased != other[index].lowercased { return false }
    return true
  }

  /// Whether both spans hold the same bytes.
  @inline(never)
  public func equals(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }

  /// The next run of bytes between separators, at or after `index`; nil when there is none.
  ///
  /// - Parameters:
  ///   - index: Where to look from; it is moved behind the run.
  ///   - isLine: Whether only line breaks separate, not every white space.
  @inline(never)
  public func nextField(_ index: inout Int, isLine: Bool) -> Range<Int>? {
    while index < count, self[index].separates(lines: isLine) { index += 1 }
    let start = index
    while index < count, !self[index].separates(lines: isLine) { index += 1 }
    return start < index ? start..<index : nil
  }

  /// The range left of `start..<end` when spaces and tabs at both its ends are cut off.
  @inline(never)
  public func trimmed(_ start: Int, _ end: Int) -> Range<Int> {
    var lower = start
    var upper = end
    while lower < upper, self[lower].isBlank { lower += 1 }
    while upper > lower, self[upper - 1].isBlank { upper -= 1 }
    return lower..<upper
  }

  /// The number that the bytes spell in decimal digits alone.
  ///
  /// - Returns: nil for no byte, any other byte than a digit, or a value over `limit`.
  @inline(never)
  public func decimal(atMost limit: UInt64 = .max) -> UInt64? {
    guard count > 0 else { return nil }
    var value: UInt64 = 0
    for index in 0..<count {
      guard self[index].isDigit else { return nil }
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(UInt64(self[index] & 0x0f))
      guard !overflow, !carry, sum <= limit else { return nil }
      value = sum
    }
    return value
  }

  /// The byte that the two hexadecimal digits at `index` spell; nil where they are not there.
  @inline(never)
  public func hexadecimal(at index: Int) -> UInt8? {
    guard index + 1 < count, let high = self[index].hexDigitValue,
      let low = self[index + 1].hexDigitValue
    else { return nil }
    return high << 4 | low
  }

  /// The range left when a line feed at the end is cut off, and a carriage return before it.
  @inline(never)
  public var withoutLineEnd: Range<Int> {
    var end = count
    if end > 0, self[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > 0, self[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return 0..<end
  }
}
