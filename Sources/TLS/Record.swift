internal import Bytes

/// The kinds of contents of a record, RFC 8446 §5.1.
enum ContentType: UInt8 {
  case changeCipherSpec = 20
  case alert = 21
  case handshake = 22
  case applicationData = 23

  /// The kind with a number that came in a protected record.
  init(checking number: UInt8) throws(TLSFailure) {
    guard let type = ContentType(rawValue: number) else {
      throw TLSFailure(.unexpectedMessage, "a record of an unknown type")
    }
    self = type
  }
}

/// The form of a record: a type, a version, a length of 2 bytes, and the contents.
enum Record {
  static var headerSize: Int { 5 }
  /// The bytes of a nonce that TLS 1.2 sends with each protected record.
  static var explicitNonceSize: Int { 8 }
  /// The most bytes of contents.
  static var limit: Int { 1 << 14 }
  /// The most bytes that protection may add; TLS 1.2 allows more, which AES-GCM does not need.
  static var expansionLimit: Int { 256 }

  /// The header of a record, with the version that all but the first one have.
  static func header(
    _ type: UInt8, _ count: Int, version: UInt8 = 3
  ) -> InlineArray<5, UInt8> {
    [
      type, 3, version, UInt8(truncatingIfNeeded: count &>> 8),
      UInt8(truncatingIfNeeded: count),
    ]
  }

  /// Whether what came of a first record may be the begin of one.
  static func mayBegin(with bytes: borrowing ByteBuffer) -> Bool {
    bytes.isEmpty || ContentType(rawValue: bytes.span[0]) != nil
  }

  /// Reads a header.
  ///
  /// - Parameters:
  ///   - isFirst: Whether nothing came before, so that the peer may speak something else.
  ///   - isProtected: Whether the record may be under keys.
  /// - Returns: The length of what follows.
  static func contentLength(
    _ header: borrowing ByteBuffer, isFirst: Bool, isProtected: Bool
  ) throws(TLSFailure) -> Int {
    let bytes = header.span
    guard ContentType(rawValue: bytes[0]) != nil, bytes[1] == 3, bytes[2] <= 4 else {
      if !isFirst { throw TLSFailure(.decodeError, "a malformed record") }
      throw bytes.starts(ignoringCase: "http/") ? .plainHTTP : .notTLS
    }
    let count = Int(bytes[3]) << 8 | Int(bytes[4])
    guard count <= limit + (isProtected ? expansionLimit : 0) else {
      throw isFirst ? .notTLS : .overflow
    }
    return count
  }
}
