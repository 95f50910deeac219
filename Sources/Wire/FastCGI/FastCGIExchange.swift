public import Bytes

/// One request to a FastCGI responder, as PHP-FPM is one, and its CGI response.
public final class FastCGIExchange: Exchange {
  // The most bytes in all: a body in records of one byte fits, with padding as it is usual.
  private static var totalLimit: Int { 1 << 20 }
  // The most bytes of the error stream that a line shows.
  private static var errorLimit: Int { 200 }

  private let url: URL
  private let demand: Demand
  private var records = FastCGIRecords()
  private var head = CGIHead()
  private var search: BodySearch
  private var bodyCount: Int64 = 0
  private var total = 0
  // The beginning of what came on the error stream.
  private var errors = ByteBuffer()
  // The content of the last record: the exit status in the high half, then how it went.
  private var ending: UInt64 = 0

  /// An exchange with the server of `url` that asks what `demand` asks of FastCGI.
  public init(_ url: URL, _ demand: Demand) {
    self.url = url
    self.demand = demand
    search = BodySearch(demand)
  }

  public override func connected() -> Step {
    FastCGIRequest(url: url, demand: demand).append(to: &outbox)
    return .send
  }

  public override func receive(_ bytes: Span<UInt8>) -> Step {
    do throws(Flaw) {
      var index = 0
      while index < bytes.count {
        let end = min(bytes.count, index + Self.totalLimit - total)
        let start = index
        let count = try records.consume(bytes.extracting(0..<end), from: &index)
        let step = try take(bytes.extracting(index..<index + count))
        index += count
        total += index - start
        if let step { return step }
        if total == Self.totalLimit { throw Flaw("response without an end") }
      }
      return .more
    } catch {
      return finish(unhealthy(error.phase, error.reason))
    }
  }

  public override func end() -> Step {
    finish(
      unhealthy(
        .receive,
        records.hasBegun
          ? "connection closed within the response" : "connection closed without a response"))
  }

  public override func appendProgress(to line: inout ByteBuffer) {
    if !head.isComplete { return line.append(records.hasBegun ? "no status" : "no response") }
    line.append(decimal: bodyCount)
    line.append(" bytes of an unfinished body received")
  }

  public override var status: Int? { head.isComplete ? head.status : nil }

  /// Takes content of a record, which may be a part of it.
  private func take(_ content: Span<UInt8>) throws(Flaw) -> Step? {
    switch records.kind {
    case .standardOutput: return try takeOutput(content)
    case .standardError:
      // One byte more than is shown tells that there is more.
      let room = Self.errorLimit + 1 - errors.count
      errors.append(content.extracting(0..<min(content.count, room)))
    case .endRequest:
      for index in 0..<content.count { ending = ending << 8 | UInt64(content[index]) }
      if records.isAtEnd { return try judgeEnd() }
    default: break
    }
    return nil
  }

  private func takeOutput(_ content: Span<UInt8>) throws(Flaw) -> Step? {
    var start = 0
    if !head.isComplete {
      start = try head.consume(content)
      guard head.isComplete else { return nil }
      guard demand.statuses.contains(head.status) else {
        report.append(decimal: head.status)
        report.append(", wanted ")
        return finish(unhealthy(.status, demand.statuses.text))
      }
    }
    let end = start + Int(min(Int64(content.count - start), search.limit - bodyCount))
    search.search(content.extracting(start..<end))
    bodyCount += Int64(end - start)
    return bodyCount == search.limit ? judgeBody() : nil
  }

  /// Judges the record that ends the request, FastCGI 1.0 §5.5.
  private func judgeEnd() throws(Flaw) -> Step {
    switch ending >> 24 & 0xff {
    case 0: break
    case 1: throw Flaw("refused: the application takes no further request on the connection")
    case 2: throw Flaw("refused: the application is overloaded")
    case 3: throw Flaw("refused: the application is no responder")
    default: throw Flaw("the request ended in an unknown way")
    }
    guard head.isComplete else { throw Flaw("no CGI header in the response") }
    return judgeBody()
  }

  private func judgeBody() -> Step {
    if search.appendMissing(received: bodyCount, to: &report) {
      return finish(.unhealthy(.expect))
    }
    report.append(decimal: head.status)
    if !head.reason.isEmpty {
      report.append(UInt8(ascii: " "))
      report.append(head.reason.span)
    }
    return finish(healthy(head.hasLocation ? ", redirect not followed" : ""))
  }

  /// Adds to the last step what came on the error stream.
  @inline(never)
  private func finish(_ step: Step) -> Step {
    report.append(errors: errors, limit: Self.errorLimit)
    return step
  }
}

extension ByteBuffer {
  /// Appends what an application complained of, without the line break at its end.
  fileprivate mutating func append(errors: borrowing ByteBuffer, limit: Int) {
    var end = errors.count
    while end > 0, errors.span[end - 1].isWhitespace { end -= 1 }
    if end == 0 { return }
    append("; stderr: ")
    append(escaping: errors.span.extracting(0..<end), limit: limit)
  }
}
