internal import Bytes

/// The extensions that are offered, RFC 8446 §4.2, and may therefore come back.
enum Extension: Int {
  case serverName = 0
  case supportedGroups = 10
  case pointFormats = 11
  case signatureAlgorithms = 13
  case applicationProtocols = 16
  case extendedMasterSecret = 23
  case recordSizeLimit = 28
  case supportedVersions = 43
  case cookie = 44
  case keyShare = 51
  case renegotiationInfo = 0xff01

  /// Reads the type of the next extension of a server's answer, and remembers it.
  ///
  /// - Parameter seen: One bit for each that came before.
  /// - Throws: For one that was not offered, and for one that comes again.
  @inline(never)
  static func next(_ reader: inout Reader, _ seen: inout UInt64) throws(TLSFailure) -> Extension {
    guard let type = Extension(rawValue: try reader.number(2)) else {
      throw TLSFailure(.unsupportedExtension, "an extension that was not offered")
    }
    let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: type.rawValue & 63)
    guard seen & bit == 0 else { throw TLSFailure(.illegalParameter, "an extension twice") }
    seen |= bit
    return type
  }

  /// What stands where it may not stand.
  static var misplaced: TLSFailure {
    TLSFailure(.illegalParameter, "an extension where it may not stand")
  }
}
