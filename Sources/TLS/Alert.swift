public import Bytes

/// What one peer tells the other before it gives up, RFC 8446 §6 and RFC 5246 §7.2.
public struct Alert: Equatable, Sendable {
  /// The number it goes by.
  public let code: UInt8

  static var closeNotify: Alert { Alert(code: 0) }
  static var unexpectedMessage: Alert { Alert(code: 10) }
  static var badRecordMAC: Alert { Alert(code: 20) }
  static var recordOverflow: Alert { Alert(code: 22) }
  static var handshakeFailure: Alert { Alert(code: 40) }
  static var badCertificate: Alert { Alert(code: 42) }
  static var illegalParameter: Alert { Alert(code: 47) }
  static var decodeError: Alert { Alert(code: 50) }
  static var decryptError: Alert { Alert(code: 51) }
  static var protocolVersion: Alert { Alert(code: 70) }
  static var userCanceled: Alert { Alert(code: 90) }
  static var noRenegotiation: Alert { Alert(code: 100) }
  static var missingExtension: Alert { Alert(code: 109) }
  static var unsupportedExtension: Alert { Alert(code: 110) }

  /// The name in the standards; empty for a number without one.
  public var name: StaticBytes {
    switch code {
    case 0: "close_notify"
    case 10: "unexpected_message"
    case 20: "bad_record_mac"
    case 22: "record_overflow"
    case 40: "handshake_failure"
    case 42: "bad_certificate"
    case 43: "unsupported_certificate"
    case 44: "certificate_revoked"
    case 45: "certificate_expired"
    case 46: "certificate_unknown"
    case 47: "illegal_parameter"
    case 48: "unknown_ca"
    case 49: "access_denied"
    case 50: "decode_error"
    case 51: "decrypt_error"
    case 70: "protocol_version"
    case 71: "insufficient_security"
    case 80: "internal_error"
    case 86: "inappropriate_fallback"
    case 90: "user_canceled"
    case 100: "no_renegotiation"
    case 109: "missing_extension"
    case 110: "unsupported_extension"
    case 112: "unrecognized_name"
    case 113: "bad_certificate_status_response"
    case 115: "unknown_psk_identity"
    case 116: "certificate_required"
    case 120: "no_application_protocol"
    default: ""
    }
  }

  /// What a server most often means by it, for somebody who has to mend something; empty where the
  /// name says it all.
  ///
  /// - Parameters:
  ///   - hasChosen: Whether the server had found suite and version to its liking.
  ///   - wantsCertificate: Whether it had asked for a certificate, and got none.
  func meaning(hasChosen: Bool, wantsCertificate: Bool) -> StaticBytes {
    switch code {
    case 40 where wantsCertificate, 42 where wantsCertificate, 116:
      "a client certificate is required"
    case 40 where !hasChosen: "no cipher suite or group in common"
    case 70: "no TLS version in common"
    case 112: "the server has no such name"
    case 120: "no application protocol in common"
    default: ""
    }
  }
}
