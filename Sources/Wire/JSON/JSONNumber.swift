internal import Bytes

/// The spelling of a JSON number as it arrives, RFC 8259 §6.
enum JSONNumber {
  case minus
  case zero
  case integer
  case point
  case fraction
  case exponent
  case exponentSign
  case exponentDigits

  /// A number that begins with this byte; nil where none does.
  init?(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "-"): self = .minus
    case UInt8(ascii: "0"): self = .zero
    case UInt8(ascii: "1")...UInt8(ascii: "9"): self = .integer
    default: return nil
    }
  }

  /// Whether it may end here.
  var isWhole: Bool {
    switch self {
    case .zero, .integer, .fraction, .exponentDigits: true
    default: false
    }
  }

  /// Takes the next byte.
  ///
  /// - Returns: Whether it is part of the number.
  mutating func take(_ byte: UInt8) -> Bool {
    let isExponent = byte.lowercased == UInt8(ascii: "e")
    switch self {
    case .minus where byte == UInt8(ascii: "0"): self = .zero
    case .minus where byte.isDigit: self = .integer
    case .integer where byte.isDigit: break
    case .zero where byte == UInt8(ascii: "."), .integer where byte == UInt8(ascii: "."):
      self = .point
    case .point where byte.isDigit, .fraction where byte.isDigit: self = .fraction
    case .zero where isExponent, .integer where isExponent, .fraction where isExponent:
      self = .exponent
    case .exponent where byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"):
      self = .exponentSign
    case .exponent where byte.isDigit, .exponentSign where byte.isDigit,
      .exponentDigits where byte.isDigit:
      self = .exponentDigits
    default: return false
    }
    return true
  }
}
