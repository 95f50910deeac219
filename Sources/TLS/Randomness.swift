internal import Bytes

/// The random bytes of one connection, each part for one purpose.
struct Randomness: ~Copyable {
  static var size: Int { 128 }

  private let bytes: SecretBytes

  /// Takes 128 bytes that nobody can guess.
  init(_ bytes: Span<UInt8>) {
    self.bytes = SecretBytes(copying: bytes)
  }

  /// What both ClientHellos have as their random bytes.
  var random: Span<UInt8> {
    @_lifetime(borrow self)
    get { bytes.span.extracting(0..<32) }
  }

  /// A session that never was, RFC 8446 §D.4.
  var session: Span<UInt8> {
    @_lifetime(borrow self)
    get { bytes.span.extracting(32..<64) }
  }

  /// The private key of a share.
  @_lifetime(borrow self)
  func privateKey(_ group: NamedGroup) -> Span<UInt8> {
    bytes.span.extracting(group == .x25519 ? 64..<96 : 96..<128)
  }

  /// None any more.
  init() {
    bytes = SecretBytes()
  }

  /// Whether a server answers to the session that never was.
  func isSession(_ session: borrowing ByteBuffer) -> Bool {
    session.span.equals(self.session)
  }
}
