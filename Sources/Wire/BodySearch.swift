internal import Bytes

/// What a body must hold, looked for as it arrives: every text of `--expect`, and every value of
/// `--expect-json`.
struct BodySearch: ~Copyable {
  /// The most bytes of a body that are read; past it the status decides.
  static var usualLimit: Int64 { 64 << 10 }

  private let texts: TextSearches
  private var values = JSONSearch()

  /// A search for what `demand` expects of a body.
  init(_ demand: Demand) {
    texts = TextSearches(for: demand.expected)
    for index in 0..<demand.expectedValues.count { values.add(demand.expectedValues[index]) }
  }

  /// The most bytes that are searched: a JSON document is read to its end, of which nothing is kept.
  @inline(never)
  var limit: Int64 { values.isNeeded ? .max : Self.usualLimit }

  /// Whether no further byte can make it find all.
  var isHopeless: Bool { values.isFlawed }

  /// Goes on with the bytes of the body that come next.
  mutating func search(_ bytes: Span<UInt8>) {
    texts.search(bytes)
    if values.isNeeded { values.consume(bytes) }
  }

  /// Appends the first thing that the body, which is at its end, does not hold.
  ///
  /// - Parameter received: How many bytes of the body there were.
  /// - Returns: Whether there is one.
  mutating func appendMissing(received: Int64, to report: inout ByteBuffer) -> Bool {
    if !values.isFlawed, let text = texts.missing {
      report.append(missing: text, received: received)
      report.append(" bytes of the body read")
      return true
    }
    guard values.isNeeded else { return false }
    values.end()
    if values.isSatisfied { return false }
    values.appendFailure(to: &report)
    return true
  }
}

extension ByteBuffer {
  /// Appends that an expected text is not in what was received, up to the unit of the number.
  mutating func append(missing text: StaticBytes, received: Int64) {
    append(quoting: text.span)
    append(" not in the ")
    append(decimal: received)
  }
}
