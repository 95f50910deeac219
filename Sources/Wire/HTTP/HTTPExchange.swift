public import Bytes

/// One check over HTTP/1.1: a request, interim responses, the response, and redirects.
public final class HTTPExchange: Exchange {
  private let demand: Demand
  private var url: HTTPURL
  private var method: [UInt8]
  private var fields: List<HTTPField>
  // Those of the target or of the user; a redirect to another port loses them.
  private var credentials: [UInt8]?
  private var redirects = 0

  private var head = HTTPHead()
  private var body: HTTPBody?
  private var headBudget = HTTPHead.limit

  /// An exchange with the server of `url` that asks what `demand` asks of HTTP.
  public init(_ url: HTTPURL, _ demand: Demand) {
    self.demand = demand
    self.url = url
    method = demand.method
    fields = demand.headers
    credentials = url.credentials ?? demand.credentials
  }

  public override func connected() -> Step {
    head = HTTPHead()
    body = nil
    headBudget = HTTPHead.limit
    return .send(request.bytes)
  }

  public override func receive(_ bytes: Span<UInt8>) -> Step {
    do throws(Failure) {
      var index = 0
      while true {
        if let body {
          try body.consume(bytes, from: index)
          return body.isComplete ? judge(body) : .more
        }
        index = try head.consume(bytes, from: index, budget: &headBudget)
        guard head.isComplete else { return .more }
        if let step = try judgeHead() { return step }
      }
    } catch {
      return .unhealthy(error)
    }
  }

  public override func end() -> Step {
    do throws(Failure) {
      guard let body else {
        throw Failure(
          .receive,
          hasBegun
            ? "connection closed within the headers" : "connection closed without a response"
        )
      }
      try body.end()
      return judge(body)
    } catch {
      return .unhealthy(error)
    }
  }

  public override var progress: Text {
    if let body { return "\(body.received) bytes of an unfinished body received" }
    return hasBegun ? "headers unfinished" : "no response"
  }

  /// A request is no response, so hearing oneself is never healthy.
  public override var trustsEcho: Bool { false }

  private var hasBegun: Bool { head.hasBegun || headBudget < HTTPHead.limit }

  private var request: HTTPRequest {
    HTTPRequest(method: method, url: url, credentials: credentials, fields: fields)
  }

  /// Decides what a head alone decides, and else prepares for what follows it.
  private func judgeHead() throws(Failure) -> Step? {
    if head.status == 101 { throw Failure(response: "status 101, but no upgrade was asked for") }
    if head.status < 200 {
      head = HTTPHead()
      return nil
    }
    if let next = redirect {
      guard redirects < demand.redirects else {
        throw Failure(.response, "more than \(demand.redirects) redirects")
      }
      follow(next)
      return .reconnect(next.endpoint)
    }
    guard demand.statuses.contains(head.status) else {
      throw Failure(.status, "\(head.status)\(afterRedirects), wanted \(demand.statuses.text)")
    }
    body = try framedBody()
    return nil
  }

  private func judge(_ body: HTTPBody) -> Step {
    if let expected = demand.expected, !body.hasExpected {
      return .unhealthy(
        Failure(.expect, "\(quoting: expected) not in the \(body.received) bytes of the body read")
      )
    }
    var seen: Text = "\(head.status)"
    if !head.reason.isEmpty { seen += " \(escaping: head.reason, limit: 40)" }
    seen += afterRedirects
    if isRedirectStatus, demand.redirects > 0 { seen.append(", redirect not followed") }
    return .healthy(seen)
  }

  private var afterRedirects: Text {
    switch redirects {
    case 0: ""
    case 1: " after 1 redirect"
    default: " after \(redirects) redirects"
    }
  }

  /// Chooses what ends the body, RFC 9112 §6.3 in its order.
  private func framedBody() throws(Failure) -> HTTPBody {
    var framing = HTTPBody.Framing.length
    var length = head.contentLength
    if method.equals(ignoringCase: "head") || head.status == 204 || head.status == 304 {
      length = 0
    } else if head.transferCoding != .none {
      // RFC 9112 §6.1: HTTP/1.0 has no such thing, so its framing can't be trusted.
      guard head.isVersion11 else {
        throw Failure(response: "Transfer-Encoding in an HTTP/1.0 response")
      }
      framing = head.transferCoding == .chunked ? .chunked : .untilClose
    } else if length == nil {
      framing = .untilClose
    }
    return HTTPBody(framing, length: length ?? 0, expecting: demand.expected)
  }

  private var isRedirectStatus: Bool {
    let status = head.status
    return status >= 301 && status <= 303 || status == 307 || status == 308
  }

  /// Where the response redirects to; nil where it is the response that counts.
  private var redirect: HTTPURL? {
    guard demand.redirects > 0, isRedirectStatus, let location = head.location else { return nil }
    return url.following(location: location.span, hostField: request.host)
  }

  private func follow(_ next: HTTPURL) {
    redirects += 1
    // RFC 9110 §15.4: these three turn a POST into a GET, in browsers and in the kubelet.
    if head.status <= 303, !method.equals(ignoringCase: "head") { method = [UInt8]("GET") }
    if url.endpoint.port != next.endpoint.port {
      // Another port is another service: it gets none of the first one's secrets.
      credentials = nil
      fields = fields.filter { !$0.isNamed("authorization") && !$0.isNamed("cookie") }
    }
    credentials = next.credentials ?? credentials
    url = next
  }
}
