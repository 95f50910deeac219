extension [UInt8] {
  /// The bytes that pairs of hexadecimal digits stand for; all else between them is passed over.
  public init(hexadecimal text: String) {
    let digits = text.compactMap(\.hexDigitValue)
    self = stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }
}
