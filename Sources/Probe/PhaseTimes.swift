internal import Bytes
internal import Linux
internal import Wire

/// How long an attempt spent in each phase, redirects included.
struct PhaseTimes {
  // By the raw values of resolve, connect, tls, send and receive; what comes after counts as receive.
  private var amounts = InlineArray<5, Int64>(repeating: 0)

  mutating func add(_ amount: TimeAmount, to phase: Phase) {
    amounts[min(Int(phase.rawValue), 4)] += amount.nanoseconds
  }

  /// Appends the time of each phase in words.
  func append(to line: inout ByteBuffer) {
    append("resolve ", 0, to: &line)
    append(", connect ", 1, to: &line)
    if amounts[2] > 0 { append(", tls ", 2, to: &line) }
    append(", send ", 3, to: &line)
    append(", receive ", 4, to: &line)
  }

  /// Appends the time of each phase as the members of a JSON object.
  func appendJSON(to line: inout ByteBuffer) {
    appendJSON("\"resolve\":", 0, to: &line)
    appendJSON(",\"connect\":", 1, to: &line)
    appendJSON(",\"tls\":", 2, to: &line)
    appendJSON(",\"send\":", 3, to: &line)
    appendJSON(",\"receive\":", 4, to: &line)
  }

  @inline(never)
  private func appendJSON(_ name: StaticBytes, _ place: Int, to line: inout ByteBuffer) {
    line.append(name)
    line.append(jsonMilliseconds: TimeAmount(nanoseconds: amounts[place]))
  }

  @inline(never)
  private func append(_ name: StaticBytes, _ place: Int, to line: inout ByteBuffer) {
    line.append(name)
    line.append(TimeAmount(nanoseconds: amounts[place]))
  }
}
