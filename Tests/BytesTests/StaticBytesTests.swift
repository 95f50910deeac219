import Bytes
import Oracles
import Testing

@Suite struct StaticBytesTests {
  @Test func slicesAreCutToWhatThereIs() {
    let bytes: StaticBytes = "probe"
    #expect(bytes[1..<3].text == "ro")
    #expect(bytes[3..<99].text == "be")
    #expect(bytes[7..<9].isEmpty)
    #expect(bytes[2...].text == "obe")
    #expect(bytes[5...].isEmpty)
    #expect(bytes[6...].isEmpty)
  }

  @Test func everyByteOfALiteral() {
    let bytes: StaticBytes = "\u{0}\u{7f}\u{e9}"
    #expect(bytes.span.array == [0x00, 0x7f, 0xc3, 0xa9])
  }

  @Test func classesOfBytes() {
    for byte in UInt8.min...UInt8.max {
      let scalar = Unicode.Scalar(byte)
      let isASCII = byte < 0x80
      #expect(byte.isDigit == ("0"..."9" ~= scalar))
      #expect(byte.isLetter == ("a"..."z" ~= scalar || "A"..."Z" ~= scalar))
      #expect(byte.isControl == (byte < 0x20 || byte == 0x7f))
      #expect(byte.isWhitespace == (isASCII && scalar.properties.isWhitespace))
      let letter = isASCII ? Character(scalar) : "\u{0}"
      #expect(byte.lowercased == (byte.isLetter ? letter.lowercased().utf8.first : byte))
      #expect(byte.uppercased == (byte.isLetter ? letter.uppercased().utf8.first : byte))
      #expect(byte.hexDigitValue.map(Int.init) == (isASCII ? letter.hexDigitValue : nil))
    }
  }
}
