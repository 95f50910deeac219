internal import Bytes

/// The status line and the headers of a response as they arrive, RFC 9112 §4 and §5.
///
/// Only what decides a check is kept: the status, the framing and the redirect. A line that lies
/// whole in the received bytes is read where it lies.
struct HTTPHead: ~Copyable {
  /// The most bytes of all heads of one answer together, interim ones included.
  static var limit: Int { 64 << 10 }

  /// 100 to 599; 0 before the status line has come.
  private(set) var status = 0
  /// The reason phrase, perhaps empty; of a malformed status line, what was wrong with it.
  private(set) var reason = ByteBuffer()
  /// Whether the response is HTTP/1.0, and nothing later.
  private(set) var isVersion10 = false
  /// The value of `Content-Length`; the greatest number in place of a greater one.
  private(set) var contentLength: UInt64?
  /// What `Transfer-Encoding` lists last.
  private(set) var transferCoding = TransferCoding.none
  private var hasChunked = false
  /// The value of the first `Location`.
  private(set) var location = ByteBuffer()
  /// Whether the empty line after the headers has come.
  private(set) var isComplete = false

  enum TransferCoding {
    case none
    case chunked
    case other
  }

  // A line of which the end has not come, or of which the next line may be a part.
  private var pending = ByteBuffer()
  private var state = LineState.open

  private enum LineState {
    /// The line's end has not come.
    case open
    /// Its last byte was a CR, which is none of its text.
    case endsInReturn
    /// It is whole, unless the next byte is a space.
    case whole
  }

  /// Whether any byte has come.
  var hasBegun: Bool { status > 0 || !pending.isEmpty || state != .open }

  /// Takes the bytes from `start` on, up to the end of the head.
  ///
  /// - Parameter budget: How many bytes heads may still take; what is taken is subtracted.
  /// - Returns: Where the head or the bytes ended.
  @inline(never)
  mutating func consume(
    _ bytes: Span<UInt8>,
    from start: Int,
    budget: inout Int
  ) throws(Flaw) -> Int {
    var index = start
    while index < bytes.count, !isComplete {
      if state == .whole {
        // RFC 9112 §5.2: a line that begins with space continues the one before.
        if !bytes[index].isBlank { try readPending() }
        state = .open
      }
      if status == 0 { try checkProtocol(bytes.extracting(index..<bytes.count)) }
      let limit = min(bytes.count, index + budget)
      let end = try lineEnd(bytes.extracting(0..<limit), index)
      let text = index..<end
      var next = end
      if next < limit, bytes[next] == UInt8(ascii: "\r") { next += 1 }
      let isWhole = next < limit
      if isWhole { next += 1 }
      guard isWhole || limit == bytes.count else {
        throw Flaw("status line and headers over 65536 bytes")
      }
      budget -= next - index
      index = next
      let mayBeFolded = status > 0 && (index == bytes.count || bytes[index].isBlank)
      let isEmpty = text.isEmpty && pending.isEmpty
      if isWhole, pending.isEmpty, isEmpty || !mayBeFolded {
        try read(bytes.extracting(text))
        state = .open
        continue
      }
      pending.append(bytes.extracting(text))
      if isWhole {
        state = .whole
        if !mayBeFolded {
          try readPending()
          state = .open
        }
      } else if end < limit {
        state = .endsInReturn
      }
    }
    return index
  }

  /// Where the text of the line at `start` ends: at its CR or LF, or with the bytes.
  private func lineEnd(_ bytes: Span<UInt8>, _ start: Int) throws(Flaw) -> Int {
    var end = max(0, start)
    // A CR that came last of the bytes before wants its LF now.
    if state != .endsInReturn {
      while end < bytes.count {
        let byte = bytes[end]
        if byte <= UInt8(ascii: "\r"), Self.endsLine(byte) { break }
        end += 1
      }
    }
    if end == bytes.count || bytes[end] == UInt8(ascii: "\n") { return end }
    let isReturn = state != .endsInReturn && bytes[end] == UInt8(ascii: "\r")
    guard isReturn, end + 1 == bytes.count || bytes[end + 1] == UInt8(ascii: "\n") else {
      throw Flaw("bare CR or NUL byte in the headers")
    }
    return end
  }

  @inline(__always)
  private static func endsLine(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") || byte == 0
  }

  private mutating func readPending() throws(Flaw) {
    var line = ByteBuffer()
    swap(&line, &pending)
    try read(line.span)
  }

  /// Judges the first bytes as soon as they can't be HTTP/1, since a peer that speaks something
  /// else may wait for us for ever.
  private func checkProtocol(_ bytes: Span<UInt8>) throws(Flaw) {
    let wanted: StaticBytes = "HTTP/"
    var index = 0
    while index < bytes.count, pending.count + index < wanted.count {
      if bytes[index] != wanted.span[pending.count + index] {
        // The reason depends on the first byte alone, and so not on how the bytes were cut.
        throw Flaw(Self.guess(pending.isEmpty ? bytes[0] : pending.span[0]))
      }
      index += 1
    }
  }

  private static func guess(_ first: UInt8) -> StaticBytes {
    switch first {
    case 0x00: "not HTTP, looks like HTTP/2"
    case 0x15, 0x16: "not HTTP, looks like TLS; https:// checks it"
    case UInt8(ascii: "2"): "not HTTP, looks like SMTP or FTP"
    case UInt8(ascii: "S"): "not HTTP, looks like SSH"
    default: "not HTTP"
    }
  }

  private mutating func read(_ line: Span<UInt8>) throws(Flaw) {
    if status == 0 { return try readStatusLine(line) }
    if line.count == 0 {
      isComplete = true
    } else {
      try readField(line)
    }
  }

  /// Reads `HTTP/1.x SP status [SP reason]`, RFC 9112 §4.
  private mutating func readStatusLine(_ line: Span<UInt8>) throws(Flaw) {
    let space = line.firstIndex(of: UInt8(ascii: " "))
    let version = line.extracting(0..<space)
    // RFC 9110 §2.5: a later minor version is read as the latest that is known.
    guard version.count == 8, version.starts(ignoringCase: "http/1."), version[7].isDigit else {
      reason.append("version ")
      reason.append(quoting: version)
      throw Flaw(", wanted HTTP/1.x")
    }
    isVersion10 = version[7] == UInt8(ascii: "0")
    let end = min(space + 4, line.count)
    guard space < line.count, let read = StatusSet.status(line.extracting(space + 1..<end)),
      end == line.count || line[end] == UInt8(ascii: " ")
    else {
      reason.append("malformed status line ")
      reason.append(quoting: line)
      throw Flaw(", wanted a status of 100 to 599")
    }
    status = read
    reason.append(escaping: line.extracting(line.trimmed(end, line.count)), limit: 40)
  }

  private mutating func readField(_ field: Span<UInt8>) throws(Flaw) {
    guard !field[0].isBlank else { throw Flaw("space before the first header") }
    var end = 0
    while end < field.count, field[end].isHTTPToken { end += 1 }
    var colon = end
    // RFC 9112 §5.1 lets no blank stand before the colon, and has it taken away where one does.
    while colon < field.count, field[colon].isBlank { colon += 1 }
    guard end > 0, colon < field.count, field[colon] == UInt8(ascii: ":") else {
      let hasColon = field.contains(UInt8(ascii: ":"))
      throw Flaw(hasColon ? "malformed header name" : "header line without a colon")
    }
    // Few headers concern a check, and these are of three lengths.
    let name = field.extracting(first: end)
    switch end {
    case 14 where name.equals(ignoringCase: "content-length"):
      try readList(value(of: field, behind: colon), isLength: true)
    case 17 where name.equals(ignoringCase: "transfer-encoding"):
      try readList(value(of: field, behind: colon), isLength: false)
    case 8 where location.isEmpty && name.equals(ignoringCase: "location"):
      location.append(value(of: field, behind: colon))
    default: break
    }
  }

  @_lifetime(copy field)
  private func value(of field: Span<UInt8>, behind colon: Int) -> Span<UInt8> {
    field.extracting(field.trimmed(colon + 1, field.count))
  }

  private mutating func readList(_ value: Span<UInt8>, isLength: Bool) throws(Flaw) {
    var start = 0
    while start <= value.count {
      let end = value.firstIndex(of: UInt8(ascii: ","), from: start)
      let element = value.extracting(value.trimmed(start, end))
      if isLength { try addLength(element) } else { try addCoding(element) }
      start = end + 1
    }
  }

  /// Adds one of a list of numbers, which must all be equal, RFC 9112 §6.3 item 5.
  private mutating func addLength(_ digits: Span<UInt8>) throws(Flaw) {
    for index in 0..<digits.count where !digits[index].isDigit { throw Self.malformedLength }
    guard digits.count > 0 else { throw Self.malformedLength }
    // RFC 9110 §8.6 sets no greatest number: no body is as long as this one either.
    let length = digits.decimal() ?? .max
    guard contentLength ?? length == length else { throw Flaw("contradictory Content-Length") }
    contentLength = length
  }

  private static var malformedLength: Flaw { Flaw("malformed Content-Length") }

  /// Adds one of a list of codings, RFC 9112 §6.1 and §7; RFC 9110 §5.6.1.2 passes over an empty
  /// one, and `identity` was none in RFC 2616 §3.6.
  ///
  /// An unknown one is no error: RFC 9112 §6.3 item 4 lets the body end with the connection then.
  private mutating func addCoding(_ coding: Span<UInt8>) throws(Flaw) {
    guard coding.count > 0, !coding.equals(ignoringCase: "identity") else { return }
    let end = coding.firstIndex(of: UInt8(ascii: ";"))
    let name = coding.extracting(coding.trimmed(0, end))
    guard name.isHTTPToken else { throw Flaw("malformed Transfer-Encoding") }
    guard name.equals(ignoringCase: "chunked") else { return transferCoding = .other }
    if end < coding.count { throw Flaw("chunked with a parameter in Transfer-Encoding") }
    if hasChunked { throw Flaw("chunked twice") }
    hasChunked = true
    transferCoding = .chunked
  }
}
