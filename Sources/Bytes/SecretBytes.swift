/// A few bytes that follow from a key, which are overwritten when their owner ends.
///
/// They lie in one place of the heap, and moving the owner moves a pointer, so no copy is left.
public struct SecretBytes: ~Copyable {
  private var bytes: ByteBuffer

  /// No byte yet, and room for `capacity`, beyond which none may be appended.
  public init(capacity: Int = 64) {
    bytes = ByteBuffer(capacity: capacity)
  }

  /// A copy of some bytes.
  public init(copying source: Span<UInt8>) {
    self.init(capacity: source.count)
    bytes.append(source)
  }

  deinit { bytes.wipe() }

  /// How many bytes there are.
  public var count: Int { bytes.count }

  /// The bytes.
  public var span: Span<UInt8> {
    @_lifetime(borrow self)
    get { bytes.span }
  }

  /// The bytes, to be changed in place.
  public var mutableSpan: MutableSpan<UInt8> {
    @_lifetime(&self)
    mutating get { bytes.mutableSpan }
  }

  /// Appends one byte.
  public mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends the bytes of a span.
  public mutating func append(_ source: Span<UInt8>) {
    bytes.append(source)
  }

  /// Takes away every byte but the first `count`.
  public mutating func truncate(to count: Int) {
    bytes.truncate(to: count)
  }
}
