internal import Bytes

/// What the server chose: a ServerHello, RFC 8446 §4.1.3 and RFC 5246 §7.4.1.3, or a
/// HelloRetryRequest, RFC 8446 §4.1.4.
struct ServerHello: ~Copyable {
  /// The most bytes of a cookie, with which a ClientHello still fits a record.
  static var cookieLimit: Int { 1 << 13 }

  /// Whether this is a HelloRetryRequest.
  private(set) var isRetry = false
  /// The suite, which is one of the version chosen.
  private(set) var suite = CipherSuite.aes128GCM
  /// 32 random bytes.
  private(set) var random = ByteBuffer()
  /// The session that the server answers to.
  private(set) var session = ByteBuffer()
  /// The group of its key share, or the one that it wants a share of; nil in TLS 1.2.
  private(set) var group: NamedGroup?
  /// Its key share; empty in a HelloRetryRequest and in TLS 1.2.
  private(set) var keyShare = ByteBuffer()
  /// What a HelloRetryRequest wants back; empty for nothing.
  private(set) var cookie = ByteBuffer()
  /// The application protocol chosen in TLS 1.2; empty for none.
  private(set) var applicationProtocol = ByteBuffer()
  /// Whether TLS 1.2 derives its master secret as RFC 7627 says.
  private(set) var hasExtendedMasterSecret = false

  /// The most bytes of contents that TLS 1.2 may send in a record.
  private(set) var recordLimit = Record.limit

  private var isTLS13 = false
  private var seen: UInt64 = 0

  /// Reads the body of the message.
  init(_ body: Span<UInt8>) throws(TLSFailure) {
    self.init()
    try read(body)
  }

  private init() {}

  private mutating func read(_ body: Span<UInt8>) throws(TLSFailure) {
    var reader = Reader(body)
    let version = try reader.number(2)
    guard version >= 0x0303 else {
      throw TLSFailure(.protocolVersion, "no TLS version in common: the server wants 1.1 or older")
    }
    let random = try reader.take(32)
    self.random.append(random)
    let session = try reader.vector(1)
    guard session.count <= 32 else { throw .malformed }
    self.session.append(session)
    let number = UInt16(truncatingIfNeeded: try reader.number(2))
    guard version == 0x0303, let suite = CipherSuite(rawValue: number) else {
      throw TLSFailure(.illegalParameter, "a version or cipher suite that was not offered")
    }
    self.suite = suite
    guard try reader.number(1) == 0 else {
      throw TLSFailure(.illegalParameter, "a compression method that was not offered")
    }
    isRetry = random.equals(Self.retryRandom.span)
    if !reader.isAtEnd {
      var extensions = Reader(try reader.vector(2))
      try reader.end()
      while !extensions.isAtEnd {
        let type = try Extension.next(&extensions, &seen)
        try read(type, extensions.vector(2))
      }
    }
    try check()
  }

  /// The random bytes of a HelloRetryRequest: the SHA-256 of its name.
  private static var retryRandom: InlineArray<32, UInt8> {
    [
      0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8,
      0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8,
      0x33, 0x9c,
    ]
  }

  private mutating func read(
    _ type: Extension, _ contents: Span<UInt8>
  ) throws(TLSFailure) {
    var reader = Reader(contents)
    switch type {
    case .supportedVersions:
      guard try reader.number(2) == 0x0304 else {
        throw TLSFailure(.illegalParameter, "a TLS version that was not offered")
      }
      isTLS13 = true
    case .keyShare:
      guard let group = NamedGroup(rawValue: try reader.number(2)) else {
        throw TLSFailure(.illegalParameter, "a group that was not offered")
      }
      self.group = group
      if !isRetry { keyShare.append(try reader.vector(2)) }
    case .cookie:
      let cookie = try reader.vector(2)
      guard cookie.count > 0 else { throw .malformed }
      guard cookie.count <= Self.cookieLimit else {
        throw TLSFailure(.illegalParameter, "a cookie over 8 KiB")
      }
      self.cookie.append(cookie)
    case .applicationProtocols:
      applicationProtocol.append(try Self.applicationProtocol(contents))
      return
    case .extendedMasterSecret: hasExtendedMasterSecret = true
    case .renegotiationInfo:
      guard try reader.number(1) == 0 else {
        throw TLSFailure(.handshakeFailure, "renegotiation information in a first handshake")
      }
    case .pointFormats:
      let formats = try reader.vector(1)
      guard formats.contains(0) else {
        throw TLSFailure(.illegalParameter, "no uncompressed points")
      }
    case .recordSizeLimit: recordLimit = try Self.recordLimit(&reader)
    // Some servers of TLS 1.2 tell their own; nobody needs them.
    case .supportedGroups: return
    case .serverName: break
    case .signatureAlgorithms: throw Extension.misplaced
    }
    try reader.end()
  }

  /// The one protocol that a server chose, RFC 7301 §3.1.
  @_lifetime(copy contents)
  static func applicationProtocol(_ contents: Span<UInt8>) throws(TLSFailure) -> Span<UInt8> {
    var reader = Reader(contents)
    var list = Reader(try reader.vector(2))
    try reader.end()
    let name = try list.vector(1)
    try list.end()
    guard name.count > 0 else { throw .malformed }
    return name
  }

  /// The most bytes that a server takes in a record, RFC 8449 §4.
  static func recordLimit(_ reader: inout Reader) throws(TLSFailure) -> Int {
    let limit = try reader.number(2)
    guard limit >= 64 else { throw TLSFailure(.illegalParameter, "a record size limit under 64") }
    return min(limit, Record.limit)
  }

  /// Checks that what was read belongs together.
  private func check() throws(TLSFailure) {
    guard suite.isTLS13 == isTLS13 else {
      throw TLSFailure(.illegalParameter, "a cipher suite of another TLS version")
    }
    let share = UInt64(1) &<< UInt64(Extension.keyShare.rawValue)
    let version = UInt64(1) &<< UInt64(Extension.supportedVersions.rawValue)
    let cookie = UInt64(1) &<< UInt64(Extension.cookie.rawValue)
    if isRetry {
      guard isTLS13, seen & ~(version | share | cookie) == 0 else { throw Extension.misplaced }
    } else if isTLS13 {
      guard seen & ~(version | share) == 0 else { throw Extension.misplaced }
      guard group != nil else { throw TLSFailure(.missingExtension, "no key share") }
    } else {
      guard seen & (share | cookie) == 0 else { throw Extension.misplaced }
      guard !isDowngraded else {
        throw TLSFailure(.illegalParameter, "TLS 1.2 of a server that has 1.3: a downgrade")
      }
    }
  }

  /// Whether the server marked a lower version than its highest, RFC 8446 §4.1.3.
  private var isDowngraded: Bool {
    let mark: StaticBytes = "DOWNGRD"
    let end = random.span.extracting(24..<32)
    return end.extracting(first: 7).equals(mark.span) && end[7] <= 1
  }
}
