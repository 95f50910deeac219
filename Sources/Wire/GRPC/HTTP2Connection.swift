internal import Bytes

/// The client's end of an HTTP/2 connection that carries one request, RFC 9113 §3.4 and §5.
///
/// It answers what concerns the connection alone, and tells what concerns the request's stream.
struct HTTP2Connection: ~Copyable {
  /// The stream of the request, the first that a client may open.
  static var stream: UInt32 { 1 }
  /// The most bytes that are received: every answer that one can want is smaller, and so stays what
  /// is answered to a peer that asks without an end.
  static var limit: Int { 128 << 10 }
  /// The most bytes of DATA that may come, RFC 9113 §6.9.2: the initial window of a stream and of a
  /// connection, which is never opened further.
  static var window: Int64 { 65535 }

  /// What a frame brought.
  enum Event {
    /// Nothing that concerns the stream.
    case none
    /// A whole header block, ``HTTP2Connection/block``.
    case headers
    /// DATA, ``HTTP2Connection/content``.
    case data
    /// The stream was ended by an error.
    case reset(UInt32)
    /// The peer goes away, and does not answer the request.
    case goAway(UInt32)
  }

  /// The frame that arrived last.
  private(set) var frame = HTTP2Frame()
  /// The header block that arrived last.
  private(set) var block = ByteBuffer()
  /// Whether the peer has ended the stream.
  private(set) var isEnded = false
  /// Whether the peer has spoken HTTP/2.
  private(set) var hasBegun = false
  // Whether CONTINUATION must follow.
  private var isInBlock = false
  private var received = 0
  private var receiveWindow = window
  // What the peer lets us send; less than none where it took back what was used already.
  private var connectionWindow = window
  private var streamWindow = window
  private var initialWindow = window

  /// Counts what was sent as DATA, RFC 9113 §6.9.1.
  mutating func count(sent: Int) {
    connectionWindow -= Int64(sent)
    streamWindow -= Int64(sent)
  }

  /// Takes bytes from `index` on, up to the end of a frame.
  ///
  /// - Parameter outbox: What is to be answered is appended to it.
  /// - Returns: nil where there is no whole frame any more.
  mutating func consume(
    _ bytes: Span<UInt8>, _ index: inout Int, _ outbox: inout ByteBuffer
  ) throws(Flaw) -> Event? {
    if !hasBegun, !frame.isUnfinished, index < bytes.count, bytes[index] != 0 {
      throw Flaw(Self.guess(bytes[index]))
    }
    guard try frame.consume(bytes, &index) else { return nil }
    if !hasBegun {
      // RFC 9113 §3.4: SETTINGS are what a server says first.
      guard frame.kind == .settings, frame.stream == 0, !frame.has(HTTP2Frame.Flag.ack) else {
        throw Flaw("not HTTP/2")
      }
      hasBegun = true
    }
    received += HTTP2Frame.headerCount + frame.count
    guard received <= Self.limit else { throw Flaw("no answer in 131072 bytes of HTTP/2") }
    return try takeFrame(&outbox)
  }

  /// What speaks to us, by its first byte, so that it does not depend on how the bytes were cut; in
  /// HTTP/2 that is 0.
  private static func guess(_ first: UInt8) -> StaticBytes {
    switch first {
    case 0x15, 0x16: "not HTTP/2, looks like TLS"
    case UInt8(ascii: "2"): "not HTTP/2, looks like SMTP or FTP"
    case UInt8(ascii: "H"), UInt8(ascii: "<"): "not HTTP/2, looks like HTTP/1"
    case UInt8(ascii: "P"): "not HTTP/2, looks like an echo"
    case UInt8(ascii: "S"): "not HTTP/2, looks like SSH"
    default: "not HTTP/2"
    }
  }

  @inline(never)
  private mutating func takeFrame(_ outbox: inout ByteBuffer) throws(Flaw) -> Event {
    guard let kind = frame.kind else {
      if isInBlock { throw violation }
      return .none
    }
    guard isInBlock == (kind == .continuation) else { throw violation }
    switch kind {
    case .settings, .ping, .goAway: guard frame.stream == 0 else { throw violation }
    case .priority: break
    case .windowUpdate:
      guard frame.stream == 0 || frame.stream == Self.stream else { throw violation }
    case .pushPromise: throw Flaw("HTTP/2 push, though that was refused")
    default: guard frame.stream == Self.stream else { throw violation }
    }
    switch kind {
    case .data:
      receiveWindow -= Int64(frame.count)
      guard receiveWindow >= 0 else { throw Flaw("more HTTP/2 data than the window takes") }
      _ = try content()
      isEnded = frame.has(HTTP2Frame.Flag.endStream)
      return .data
    case .headers:
      block.removeAll()
      isEnded = frame.has(HTTP2Frame.Flag.endStream)
      return try addToBlock()
    case .continuation: return try addToBlock()
    case .reset:
      guard frame.count == 4 else { throw wrongSize }
      return .reset(frame.payload.bigEndian32(at: 0))
    case .settings: try takeSettings(&outbox)
    case .ping:
      guard frame.count == 8 else { throw wrongSize }
      if frame.has(HTTP2Frame.Flag.ack) { break }
      outbox.append(.ping, flags: HTTP2Frame.Flag.ack, count: 8)
      frame.append(0..<8, to: &outbox)
    case .goAway: return try takeGoAway()
    case .windowUpdate: try takeWindowUpdate()
    case .priority: guard frame.count == 5 else { throw wrongSize }
    case .pushPromise: break
    }
    return .none
  }

  /// Where what the frame carries stands in its payload: between priority and padding.
  func content() throws(Flaw) -> Range<Int> {
    var (start, end) = (0, frame.count)
    if frame.has(HTTP2Frame.Flag.padded), end > 0 {
      start = 1
      end -= Int(frame.payload[0])
    } else if frame.has(HTTP2Frame.Flag.padded) {
      throw wrongSize
    }
    if frame.kind == .headers, frame.has(HTTP2Frame.Flag.priority) { start += 5 }
    guard start <= end else { throw violation }
    return start..<end
  }

  private mutating func addToBlock() throws(Flaw) -> Event {
    let range = frame.kind == .headers ? try content() : 0..<frame.count
    frame.append(range, to: &block)
    isInBlock = !frame.has(HTTP2Frame.Flag.endHeaders)
    return isInBlock ? .none : .headers
  }

  /// Applies what concerns us, RFC 9113 §6.5.2, and acknowledges it.
  @inline(never)
  private mutating func takeSettings(_ outbox: inout ByteBuffer) throws(Flaw) {
    let isAck = frame.has(HTTP2Frame.Flag.ack)
    guard frame.count % 6 == 0, !isAck || frame.count == 0 else { throw wrongSize }
    if isAck { return }
    for place in 0..<frame.count / 6 {
      let value = frame.payload.bigEndian32(at: place * 6 + 2)
      switch frame.payload.bigEndian32(at: place * 6) >> 16 {
      case 2: guard value == 0 else { throw violation }
      case 4:
        streamWindow += Int64(value) - initialWindow
        initialWindow = Int64(value)
        guard value <= Self.largestWindow, streamWindow <= Int64(Self.largestWindow) else {
          throw overflow
        }
      case 5: guard value >= HTTP2Frame.limit, value < 1 << 24 else { throw violation }
      default: break
      }
    }
    outbox.append(.settings, flags: HTTP2Frame.Flag.ack, count: 0)
  }

  private func takeGoAway() throws(Flaw) -> Event {
    guard frame.count >= 8 else { throw wrongSize }
    let last = frame.payload.bigEndian32(at: 0) & 0x7fff_ffff
    let code = frame.payload.bigEndian32(at: 4)
    // RFC 9113 §6.8: streams up to the last are still answered.
    return code == 0 && last >= Self.stream ? .none : .goAway(code)
  }

  private mutating func takeWindowUpdate() throws(Flaw) {
    guard frame.count == 4 else { throw wrongSize }
    let increment = Int64(frame.payload.bigEndian32(at: 0) & 0x7fff_ffff)
    guard increment > 0 else { throw violation }
    if frame.stream == 0 { connectionWindow += increment } else { streamWindow += increment }
    guard max(connectionWindow, streamWindow) <= Int64(Self.largestWindow) else { throw overflow }
  }

  private static var largestWindow: UInt32 { 0x7fff_ffff }

  private var violation: Flaw { Flaw("HTTP/2 frame that may not stand there") }
  private var wrongSize: Flaw { Flaw("HTTP/2 frame of a wrong size") }
  private var overflow: Flaw { Flaw("HTTP/2 window over 2147483647 bytes") }
}
