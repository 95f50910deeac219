import Bytes

extension [UInt8] {
  /// The bytes that hexadecimal digits spell; white space among them is passed over.
  public init(hex digits: String) {
    let values = digits.unicodeScalars.filter { !$0.properties.isWhitespace }.map { digit in
      guard let value = Character(digit).hexDigitValue else { fatalError("not hex: \(digits)") }
      return UInt8(value)
    }
    precondition(values.count.isMultiple(of: 2), "half a byte: \(digits)")
    self = stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
  }

  /// A copy of the bytes of a span.
  public init(_ span: Span<UInt8>) {
    self = span.indices.map { span[$0] }
  }

  /// The hexadecimal digits of the bytes.
  public var hex: String {
    map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}

extension SecretBytes {
  /// A copy of the bytes.
  public var array: [UInt8] { [UInt8](span) }
}

extension ByteBuffer {
  /// A copy of the bytes.
  public var array: [UInt8] { [UInt8](span) }
}
