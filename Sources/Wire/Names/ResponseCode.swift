public import Bytes

extension ByteBuffer {
  /// Appends a response code of DNS by its name, RFC 1035 §4.1.1.
  public mutating func append(responseCode code: UInt8) {
    switch code {
    // A server that neither knows nor asks others, as one that is asked by mistake.
    case 0: append("a referral")
    case 1: append("FORMERR")
    case 2: append("SERVFAIL")
    case 4: append("NOTIMP")
    case 5: append("REFUSED")
    default:
      append("code ")
      append(decimal: Int(code))
    }
  }
}
