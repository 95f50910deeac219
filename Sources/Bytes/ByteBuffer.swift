/// A growing run of bytes: a message, or a line for a reader.
///
/// It is never copied, so no append asks whether somebody else holds it too; `[UInt8]` does, at
/// some 40 instructions each time. Bytes that a server or an argument chose come into a line only
/// through ``append(escaping:limit:)``, so that a line never holds a control byte of theirs.
@safe
public struct ByteBuffer: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>?
  /// How many bytes there are.
  public private(set) var count = 0
  private var capacity = 0

  // What an allocated block of 128 bytes has room for.
  private static var smallest: Int { 112 }

  /// A buffer without bytes, which allocates nothing yet.
  @inlinable @inline(__always)
  public init() {
    self.init(empty: ())
  }

  @usableFromInline @inline(__always)
  init(empty: ()) {
    unsafe start = nil
  }

  /// A buffer that `capacity` bytes fit in before it grows.
  public init(capacity: Int) {
    unsafe start = nil
    reserve(capacity)
  }

  deinit { unsafe Memory.free(start) }

  /// Whether there is no byte.
  public var isEmpty: Bool { count == 0 }

  /// The bytes, for as long as the buffer is not changed.
  public var span: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let buffer = unsafe UnsafeBufferPointer(start: start, count: count)
      return unsafe _overrideLifetime(Span(_unsafeElements: buffer), borrowing: self)
    }
  }

  /// The bytes, to be changed in place.
  public var mutableSpan: MutableSpan<UInt8> {
    @_lifetime(&self)
    mutating get {
      let buffer = unsafe UnsafeMutableBufferPointer(start: start, count: count)
      return unsafe _overrideLifetime(MutableSpan(_unsafeElements: buffer), mutating: &self)
    }
  }

  /// Gives the bytes up to the run, which never frees them; the buffer begins anew.
  public mutating func keep() -> StaticBytes {
    guard let kept = unsafe start else { return "" }
    unsafe start = nil
    let size = count
    count = 0
    capacity = 0
    return unsafe StaticBytes(kept, count: size)
  }

  /// Makes room for `wanted` bytes in all.
  @inline(never)
  private mutating func reserve(_ wanted: Int) {
    let larger = max(wanted, capacity * 2, Self.smallest)
    let memory = unsafe Memory.move(start, count: count, to: larger)
    unsafe start = memory.assumingMemoryBound(to: UInt8.self)
    capacity = larger
  }

  /// Appends one byte.
  @inline(never)
  public mutating func append(_ byte: UInt8) {
    if count == capacity { reserve(count + 1) }
    unsafe start?[count] = byte
    count += 1
  }

  /// Appends the bytes of a span.
  @inline(never)
  public mutating func append(_ bytes: Span<UInt8>) {
    let wanted = count + bytes.count
    if wanted > capacity { reserve(wanted) }
    unsafe bytes.withUnsafeBytes { unsafe copy($0) }
    count = wanted
  }

  /// Appends the bytes of another buffer from `start` on, which is at most its count.
  @inline(never)
  public mutating func append(_ other: borrowing ByteBuffer, from start: Int = 0) {
    append(other.span.extracting(start..<other.count))
  }

  /// Appends bytes of the run, most often a literal.
  @inline(never)
  public mutating func append(_ bytes: StaticBytes) {
    append(bytes.span)
  }

  /// Copies bytes behind those there are, where there is room for them.
  @inline(__always)
  private func copy(_ bytes: UnsafeRawBufferPointer) {
    guard let start = unsafe start, let source = bytes.baseAddress else { return }
    unsafe UnsafeMutableRawPointer(start + count).copyMemory(from: source, byteCount: bytes.count)
  }

  /// Takes away every byte but the first `count`, and keeps the room.
  public mutating func truncate(to count: Int) {
    self.count = min(self.count, max(0, count))
  }

  /// Takes away the first `count` bytes, at most all, and keeps the room.
  public mutating func removeFirst(_ count: Int) {
    let removed = min(self.count, max(0, count))
    self.count -= removed
    guard let start = unsafe start else { return }
    unsafe UnsafeMutableRawPointer(start).copyMemory(from: start + removed, byteCount: self.count)
  }

  /// Takes away every byte, and keeps the room.
  public mutating func removeAll() {
    count = 0
  }

  /// Lends room for `limit` bytes to `body`, which writes to it and returns how many it wrote; these
  /// are all the bytes then, and none are left where it throws.
  ///
  /// - Returns: What `body` returned.
  @inline(__always)
  public mutating func fill<Failure: Error>(
    atMost limit: Int, _ body: (_ address: Int, _ capacity: Int) throws(Failure) -> Int
  ) throws(Failure) -> Int {
    count = 0
    if capacity < limit { reserve(limit) }
    count = try unsafe body(Int(bitPattern: start), limit)
    return count
  }
}
