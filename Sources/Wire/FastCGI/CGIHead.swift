internal import Bytes

/// The header of a CGI response as it arrives, RFC 3875 §6.
struct CGIHead: ~Copyable {
  /// The most bytes of the header.
  static var limit: Int { 64 << 10 }

  /// The value of `Status`; without one 302 where there is a `Location` (§6.2.4), else 200 (§6.3.3).
  @inline(never)
  var status: Int { statedStatus ?? (hasLocation ? 302 : 200) }
  /// What follows the status, perhaps empty.
  private(set) var reason = ByteBuffer()
  /// Whether there is a `Location`.
  private(set) var hasLocation = false
  /// Whether the empty line after the header has come.
  private(set) var isComplete = false

  private var statedStatus: Int?
  // The line that is arriving, without its end.
  private var line = ByteBuffer()
  private var count = 0

  /// Takes the bytes up to the end of the header.
  ///
  /// - Returns: Where the header or the bytes ended.
  mutating func consume(_ bytes: Span<UInt8>) throws(Flaw) -> Int {
    var index = 0
    while index < bytes.count, !isComplete {
      let byte = bytes[index]
      index += 1
      count += 1
      if count > Self.limit { throw Flaw("CGI header over 65536 bytes") }
      if byte != UInt8(ascii: "\n") {
        line.append(byte)
        continue
      }
      var whole = ByteBuffer()
      swap(&whole, &line)
      let last = whole.count - 1
      if last >= 0, whole.span[last] == UInt8(ascii: "\r") { whole.truncate(to: last) }
      isComplete = whole.isEmpty
      if !isComplete { try read(whole.span) }
    }
    return index
  }

  private mutating func read(_ field: Span<UInt8>) throws(Flaw) {
    let colon = field.firstIndex(of: UInt8(ascii: ":"))
    guard colon < field.count, field.extracting(0..<colon).isHTTPToken else {
      throw Flaw("malformed CGI header")
    }
    let name = field.extracting(0..<colon)
    if name.equals(ignoringCase: "location") { hasLocation = true }
    guard name.equals(ignoringCase: "status") else { return }
    let value = field.extracting(field.trimmed(colon + 1, field.count))
    let end = min(3, value.count)
    guard let status = StatusSet.status(value.extracting(0..<end)),
      end == value.count || value[end].isBlank
    else { throw Flaw("malformed Status, wanted one of 100 to 599") }
    statedStatus = status
    reason.removeAll()
    reason.append(escaping: value.extracting(value.trimmed(end, value.count)), limit: 40)
  }
}
