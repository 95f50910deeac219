internal import Bytes
internal import Linux
internal import TLS
internal import Wire

/// TLS between an exchange and what carries it: encrypted, not authenticated.
///
/// What is cheap to know of the certificate is judged by the date of this machine, and said in the
/// verdict.
final class TLSLayer: Layer {
  private let serverName: StaticBytes
  private let applicationProtocol: StaticBytes
  private let certificateDays: Int?
  private var client: TLSClient?
  // Whether the inner exchange was told that the connection stands, and whether it waits to hear
  // that all it said is sent.
  private var hasBegun = false
  private var isSending = false
  // What is said of the certificate beside its being not verified.
  private var warning = ByteBuffer()

  /// A layer that offers `applicationProtocol`, or none where that is empty, to a server which has
  /// several certificates under the name `serverName`, empty for none.
  ///
  /// - Parameter certificateDays: How many days more the certificate must be valid; nil to warn only
  ///   where it is not valid now.
  init(
    _ inner: Exchange, serverName: StaticBytes, applicationProtocol: StaticBytes,
    certificateDays: Int?
  ) {
    self.serverName = serverName
    self.applicationProtocol = applicationProtocol
    self.certificateDays = certificateDays
    super.init(inner)
  }

  override var isHandshaking: Bool { !(client?.isEstablished ?? false) }

  override func connected() -> Step {
    inner.outbox.removeAll()
    hasBegun = false
    isSending = false
    warning.removeAll()
    var randomness = ByteBuffer()
    do throws(Errno) {
      try Random.fill(&randomness, count: TLSClient.randomnessSize)
    } catch {
      inner.isInconclusive = true
      report.append("no random bytes: ")
      report.append(error)
      return .unhealthy(.tls)
    }
    let client = TLSClient(
      serverName: serverName, applicationProtocol: applicationProtocol,
      randomness: randomness.span)
    self.client = client
    client.start()
    return handOver(client, .more)
  }

  override func sent() -> Step {
    guard let client, isSending else { return .more }
    isSending = false
    return carry(client, inner.sent())
  }

  override func receive(_ bytes: Span<UInt8>) -> Step {
    guard let client else { return .more }
    do throws(TLSFailure) {
      try client.receive(bytes)
    } catch {
      return fail(client, error)
    }
    var step = Step.more
    if client.isEstablished, !hasBegun {
      hasBegun = true
      if let verdict = judgeCertificate(client) { return verdict }
      step = inner.connected()
    }
    if !client.plaintext.isEmpty, step.goesOn {
      var plaintext = ByteBuffer()
      swap(&plaintext, &client.plaintext)
      step = join(step, inner.receive(plaintext.span))
    }
    if client.isClosedByPeer, step.goesOn { step = inner.end() }
    return carry(client, step)
  }

  override func end() -> Step {
    guard let client else { return unhealthy(.tls, "connection closed") }
    do throws(TLSFailure) {
      try client.end()
    } catch {
      return fail(client, error)
    }
    let step = inner.end()
    // What only the end of the connection ends may have been cut short by anybody.
    guard case .healthy = step, !client.isClosedByPeer else { return carry(client, step) }
    return unhealthy(.receive, "connection closed without TLS's close_notify")
  }

  /// Takes over what the inner exchange wants, its bytes sealed.
  private func carry(_ client: TLSClient, _ step: Step) -> Step {
    if !inner.outbox.isEmpty { isSending = true }
    seal(&inner.outbox, client)
    switch step {
    case .healthy, .unhealthy, .reconnect:
      seal(&inner.farewell, client)
      client.close()
      farewell.append(client.outgoing)
      client.outgoing.removeAll()
    case .more, .send: return handOver(client, step)
    }
    _ = pass(step)
    if case .healthy = step {
      report.append(" over ")
      report.append(client.version)
      report.append(", certificate not verified")
      if !warning.isEmpty { report.append(", ") }
      report.append(warning)
    }
    return step
  }

  private func seal(_ bytes: inout ByteBuffer, _ client: TLSClient) {
    client.seal(bytes.span)
    bytes.removeAll()
  }

  /// Puts what the client has to say into the outbox.
  private func handOver(_ client: TLSClient, _ step: Step) -> Step {
    if client.outgoing.isEmpty { return step }
    outbox.append(client.outgoing)
    client.outgoing.removeAll()
    return .send
  }

  /// The step after two in a row, of which the second one counts unless it only waits.
  private func join(_ first: Step, _ second: Step) -> Step {
    if case .more = second { return first }
    return second
  }

  private func fail(_ client: TLSClient, _ failure: TLSFailure) -> Step {
    failure.append(to: &report)
    if failure.isPlainHTTP { report.append("; http:// checks it") }
    farewell.append(client.outgoing)
    return .unhealthy(.tls)
  }

  /// Compares the certificate's time with the date.
  ///
  /// - Returns: The verdict, where the certificate must be valid and is not.
  private func judgeCertificate(_ client: TLSClient) -> Step? {
    let day: Int64 = 86_400
    let now = Clock.date().nanoseconds / 1_000_000_000
    let (left, early) = (client.notAfter &- now, client.notBefore &- now)
    if early > 0 {
      warning.append("valid only in ")
      warning.append(days: early / day)
    } else if left < 0 {
      warning.append("expired ")
      warning.append(days: -left / day)
      warning.append(" ago")
    }
    guard let certificateDays else { return nil }
    if early <= 0, left >= Int64(certificateDays) &* day { return nil }
    report.append("certificate ")
    if warning.isEmpty {
      report.append("valid for ")
      report.append(days: left / day)
    } else {
      report.append(warning)
    }
    report.append(", wanted it valid")
    if certificateDays > 0 {
      report.append(" for ")
      report.append(days: Int64(certificateDays))
    }
    client.close()
    farewell.append(client.outgoing)
    return .unhealthy(.tls)
  }
}

extension Step {
  /// Whether no verdict is found yet, and no new connection wanted.
  fileprivate var goesOn: Bool {
    switch self {
    case .more, .send: true
    case .reconnect, .healthy, .unhealthy: false
    }
  }
}

extension ByteBuffer {
  /// Appends a number of days in words.
  fileprivate mutating func append(days: Int64) {
    append(decimal: days)
    append(days == 1 ? " day" : " days")
  }
}
