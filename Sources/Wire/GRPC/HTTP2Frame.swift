internal import Bytes

/// A frame as it arrives, RFC 9113 §4.1: its header of 9 bytes, and its payload.
struct HTTP2Frame: ~Copyable {
  /// The most bytes of a payload: the initial value of SETTINGS_MAX_FRAME_SIZE, which is left as it
  /// is.
  static var limit: Int { 16 << 10 }
  /// The bytes of the header.
  static var headerCount: Int { 9 }

  /// What a frame is, RFC 9113 §6.
  enum Kind: UInt8 {
    case data
    case headers
    case priority
    case reset
    case settings
    case pushPromise
    case ping
    case goAway
    case windowUpdate
    case continuation
  }

  /// The bits of ``flags``.
  enum Flag {
    /// Of DATA and HEADERS: the last of the stream.
    static var endStream: UInt8 { 0x01 }
    /// Of SETTINGS and PING: an acknowledgement.
    static var ack: UInt8 { 0x01 }
    /// Of HEADERS and CONTINUATION: the last of the block.
    static var endHeaders: UInt8 { 0x04 }
    /// Of DATA and HEADERS.
    static var padded: UInt8 { 0x08 }
    /// Of HEADERS: five bytes of priority come first.
    static var priority: UInt8 { 0x20 }
  }

  // The header and the payload, as far as they came.
  private var bytes = ByteBuffer()
  private var isComplete = false

  /// The number of the payload's bytes, as the header says it.
  private(set) var count = 0
  /// nil for a kind that RFC 9113 §5.5 has us pass over.
  private(set) var kind: Kind?
  private(set) var flags: UInt8 = 0
  /// The number of the stream; 0 for the connection.
  private(set) var stream: UInt32 = 0

  /// Takes bytes from `index` on, up to the end of a frame.
  ///
  /// - Returns: Whether the frame is whole; the next call begins another.
  @inline(never)
  mutating func consume(_ input: Span<UInt8>, _ index: inout Int) throws(Flaw) -> Bool {
    if isComplete { begin() }
    while index < input.count {
      let wanted = bytes.count < Self.headerCount ? Self.headerCount : Self.headerCount + count
      let taken = min(wanted - bytes.count, input.count - index)
      bytes.append(input.extracting(index..<index + taken))
      index += taken
      if bytes.count == Self.headerCount { try readHeader() }
      isComplete = bytes.count >= Self.headerCount && bytes.count == Self.headerCount + count
      if isComplete { return true }
    }
    return false
  }

  /// Whether some of a frame has come, but not all of it.
  var isUnfinished: Bool { !bytes.isEmpty && !isComplete }

  /// The payload of a whole frame.
  var payload: Span<UInt8> {
    @_lifetime(borrow self)
    get { bytes.span.extracting(Self.headerCount..<bytes.count) }
  }

  /// Appends a part of the payload.
  func append(_ range: Range<Int>, to buffer: inout ByteBuffer) {
    buffer.append(payload.extracting(range))
  }

  /// Whether the flag is set.
  func has(_ flag: UInt8) -> Bool { flags & flag != 0 }

  private mutating func begin() {
    bytes.removeAll()
    isComplete = false
    count = 0
  }

  private mutating func readHeader() throws(Flaw) {
    let start = bytes.span.bigEndian32(at: 0)
    count = Int(start >> 8)
    kind = Kind(rawValue: UInt8(truncatingIfNeeded: start))
    flags = UInt8(truncatingIfNeeded: bytes.span.bigEndian32(at: 4) >> 24)
    stream = bytes.span.bigEndian32(at: 5) & 0x7fff_ffff
    guard count <= Self.limit else { throw Flaw("HTTP/2 frame over 16384 bytes") }
  }
}

extension Span<UInt8> {
  /// The number that four bytes at `index` spell, the highest first; bytes that are not there count
  /// as zeros.
  @inline(never)
  func bigEndian32(at index: Int) -> UInt32 {
    var value: UInt32 = 0
    for place in index..<index + 4 {
      value = value << 8 | (place < count ? UInt32(self[place]) : 0)
    }
    return value
  }
}

extension ByteBuffer {
  /// Appends the header of a frame, RFC 9113 §4.1.
  ///
  /// - Parameter count: The number of the payload's bytes, at most ``HTTP2Frame/limit``.
  @inline(never)
  mutating func append(
    _ kind: HTTP2Frame.Kind, flags: UInt8 = 0, stream: UInt32 = 0, count: Int
  ) {
    append(bigEndian32: UInt32(truncatingIfNeeded: count) << 8 | UInt32(kind.rawValue))
    append(flags)
    append(bigEndian32: stream)
  }
}
