internal import Bytes

/// The contents of a JSON string as they arrive, RFC 8259 §7: escapes decoded, UTF-8 checked.
struct JSONText {
  private enum State {
    case plain
    case escape
    /// In the four digits of `\u`.
    case digits
    /// `\` and then `u` must follow the first half of a surrogate pair.
    case secondBackslash
    case secondU
  }

  private var state = State.plain
  // The bytes that a character in UTF-8 still needs, and the bounds of the next.
  private var following = 0
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xbf
  // What the digits spelled so far, how many came, and the first half of a pair.
  private var unit: UInt32 = 0
  private var digits = 0
  private var firstHalf: UInt32 = 0

  /// What a byte came to.
  enum Step {
    /// Nothing yet.
    case more
    /// The closing quote.
    case end
    /// A byte of the contents.
    case byte(UInt8)
    /// A character of the contents that an escape spelled.
    case scalar(UInt32)
  }

  /// Takes the next byte behind the opening quote.
  mutating func take(_ byte: UInt8) throws(Flaw) -> Step {
    switch state {
    case .plain: return try takePlain(byte)
    case .escape: return try takeEscape(byte)
    case .digits: return try takeDigit(byte)
    case .secondBackslash, .secondU:
      let isBackslash = state == .secondBackslash
      guard byte == (isBackslash ? UInt8(ascii: "\\") : UInt8(ascii: "u")) else {
        throw Self.loneSurrogate
      }
      state = isBackslash ? .secondU : .digits
      return .more
    }
  }

  private static var loneSurrogate: Flaw { Flaw(.expect, "half of a surrogate pair") }

  private mutating func takePlain(_ byte: UInt8) throws(Flaw) -> Step {
    if following > 0 {
      guard byte >= lowest, byte <= highest else { throw Flaw(.expect, "malformed UTF-8") }
      following -= 1
      (lowest, highest) = (0x80, 0xbf)
      return .byte(byte)
    }
    switch byte {
    case UInt8(ascii: "\""): return .end
    case UInt8(ascii: "\\"):
      state = .escape
      return .more
    case 0..<0x20: throw Flaw(.expect, "a control byte in a string")
    case 0x20..<0x80: break
    // RFC 3629 §4: neither overlong forms nor surrogates nor more than U+10FFFF.
    case 0xc2...0xdf: following = 1
    case 0xe0...0xef:
      following = 2
      if byte == 0xe0 { lowest = 0xa0 }
      if byte == 0xed { highest = 0x9f }
    case 0xf0...0xf4:
      following = 3
      if byte == 0xf0 { lowest = 0x90 }
      if byte == 0xf4 { highest = 0x8f }
    default: throw Flaw(.expect, "malformed UTF-8")
    }
    return .byte(byte)
  }

  private mutating func takeEscape(_ byte: UInt8) throws(Flaw) -> Step {
    state = .plain
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return .byte(byte)
    case UInt8(ascii: "b"): return .byte(0x08)
    case UInt8(ascii: "f"): return .byte(0x0c)
    case UInt8(ascii: "n"): return .byte(0x0a)
    case UInt8(ascii: "r"): return .byte(0x0d)
    case UInt8(ascii: "t"): return .byte(0x09)
    case UInt8(ascii: "u"): state = .digits
    default: throw Flaw(.expect, "malformed escape in a string")
    }
    return .more
  }

  private mutating func takeDigit(_ byte: UInt8) throws(Flaw) -> Step {
    guard let digit = byte.hexDigitValue else {
      throw Flaw(.expect, "malformed escape in a string")
    }
    unit = unit << 4 | UInt32(digit)
    digits += 1
    if digits < 4 { return .more }
    let scalar = unit
    unit = 0
    digits = 0
    let isFirstHalf = scalar >> 10 == 0xd800 >> 10
    let isSecondHalf = scalar >> 10 == 0xdc00 >> 10
    guard isSecondHalf == (firstHalf > 0) else { throw Self.loneSurrogate }
    if isFirstHalf {
      firstHalf = scalar
      state = .secondBackslash
      return .more
    }
    state = .plain
    if !isSecondHalf { return .scalar(scalar) }
    defer { firstHalf = 0 }
    return .scalar(0x1_0000 + (firstHalf & 0x3ff) << 10 + (scalar & 0x3ff))
  }
}
