public import Bytes

/// What is wrong with the text of a target.
public enum TargetError: Error, Sendable {
  /// Nothing at all.
  case emptyTarget
  /// No protocol here is called that.
  case unknownScheme
  /// A scheme's name and `:`, but not `//`.
  case missingSlashes
  /// A host is wanted.
  case emptyHost
  /// A path without a host or a scheme.
  case pathAlone
  /// A number without a host or a scheme.
  case numberAlone
  /// The socket as nginx and Docker write it, `http://unix:/PATH:/PATH`.
  case foreignSocket
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
  /// `%00` in a name that the protocol ends with a NUL.
  case encodedNUL
  /// Credentials for a protocol that has none.
  case unexpectedCredentials
  /// Credentials without the password that the protocol wants with a user.
  case missingPassword
  /// A path for a protocol that has none.
  case unexpectedPath
  /// A path is wanted.
  case missingPath
  /// A path that is longer than the protocol can ask for.
  case longPath
  /// A query for a protocol that has none, or with a key that it does not know.
  case unexpectedQuery
  /// A value in the query that is no duration.
  case malformedDuration
  /// A path of this machine that is empty, relative or too long.
  case malformedPath
  /// The same where it stands in place of a host.
  case malformedSocketPath

  /// The error in words, with what would be right unless that is the scheme's form.
  public var text: StaticBytes {
    switch self {
    case .emptyTarget: "empty target; wanted http://HOST/PATH, tcp://HOST:PORT or unix:///PATH"
    case .unknownScheme: "unknown scheme"
    case .missingSlashes: "missing // after the scheme"
    case .emptyHost: "empty host; wanted a name, an IPv4 address or an [IPv6] address"
    case .pathAlone:
      "a path alone; wanted :80/PATH for HTTP on this host, unix:///PATH for a socket or file:///PATH"
    case .numberAlone: "a number alone; wanted :PORT for this host, or HOST:PORT as one argument"
    case .foreignSocket:
      "a socket as a host; wanted its path percent-encoded, as in http+unix://%2Frun%2Fapp.sock/PATH"
    case .malformedIPv4: "malformed IPv4 address; wanted four numbers from 0 to 255"
    case .malformedIPv6: "malformed IPv6 address; wanted one in brackets, as [::1]"
    case .malformedName:
      "malformed host name; wanted labels of 1 to 63 letters, digits, '-' and '_', 253 in all"
    case .missingPort: "missing port"
    case .malformedPort: "malformed port; wanted 1 to 65535"
    case .malformedPercent: "malformed percent-encoding; wanted % and two hexadecimal digits"
    case .forbiddenByte: "space or control byte; wanted it percent-encoded"
    case .encodedNUL: "%00 in a user or a database; wanted neither to hold a NUL"
    case .unexpectedCredentials: "credentials where none are used"
    case .missingPassword: "a user without a password"
    case .unexpectedPath: "a path where none is used"
    case .missingPath: "missing path"
    case .longPath: "a path too long; wanted at most 8192 bytes"
    case .unexpectedQuery: "a query that is not used"
    case .malformedDuration:
      "malformed duration; wanted one such as 500ms, 2s, 1.5s or 1m30s, more than 0 and at most 24h"
    case .malformedPath: "malformed path: not absolute, or over 107 bytes for a socket"
    case .malformedSocketPath:
      "malformed socket path; wanted an absolute one of at most 107 bytes, percent-encoded as %2Frun%2Fapp.sock"
    }
  }

  /// Whether the form of the target's scheme says what would be right.
  public var wantsForm: Bool {
    switch self {
    case .missingSlashes, .missingPort, .unexpectedCredentials, .missingPassword, .unexpectedPath,
      .missingPath, .unexpectedQuery, .malformedPath:
      true
    default: false
    }
  }
}
