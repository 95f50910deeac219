extension Span<UInt8> {
  /// Whether both spans hold the same bytes, found out in a time that follows from their counts only.
  @inline(never)
  public func equals(secretly other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var difference: UInt8 = 0
    for index in 0..<count { difference |= self[index] ^ other[index] }
    return difference == 0
  }
}

extension MutableSpan where Element: BitwiseCopyable {
  /// Overwrites the elements with zeros, although nobody may ever read them again.
  @_lifetime(self: copy self)
  public mutating func wipe() {
    unsafe withUnsafeMutableBytes { unsafe Memory.wipe($0) }
  }
}
