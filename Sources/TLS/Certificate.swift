internal import Bytes

/// What is looked at of an X.509 certificate, RFC 5280 §4.1: its form, and when it is valid.
struct Certificate {
  /// The first second of its validity, counted from 1970 in UTC.
  let notBefore: Int64
  /// The last second of its validity, counted from 1970 in UTC.
  let notAfter: Int64

  /// Reads a certificate in DER; nil where it is none.
  @inline(never)
  init?(_ bytes: Span<UInt8>) {
    var outer = DERReader(bytes)
    guard let certificate = outer.value(.sequence), outer.isAtEnd else { return nil }
    var signed = DERReader(certificate)
    guard let contents = signed.value(.sequence), signed.value(.sequence) != nil,
      signed.value(.bitString) != nil, signed.isAtEnd
    else { return nil }

    var fields = DERReader(contents)
    if fields.isNext(.version), fields.value(.version) == nil { return nil }
    // Serial number, signature algorithm, issuer.
    guard fields.value(.integer) != nil, fields.value(.sequence) != nil,
      fields.value(.sequence) != nil, let validity = fields.value(.sequence),
      // Subject, public key.
      fields.value(.sequence) != nil, fields.value(.sequence) != nil
    else { return nil }

    var times = DERReader(validity)
    guard let notBefore = Self.time(&times), let notAfter = Self.time(&times), times.isAtEnd else {
      return nil
    }
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  /// The next time, §4.1.2.5: `YYMMDDHHMMSSZ`, or `YYYYMMDDHHMMSSZ` from 2050 on.
  private static func time(_ times: inout DERReader) -> Int64? {
    if times.isNext(.utcTime) {
      guard let text = times.value(.utcTime), text.count == 13, let year = number(text, 0) else {
        return nil
      }
      return seconds(year < 50 ? 2000 + year : 1900 + year, text, from: 2)
    }
    guard let text = times.value(.generalizedTime), text.count == 15,
      let century = number(text, 0), let year = number(text, 2)
    else { return nil }
    return seconds(100 * century + year, text, from: 4)
  }

  private static func seconds(_ year: Int, _ text: Span<UInt8>, from start: Int) -> Int64? {
    guard text[text.count - 1] == UInt8(ascii: "Z"),
      let month = number(text, start), month >= 1, month <= 12,
      let day = number(text, start + 2), day >= 1,
      day <= days(month, year),
      let hour = number(text, start + 4), hour < 24,
      let minute = number(text, start + 6), minute < 60,
      let second = number(text, start + 8), second < 60
    else { return nil }
    // Years that begin in March have the leap day at their end, and months of 153 days in five.
    let shiftedYear = month > 2 ? year : year - 1
    let shiftedMonth = month > 2 ? month - 3 : month + 9
    let leapDays = shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400
    let days = 365 * shiftedYear + leapDays + (153 * shiftedMonth + 2) / 5 + day - 1 - 719_468
    return Int64(days) * 86_400 + Int64((hour * 60 + minute) * 60 + second)
  }

  private static func days(_ month: Int, _ year: Int) -> Int {
    let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    if month == 2 { return isLeapYear ? 29 : 28 }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
  }

  /// The number that two digits spell.
  private static func number(_ text: Span<UInt8>, _ index: Int) -> Int? {
    text.extracting(index..<index + 2).decimal().map { Int(truncatingIfNeeded: $0) }
  }
}
