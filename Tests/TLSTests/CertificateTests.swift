import Bytes
import Foundation
import Oracles
import Testing
import Vectors

@testable import TLS

@Suite struct CertificateTests {
  @Test(
    arguments: [
      ("700101000000Z", 0),
      ("491231235959Z", 2_524_607_999),
      ("500101000000Z", -631_152_000),
      ("000229120000Z", 951_825_600),
      ("20500101000000Z", 2_524_608_000),
      ("20000229000000Z", 951_782_400),
      ("20240229235959Z", 1_709_251_199),
      ("21000228000000Z", 4_107_456_000),
      ("00010101000000Z", -62_135_596_800),
      ("99991231235959Z", 253_402_300_799),
    ] as [(String, Int64)])
  func readsTimes(text: String, seconds: Int64) throws {
    let certificate = try #require(Certificate.read(Self.certificate(text, text)))
    #expect(certificate.notBefore == seconds)
    #expect(certificate.notAfter == seconds)
  }

  @Test func readsTimesAsFoundation() throws {
    var random = Oracles.Random(seed: 11)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for _ in 0..<1000 {
      // Foundation changes to the Julian calendar in 1582.
      let seconds = Int64.random(in: -10_000_000_000...253_402_300_799, using: &random)
      let date = calendar.dateComponents(
        [.year, .month, .day, .hour, .minute, .second],
        from: Date(timeIntervalSince1970: TimeInterval(seconds)))
      let numbers = [date.month, date.day, date.hour, date.minute, date.second].map { $0 ?? 0 }
      let text = numbers.map { String(format: "%02d", $0) }.joined()
      let time = String(format: "%04d", date.year ?? 0) + text + "Z"
      let certificate = Certificate.read(Self.certificate(time, time))
      #expect(certificate?.notAfter == seconds, "\(time)")
    }
  }

  @Test(arguments: [
    "", "Z", "7001010000Z", "700101000000", "700101000000+0100", "701301000000Z", "700001000000Z",
    "700100000000Z", "700132000000Z", "700431000000Z", "700229000000Z", "21000229000000Z",
    "700101240000Z", "700101006000Z", "700101000060Z", "7001010000 0Z", "-00101000000Z",
    "20240101000000.5Z", "202401010000Z", "2024010100000Z", "700101000000z",
  ])
  func refusesTimes(text: String) {
    #expect(Certificate.read(Self.certificate(text, "20300101000000Z")) == nil)
    #expect(Certificate.read(Self.certificate("20300101000000Z", text)) == nil)
  }

  @Test func refusesWhatIsCutOrLonger() {
    for count in 0..<sampleCertificate.count {
      #expect(Certificate.read(Array(sampleCertificate.prefix(count))) == nil)
    }
    #expect(Certificate.read(sampleCertificate + [0]) == nil)
    #expect(Certificate.read(sampleCertificate) != nil)
  }

  @Test func survivesAnyChange() {
    var random = Oracles.Random(seed: 12)
    for _ in 0..<20000 {
      var bytes = sampleCertificate
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = Certificate.read(bytes)
    }
  }

  @Test(
    arguments: [
      ([0x30, 0x80, 0, 0], "an indefinite length"),
      ([0x30, 0x81, 0x01, 0], "a long form for a short length"),
      ([0x30, 0x82, 0x00, 0x80], "a leading zero"),
      ([0x30, 0x84, 0xff, 0xff, 0xff, 0xff], "four bytes"),
      ([0x30, 0xff], "127 bytes"),
      ([0x30, 0x83, 0xff, 0xff], "too few bytes"),
      ([0x30, 5, 1, 2], "past the end"),
      ([0x30], "no length"),
      ([], "nothing"),
      ([0x31, 0], "another tag"),
    ] as [([UInt8], String)])
  func refusesLengths(bytes: [UInt8], what: String) {
    #expect(Certificate.read(bytes) == nil, "\(what)")
    var reader = DERReader(bytes.span)
    let value = reader.value(.sequence)
    #expect(value?.count == nil, "\(what)")
  }

  private static func der(_ tag: DERReader.Tag, _ contents: [UInt8]) -> [UInt8] {
    let count = contents.count
    let length =
      count < 0x80
      ? [UInt8(count)]
      : count < 0x100
        ? [0x81, UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(truncatingIfNeeded: count)]
    return [tag.rawValue] + length + contents
  }

  /// What is looked at of a certificate, with times of the form that their length tells.
  private static func certificate(_ notBefore: String, _ notAfter: String) -> [UInt8] {
    let times = [notBefore, notAfter].flatMap {
      der($0.utf8.count > 13 ? .generalizedTime : .utcTime, Array($0.utf8))
    }
    let contents =
      der(.version, der(.integer, [2])) + der(.integer, [1]) + der(.sequence, [])
      + der(.sequence, []) + der(.sequence, times) + der(.sequence, []) + der(.sequence, [])
    return der(.sequence, der(.sequence, contents) + der(.sequence, []) + der(.bitString, [0]))
  }
}

extension Certificate {
  /// Reads a certificate from an array.
  static func read(_ bytes: [UInt8]) -> Certificate? {
    Certificate(bytes.span)
  }
}
