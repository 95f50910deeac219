public import Bytes

/// Why a TLS connection came to its end too early.
public struct TLSFailure: Error {
  /// The alert that tells the server, or that came from it.
  public let alert: Alert
  /// Whether the alert came from the server.
  public let isReceived: Bool
  /// What was wrong with what the server sent, in words; for an alert of its own, what it means.
  public let reason: StaticBytes

  /// What we find wrong, and the alert that tells the server.
  init(_ alert: Alert, _ reason: StaticBytes) {
    self.alert = alert
    self.reason = reason
    isReceived = false
  }

  /// An alert that the server sent.
  init(received alert: Alert, meaning: StaticBytes) {
    self.alert = alert
    reason = meaning
    isReceived = true
  }

  /// The server sent something other than TLS.
  static var notTLS: TLSFailure { TLSFailure(.unexpectedMessage, "the server does not speak TLS") }

  /// The server sent an HTTP response without TLS.
  static var plainHTTP: TLSFailure {
    TLSFailure(.unexpectedMessage, "the server answers in plain HTTP, not TLS")
  }

  /// Lengths that contradict one another, or a value that is not there.
  static var malformed: TLSFailure { TLSFailure(.decodeError, "a malformed handshake message") }

  /// A message that may not come now.
  static var unexpected: TLSFailure {
    TLSFailure(.unexpectedMessage, "an unexpected handshake message")
  }

  /// A record that holds more than it may.
  static var overflow: TLSFailure { TLSFailure(.recordOverflow, "a record over 16 KiB") }

  /// Whether the server answered in plain HTTP.
  public var isPlainHTTP: Bool { reason.span.equals(Self.plainHTTP.reason.span) }

  /// Appends the reason in words; nothing in them is the server's choice but an alert's number.
  public func append(to line: inout ByteBuffer) {
    guard isReceived else { return line.append(reason) }
    line.append("the server sent alert ")
    line.append(decimal: Int(alert.code))
    if !alert.name.isEmpty {
      line.append(" ")
      line.append(alert.name)
    }
    if reason.isEmpty { return }
    line.append(": ")
    line.append(reason)
  }
}
