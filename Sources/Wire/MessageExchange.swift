public import Bytes

/// A conversation in messages: what arrives is kept until it makes a whole one.
///
/// A protocol says where a message ends and what it means; how the network cut it can then make no
/// difference.
public class MessageExchange: Exchange {
  /// The most bytes that are read before there is a verdict.
  static var limit: Int { 64 << 10 }

  // What the peer is expected to speak, in words.
  private let name: StaticBytes
  private var inbox = ByteBuffer()
  // How many bytes of the inbox were understood.
  private var start = 0

  /// A conversation in the protocol called `name`.
  init(_ name: StaticBytes) {
    self.name = name
  }

  /// How many bytes the message at the beginning of `bytes` has, at least one; nil as long as that
  /// can't be told.
  ///
  /// Of what is no message, it is how many of its bytes are worth showing.
  func measure(_ bytes: Span<UInt8>) -> Int? { nil }

  /// Understands one message; ``Step/more`` goes on with the next one.
  func take(_ message: Span<UInt8>) -> Step { .more }

  public override final func sent() -> Step { proceed() }

  public override final func receive(_ bytes: Span<UInt8>) -> Step {
    inbox.append(bytes.extracting(0..<min(bytes.count, Self.limit - inbox.count)))
    return proceed()
  }

  private func proceed() -> Step {
    while start < inbox.count {
      guard let count = measure(inbox.span.extracting(start..<inbox.count)),
        count <= inbox.count - start
      else { break }
      let first = start
      start += count
      let step = take(inbox.span.extracting(first..<start))
      guard case .more = step else { return step }
    }
    return inbox.count < Self.limit ? .more : unhealthy(.response, "65536 bytes and no answer")
  }

  public override final func end() -> Step {
    report.append("connection closed ")
    if start == inbox.count { return unhealthy(.receive, "without an answer") }
    report.append("within an answer: ")
    report.append(quoting: inbox.span.extracting(start..<inbox.count))
    return unhealthy(.receive, "")
  }

  public override final func appendProgress(to line: inout ByteBuffer) {
    line.append(start == inbox.count ? "no answer" : "answer unfinished")
  }

  /// The step for a peer that speaks something else, such as this.
  @inline(never)
  final func foreign(_ message: Span<UInt8>) -> Step {
    report.append("not ")
    report.append(name)
    report.append(": ")
    report.append(quoting: message)
    return unhealthy(.response, "")
  }

  /// Appends what the peer gives as a reason, escaped and cut.
  @inline(never)
  final func report(escaping text: Span<UInt8>) {
    report.append(escaping: text, limit: 200)
  }
}
