internal import Bytes

/// A PING to Redis, or to what speaks its protocol: Valkey, KeyDB, Sentinel.
///
/// With a password AUTH goes first, in the same write. Without one, a server that wants one is alive
/// and has said so.
public final class RedisExchange: MessageExchange {
  /// The most bytes of a line that are read; past them a reply is judged by its beginning.
  static var longestLine: Int { 512 }

  private let url: URL
  private var isAuthenticating = false
  // Whether the next line is the text of a bulk string.
  private var isBulk = false

  /// An exchange with the server of `url`, with its credentials.
  public init(_ url: URL, _ demand: Demand) {
    self.url = url
    super.init("Redis")
  }

  /// Refuses a user without a password, with which nothing could be done.
  public static func verify(_ url: URL) throws(TargetError) {
    if url.user != nil, url.password == nil { throw .missingPassword }
  }

  public override func connected() -> Step {
    let user = url.user
    // An empty password alone is what a variable that is not set leaves.
    if let password = url.password, user != nil || !password.isEmpty {
      isAuthenticating = true
      outbox.append(user == nil ? "*2\r\n" : "*3\r\n")
      outbox.append(bulk: "AUTH")
      if let user { outbox.append(bulk: user) }
      outbox.append(bulk: password)
    }
    outbox.append("*1\r\n")
    outbox.append(bulk: "PING")
    return .send
  }

  override func measure(_ bytes: Span<UInt8>) -> Int? {
    let bytes = bytes.extracting(first: Self.longestLine)
    let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
    if end < bytes.count { return end + 1 }
    return bytes.count < Self.longestLine ? nil : bytes.count
  }

  override func take(_ message: Span<UInt8>) -> Step {
    let line = message.extracting(message.withoutLineEnd)
    if isBulk { return line.equals(ignoringCase: "PONG") ? healthy("PONG") : foreign(line) }
    if line.starts(ignoringCase: "-") { return error(line.extracting(1..<line.count)) }
    if isAuthenticating {
      isAuthenticating = false
      return line.starts(ignoringCase: "+") ? .more : foreign(line)
    }
    if line.equals(ignoringCase: "+PONG") { return healthy("PONG") }
    isBulk = line.equals(ignoringCase: "$4")
    return isBulk ? .more : foreign(line)
  }

  private func error(_ text: Span<UInt8>) -> Step {
    let isAlive = url.password == nil && text.starts(ignoringCase: "NOAUTH")
    if isAlive { report.append("alive, ") }
    report(escaping: text)
    return isAlive ? healthy("") : unhealthy(.status, "")
  }
}

extension ByteBuffer {
  /// Appends a bulk string: its length and its bytes.
  @inline(never)
  fileprivate mutating func append(bulk text: StaticBytes) {
    append(UInt8(ascii: "$"))
    append(decimal: text.count)
    append("\r\n")
    append(text)
    append("\r\n")
  }
}
