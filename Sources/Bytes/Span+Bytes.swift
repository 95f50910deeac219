extension Span<UInt8> {
  /// The index of the first `byte` at or after `start`; ``count`` when there is none.
  @inline(never)
  public func firstIndex(of byte: UInt8, from start: Int = 0) -> Int {
    var index = start
    while index < count, self[index] != byte { index += 1 }
    return index
  }

  /// The index after the last `byte` before `end`; 0 when there is none.
  @inline(never)
  public func index(afterLast byte: UInt8, before end: Int) -> Int {
    var index = end
    while index > 0, self[index - 1] != byte { index -= 1 }
    return index
  }

  /// Whether the byte is among these.
  public func contains(_ byte: UInt8) -> Bool {
    firstIndex(of: byte) < count
  }

  /// Whether the bytes are those of `literal`, ASCII letters in either case.
  ///
  /// - Parameter literal: Lower-case ASCII.
  @inline(never)
  public func equals(ignoringCase literal: StaticString) -> Bool {
    count == literal.utf8CodeUnitCount && starts(ignoringCase: literal)
  }

  /// Whether the first bytes are those of `literal`, ASCII letters in either case.
  ///
  /// - Parameter literal: Lower-case ASCII.
  @inline(never)
  public func starts(ignoringCase literal: StaticString) -> Bool {
    let size = literal.utf8CodeUnitCount
    guard count >= size else { return false }
    return literal.withUTF8Buffer { wanted in
      for index in 0..<size where unsafe self[index].lowercased != wanted[index] { return false }
      return true
    }
  }

  /// Whether both spans hold the same bytes, ASCII letters in either case.
  @inline(never)
  public func equals(ignoringCase other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index].lowercased != other[index].lowercased { return false }
    return true
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
}
