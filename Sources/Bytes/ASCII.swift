/// The bytes that protocols and command lines are made of, and the classes they fall into.
extension UInt8 {
  /// `0` to `9`.
  @inlinable
  public var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// `A` to `Z` and `a` to `z`.
  @inlinable
  public var isLetter: Bool { lowercased >= 0x61 && lowercased <= 0x7a }

  @inlinable
  func separates(lines: Bool) -> Bool {
    isWhitespace && (!lines || !isBlank)
  }

  /// A space, a tab or one of the line breaks.
  @inlinable
  public var isWhitespace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0d) }

  /// A space or a tab.
  @inlinable
  public var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// A C0 control or DEL.
  @inlinable
  public var isControl: Bool { self < 0x20 || self == 0x7f }

  /// The lower-case form of an ASCII letter; every other byte is itself.
  @inlinable
  public var lowercased: UInt8 { self >= 0x41 && self <= 0x5a ? self | 0x20 : self }

  /// The upper-case form of an ASCII letter; every other byte is itself.
  @inlinable
  public var uppercased: UInt8 { self >= 0x61 && self <= 0x7a ? self & 0xdf : self }

  /// The value of a hexadecimal digit of either case; nil for every other byte.
  @inline(never)
  public var hexDigitValue: UInt8? {
    if isDigit { return self &- 0x30 }
    let letter = lowercased
    return letter >= 0x61 && letter <= 0x66 ? letter &- 0x57 : nil
  }

  /// The upper-case hexadecimal digit for the low four bits of `value`.
  public static func hexDigit(_ value: UInt8) -> UInt8 {
    let digit = value & 0x0f
    return digit < 10 ? digit &+ 0x30 : digit &+ 0x37
  }
}
