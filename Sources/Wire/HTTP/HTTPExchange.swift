public import Bytes

/// One check over HTTP/1.1: a request, interim responses, the response, and redirects.
public final class HTTPExchange: Exchange {
  private let demand: Demand
  private let request: HTTPRequest
  private var redirects = 0

  private var head = HTTPHead()
  private var body: HTTPBody
  private var headBudget = HTTPHead.limit
  // Whether the status is a wrong one, and the body only read to be shown.
  private var hasWrongStatus = false

  /// An exchange with the server of `url` that asks what `demand` asks of HTTP.
  ///
  /// - Parameter isSecure: Whether TLS carries it.
  public init(_ url: URL, _ demand: Demand, isSecure: Bool = false) {
    self.demand = demand
    request = HTTPRequest(url, demand, isSecure: isSecure)
    body = HTTPBody(demand, showing: demand.showsBody ? Self.shownBody : 0)
  }

  // The most bytes of a body that a line shows.
  private static var shownBody: Int { 200 }

  public override var status: Int? { head.status > 0 ? head.status : nil }

  public override func connected() -> Step {
    beginHead()
    headBudget = HTTPHead.limit
    request.append(to: &outbox)
    return .send
  }

  public override func receive(_ bytes: Span<UInt8>) -> Step {
    do throws(Flaw) {
      var index = 0
      while !head.isComplete {
        index = try head.consume(bytes, from: index, budget: &headBudget)
        guard head.isComplete else { return .more }
        if let step = try judgeHead() { return step }
      }
      try body.consume(bytes, from: index)
      // One byte more than is shown tells that there is more.
      let isEnough = body.isComplete || hasWrongStatus && body.received > Int64(Self.shownBody)
      return isEnough ? judgeBody() : .more
    } catch {
      return flawed(error)
    }
  }

  public override func end() -> Step {
    do throws(Flaw) {
      guard hasBegun else { return closedWithoutResponse() }
      guard head.isComplete else { throw Flaw(.receive, "connection closed within the headers") }
      try body.end()
      return judgeBody()
    } catch {
      return flawed(error)
    }
  }

  public override func cutShort() -> Step? {
    hasWrongStatus ? judgeBody() : nil
  }

  public override func appendProgress(to line: inout ByteBuffer) {
    if !head.isComplete { return line.append(hasBegun ? "headers unfinished" : "no response") }
    line.append(decimal: body.received)
    line.append(" bytes of an unfinished body received")
    appendExcerpt(to: &line)
  }

  public override func appendHint(to line: inout ByteBuffer) {
    if !hasBegun { hintAtTLS(&line) }
  }

  private func closedWithoutResponse() -> Step {
    report.append("connection closed without a response")
    hintAtTLS(&report)
    return .unhealthy(.receive)
  }

  /// Names https, where an answer is one that servers of TLS give to what is none.
  private func hintAtTLS(_ line: inout ByteBuffer) {
    if !request.isSecure { line.append("; if the port speaks TLS, https:// checks it") }
  }

  private var hasBegun: Bool { head.hasBegun || headBudget < HTTPHead.limit }

  private func flawed(_ flaw: Flaw) -> Step {
    if hasWrongStatus { return judgeBody() }
    // Only a malformed status line has more to tell, and then no other reason stands there.
    if head.status == 0 { report.append(head.reason.span) }
    return showingBody(unhealthy(flaw.phase, flaw.reason))
  }

  @inline(never)
  private func beginHead() {
    head = HTTPHead()
  }

  /// Decides what a head alone decides, and else prepares for what follows it.
  private func judgeHead() throws(Flaw) -> Step? {
    let status = head.status
    if status == 101 {
      guard request.asksForUpgrade else { throw Flaw("status 101, but no upgrade was asked for") }
    } else if status < 200 {
      beginHead()
      return nil
    }
    if isRedirect, demand.redirects > 0, !head.location.isEmpty,
      try request.follow(head.location, status, &report)
    {
      return reconnect()
    }
    if !demand.statuses.contains(status) {
      reportStatus(withReason: false)
      report.append(", wanted ")
      report.append(escaping: demand.statuses.text.span, limit: 64)
      if status == 400 { hintAtTLS(&report) }
      guard demand.showsBody else { return .unhealthy(.status) }
      hasWrongStatus = true
    }
    body.framing = try framing()
    return nil
  }

  private func judgeBody() -> Step {
    if hasWrongStatus { return showingBody(.unhealthy(.status)) }
    if body.appendMissing(to: &report) { return showingBody(.unhealthy(.expect)) }
    reportStatus(withReason: true)
    return healthy(isRedirect && demand.redirects > 0 ? ", redirect not followed" : "")
  }

  private func showingBody(_ step: Step) -> Step {
    appendExcerpt(to: &report)
    return step
  }

  private func appendExcerpt(to line: inout ByteBuffer) {
    guard !body.excerpt.isEmpty else { return }
    line.append("; body: '")
    line.append(escaping: body.excerpt.span)
    if body.received > Int64(body.excerpt.count) { line.append("...") }
    line.append("'")
  }

  private func reportStatus(withReason: Bool) {
    report.append(decimal: head.status)
    if withReason, !head.reason.isEmpty {
      report.append(UInt8(ascii: " "))
      report.append(head.reason.span)
    }
    if redirects == 0 { return }
    report.append(" after ")
    report.append(decimal: redirects)
    report.append(redirects == 1 ? " redirect" : " redirects")
  }

  /// Chooses what ends the body, RFC 9112 §6.3 in its order.
  private func framing() throws(Flaw) -> HTTPBody.Framing {
    let status = head.status
    if request.isMethod("head") || status == 101 || status == 204 || status == 304 {
      return .length(0)
    }
    if head.transferCoding != .none {
      // RFC 9112 §6.1: HTTP/1.0 has no such thing, so its framing can't be trusted.
      guard !head.isVersion10 else { throw Flaw("Transfer-Encoding in an HTTP/1.0 response") }
      return head.transferCoding == .chunked ? .chunked : .untilClose
    }
    return head.contentLength.map { .length($0) } ?? .untilClose
  }

  private var isRedirect: Bool {
    let status = head.status
    return status >= 301 && status <= 303 || status == 307 || status == 308
  }

  private func reconnect() -> Step {
    guard redirects < demand.redirects else {
      report.append("more than ")
      report.append(decimal: demand.redirects)
      return unhealthy(.response, " redirects")
    }
    redirects += 1
    return .reconnect(port: request.port, isSecure: request.isSecure)
  }
}
