public import Bytes

/// What is wrong with the text of a target, and what would be right.
public enum TargetError: Error, Sendable {
  /// Nothing at all.
  case emptyTarget
  /// No protocol here is called that.
  case unknownScheme
  /// A host is wanted.
  case emptyHost
  /// Something with digits and points that is no IPv4 address.
  case malformedIPv4
  /// Brackets without an IPv6 address in them.
  case malformedIPv6
  /// A name with a byte, a label or a length that no host name has.
  case malformedName
  /// A port is wanted.
  case missingPort
  /// A port that is no number from 1 to 65535.
  case malformedPort
  /// `%` without two hexadecimal digits.
  case malformedPercent
  /// A space, a control byte or a NUL.
  case forbiddenByte
  /// Credentials for a protocol that has none.
  case unexpectedCredentials
  /// Something after the part that ends such a target.
  case unexpectedRest
  /// A Unix socket's path that is empty, relative or too long.
  case malformedSocketPath

  /// The error in words.
  public var text: StaticBytes {
    switch self {
    case .emptyTarget: "empty target; wanted http://HOST/PATH, tcp://HOST:PORT or unix:///PATH"
    case .unknownScheme: "unknown scheme; wanted http, http+unix, tcp or unix"
    case .emptyHost: "empty host; wanted a name, an IPv4 address or an [IPv6] address"
    case .malformedIPv4: "malformed IPv4 address; wanted four numbers from 0 to 255"
    case .malformedIPv6: "malformed IPv6 address; wanted one in brackets, as [::1]"
    case .malformedName:
      "malformed host name; wanted labels of 1 to 63 letters, digits, '-' and '_', 253 in all"
    case .missingPort: "missing port; wanted HOST:PORT"
    case .malformedPort: "malformed port; wanted 1 to 65535"
    case .malformedPercent: "malformed percent-encoding; wanted % and two hexadecimal digits"
    case .forbiddenByte: "space or control byte; wanted it percent-encoded"
    case .unexpectedCredentials: "credentials where none are used; wanted HOST:PORT"
    case .unexpectedRest: "something after the port; wanted HOST:PORT"
    case .malformedSocketPath:
      "malformed socket path; wanted an absolute one of at most 107 bytes (in http+unix: as %2Frun%2Fapp.sock)"
    }
  }
}
