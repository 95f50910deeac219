public import Bytes
internal import Linux
internal import Wire

extension Check {
  /// Appends the verdict as a JSON object, RFC 8259, without a line break.
  ///
  /// Everything in it is printable ASCII: what a peer or an argument chose comes escaped, as in a
  /// line for people.
  public func appendJSON(to line: inout ByteBuffer) {
    line.append("{\"target\":\"")
    var text = ByteBuffer()
    target.append(to: &text)
    line.append(jsonEscaping: text.span)
    line.append(isHealthy ? "\",\"healthy\":true" : "\",\"healthy\":false")
    appendLastAttempt(to: &line)
    line.append(",\"attempts\":")
    line.append(decimal: attempts)
    line.append("}")
  }
}

extension ByteBuffer {
  /// Appends the inside of a JSON string, RFC 8259 §7, for a text of printable ASCII.
  @inline(never)
  mutating func append(jsonEscaping text: Span<UInt8>) {
    for index in 0..<text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { append(UInt8(ascii: "\\")) }
      append(byte)
    }
  }

  /// Appends `,"name":` and a string, or null for an empty text.
  mutating func append(jsonMember name: StaticBytes, _ text: borrowing ByteBuffer) {
    append(",\"")
    append(name)
    append("\":")
    if text.isEmpty { return append("null") }
    append("\"")
    append(jsonEscaping: text.span)
    append("\"")
  }

  /// Appends an amount of time as a JSON number of milliseconds, to the microsecond.
  mutating func append(jsonMilliseconds amount: TimeAmount) {
    let microseconds = max(0, amount.nanoseconds) / 1000
    append(decimal: microseconds / 1000)
    let rest = microseconds % 1000
    guard rest > 0 else { return }
    append(rest < 10 ? ".00" : rest < 100 ? ".0" : ".")
    append(decimal: rest)
  }
}
