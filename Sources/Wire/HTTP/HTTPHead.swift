internal import Bytes

/// The status line and the headers of a response as they arrive, RFC 9112 §4 and §5.
///
/// Only what decides a check is kept: the status, the framing and the redirect.
final class HTTPHead {
  /// The most bytes of all heads of one answer together, interim ones included.
  static let limit = 64 << 10

  /// 100 to 599.
  private(set) var status = 0
  /// The reason phrase, perhaps empty.
  private(set) var reason: [UInt8] = []
  /// Whether the response is HTTP/1.1, not HTTP/1.0.
  private(set) var isVersion11 = false
  /// The value of `Content-Length`.
  private(set) var contentLength: UInt64?
  /// What `Transfer-Encoding` lists last.
  private(set) var transferCoding = TransferCoding.none
  /// The value of the first `Location`.
  private(set) var location: [UInt8]?
  /// Whether the empty line after the headers has come.
  private(set) var isComplete = false

  enum TransferCoding {
    case none
    case chunked
    case other
  }

  // The line that is arriving, without its line break.
  private var line: [UInt8] = []
  // The last complete header line: it waits for the next one, which may continue it.
  private var field: [UInt8] = []
  private var hasStatusLine = false

  /// Whether any byte has come.
  var hasBegun: Bool { hasStatusLine || !line.isEmpty }

  /// Takes the bytes from `start` on, up to the end of the head.
  ///
  /// - Parameter budget: How many bytes heads may still take; what is taken is subtracted.
  /// - Returns: Where the head or the bytes ended.
  func consume(
    _ bytes: Span<UInt8>,
    from start: Int,
    budget: inout Int
  ) throws(Failure) -> Int {
    var index = start
    while index < bytes.count, !isComplete {
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: index)
      let next = min(end + 1, bytes.count)
      if !hasStatusLine { try checkProtocol(bytes.extracting(index..<next)) }
      budget -= next - index
      guard budget >= 0 else {
        throw Failure(.response, "status line and headers over \(Self.limit) bytes")
      }
      line.append(bytes.extracting(index..<end))
      if end < bytes.count { try finishLine() }
      index = next
    }
    return index
  }

  /// Judges the first bytes as soon as they can't be HTTP/1, since a peer that speaks something
  /// else may wait for us for ever.
  private func checkProtocol(_ bytes: Span<UInt8>) throws(Failure) {
    let wanted = [UInt8]("HTTP/")
    for index in 0..<bytes.count {
      let place = line.count + index
      guard place < wanted.count else { return }
      if bytes[index] == wanted[place] { continue }
      // The reason depends on the first byte alone, and so not on how the bytes were cut.
      throw Failure(.response, "not HTTP\(Self.guess(line.first ?? bytes[0]))")
    }
  }

  private static func guess(_ first: UInt8) -> StaticString {
    switch first {
    case 0x00: ", looks like HTTP/2"
    case 0x15, 0x16: ", looks like TLS"
    case UInt8(ascii: "2"): ", looks like SMTP or FTP"
    case UInt8(ascii: "S"): ", looks like SSH"
    default: ""
    }
  }

  private func finishLine() throws(Failure) {
    line.dropLast(UInt8(ascii: "\r"))
    guard !line.contains(UInt8(ascii: "\r")), !line.contains(0) else {
      throw Failure(response: "bare CR or NUL byte in the headers")
    }
    if !hasStatusLine {
      try readStatusLine(line)
      hasStatusLine = true
    } else if line.first?.isBlank ?? false {
      // RFC 9112 §5.2: a line that begins with space continues the one before.
      guard !field.isEmpty else { throw Failure(response: "space before the first header") }
      field.append(line)
    } else {
      if !field.isEmpty { try readField(field) }
      isComplete = line.isEmpty
      swap(&field, &line)
    }
    line.removeAll(keepingCapacity: true)
  }

  /// Reads `HTTP/1.x SP status [SP reason]`, RFC 9112 §4.
  private func readStatusLine(_ received: [UInt8]) throws(Failure) {
    let line = received.span
    let space = line.firstIndex(of: UInt8(ascii: " "))
    let version = line.extracting(0..<space)
    isVersion11 = version.equals(ignoringCase: "http/1.1")
    guard isVersion11 || version.equals(ignoringCase: "http/1.0") else {
      throw Failure(
        .response,
        "version \(quoting: [UInt8](version)), wanted HTTP/1.0 or HTTP/1.1"
      )
    }
    let end = min(space + 4, line.count)
    guard space < line.count, let status = StatusSet.status(line.extracting(space + 1..<end)),
      end == line.count || line[end] == UInt8(ascii: " ")
    else {
      throw Failure(
        .response,
        "malformed status line \(quoting: received), wanted a status of 100 to 599"
      )
    }
    self.status = status
    reason = [UInt8](line.extracting(line.trimmed(end, line.count)))
  }

  private func readField(_ received: [UInt8]) throws(Failure) {
    let field = received.span
    let colon = field.firstIndex(of: UInt8(ascii: ":"))
    guard colon < field.count else { throw Failure(response: "header line without a colon") }
    let name = field.extracting(0..<colon)
    guard name.isHTTPToken else { throw Failure(response: "malformed header name") }
    let value = field.extracting(field.trimmed(colon + 1, field.count))
    if name.equals(ignoringCase: "content-length") {
      try readList(value, isLength: true)
    } else if name.equals(ignoringCase: "transfer-encoding") {
      try readList(value, isLength: false)
    } else if location == nil, name.equals(ignoringCase: "location") {
      location = [UInt8](value)
    }
  }

  private func readList(_ value: Span<UInt8>, isLength: Bool) throws(Failure) {
    var start = 0
    while start <= value.count {
      let end = value.firstIndex(of: UInt8(ascii: ","), from: start)
      let element = value.extracting(value.trimmed(start, end))
      if isLength { try addLength(element) } else { try addCoding(element) }
      start = end + 1
    }
  }

  /// Adds one of a list of numbers, which must all be equal, RFC 9112 §6.3 item 5.
  private func addLength(_ digits: Span<UInt8>) throws(Failure) {
    guard let length = digits.decimal() else {
      throw Failure(response: "malformed Content-Length")
    }
    guard contentLength ?? length == length else {
      throw Failure(response: "contradictory Content-Length")
    }
    contentLength = length
  }

  /// Adds one of a list of codings, RFC 9112 §6.1; RFC 9110 §5.6.1.2 passes over an empty one.
  private func addCoding(_ coding: Span<UInt8>) throws(Failure) {
    guard coding.count > 0 else { return }
    let isChunked = coding.equals(ignoringCase: "chunked")
    if isChunked, transferCoding == .chunked { throw Failure(response: "chunked twice") }
    transferCoding = isChunked ? .chunked : .other
  }
}
