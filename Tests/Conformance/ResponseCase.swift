import Testing

/// One row of the conformance table: what a server answers, and what a check must say to it.
public struct ResponseCase: Sendable, CustomTestStringConvertible {
  /// What a check must say.
  public enum Verdict: Sendable, Equatable {
    /// Healthy, and what the line tells begins so.
    case healthy(String)
    /// Unhealthy, and the reason with its phase begins so.
    case unhealthy(String)
  }

  /// What happens after the last byte.
  public enum Ending: Sendable {
    /// The server closes.
    case close
    /// The server keeps the connection open, so the bytes alone must decide.
    case open
  }

  /// What is odd about the response, in words.
  public let name: String
  /// The section that decides: of RFC 9110 or 9112, or of SPEC where the RFCs leave it open.
  public let section: String
  /// What the server sends.
  public let response: [UInt8]
  /// What a check must say.
  public let verdict: Verdict
  /// What happens after the last byte.
  public let ending: Ending
  /// The method of the request.
  public let method: String
  /// What the body must contain; nil for anything.
  public let expected: String?
  /// The headers of the request, in place of default ones.
  public let headers: [String]
  /// The statuses that count as healthy; nil for the default.
  public let statuses: String?

  /// A row; each scalar of `response`, at most U+00FF, is one byte.
  init(
    _ name: String, _ section: String, _ response: String, _ verdict: Verdict,
    _ ending: Ending = .close, method: String = "GET", expected: String? = nil,
    headers: [String] = [], statuses: String? = nil
  ) {
    self.name = name
    self.section = section
    self.response = response.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    self.verdict = verdict
    self.ending = ending
    self.method = method
    self.expected = expected
    self.headers = headers
    self.statuses = statuses
  }

  /// What the row is called in a report of the tests.
  public var testDescription: String { "\(name) (\(section))" }

  /// Whether the verdict is healthy.
  public var isHealthy: Bool {
    if case .healthy = verdict { return true }
    return false
  }

  /// The options that the row asks for.
  public var options: [String] {
    (method == "GET" ? [] : ["--method", method]) + (expected.map { ["--expect", $0] } ?? [])
      + headers.flatMap { ["--header", $0] } + (statuses.map { ["--status", $0] } ?? [])
  }

  /// All rows.
  public static let all: [ResponseCase] =
    interim + statusLines + fields + headBounds + lengths + codings + bodies + chunks
    + brokenChunks + strangers

  static func filler(_ count: Int) -> String { String(repeating: "x", count: count) }
}
