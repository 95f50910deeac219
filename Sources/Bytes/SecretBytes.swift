/// A few bytes that follow from a key, which are overwritten once nobody holds them any more.
///
/// They lie in one place of the heap, which never grows, and handing them on copies none. What
/// arithmetic with them leaves in registers and on the stack is not overwritten.
@safe
public final class SecretBytes {
  private let memory: UnsafeMutableBufferPointer<UInt8>
  /// How many bytes there are.
  public private(set) var count = 0

  /// No byte yet, and room for `capacity`; what is appended beyond is left out.
  public init(capacity: Int = 64) {
    unsafe memory = .allocate(capacity: capacity)
  }

  /// A copy of some bytes.
  public convenience init(copying source: Span<UInt8>) {
    self.init(capacity: source.count)
    append(source)
  }

  deinit {
    unsafe Memory.wipe(UnsafeMutableRawBufferPointer(memory))
    unsafe Memory.free(memory.baseAddress)
  }

  /// The bytes, for as long as none is appended.
  public var span: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let bytes = unsafe UnsafeBufferPointer(start: memory.baseAddress, count: count)
      return unsafe _overrideLifetime(Span(_unsafeElements: bytes), borrowing: self)
    }
  }

  /// The byte at `index`, which is less than ``count``.
  public subscript(index: Int) -> UInt8 { span[index] }

  /// Appends one byte.
  @inline(never)
  public func append(_ byte: UInt8) {
    guard unsafe count < memory.count else { return }
    unsafe memory[count] = byte
    count += 1
  }

  /// Appends the bytes of a span.
  @inline(never)
  public func append(_ source: Span<UInt8>) {
    for index in 0..<source.count { append(source[index]) }
  }

  /// Takes away every byte but the first `count`.
  public func truncate(to count: Int) {
    self.count = min(self.count, max(0, count))
  }

  /// Combines each byte with `mask` by exclusive or.
  public func combine(with mask: UInt8) {
    for index in 0..<count { unsafe memory[index] ^= mask }
  }
}
