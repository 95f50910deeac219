internal import Bytes

/// What the header blocks of a response tell: headers, and trailers, which may be the same block.
struct GRPCResponse: ~Copyable {
  /// The most that the fields of all blocks together may count, RFC 9113 §6.5.2.
  static var headerLimit: Int { 64 << 10 }

  /// The HTTP status, 100 to 599; 0 before the headers have come.
  private(set) var status = 0
  /// The value of `content-type`.
  private(set) var contentType = ByteBuffer()
  /// The value of `grpc-status`; nil where it has not come.
  private(set) var code: UInt64?
  /// The value of `grpc-message`, percent-encoded.
  private(set) var message = ByteBuffer()
  private var decoder = HPACKDecoder()
  private var headerBudget = headerLimit

  /// Whether the headers have come, interim ones excepted.
  var hasHeaders: Bool { status >= 200 }

  /// Whether the content is what gRPC sends.
  var isGRPC: Bool {
    let (type, wanted) = (contentType.span, "application/grpc" as StaticBytes)
    guard type.starts(ignoringCase: wanted) else { return false }
    if type.count == wanted.count { return true }
    let next = type[wanted.count]
    return next == UInt8(ascii: "+") || next == UInt8(ascii: ";") || next.isBlank
  }

  /// Reads a whole header block.
  ///
  /// - Parameter isLast: Whether it ends the stream.
  @inline(never)
  mutating func read(_ block: borrowing ByteBuffer, isLast: Bool) throws(Flaw) {
    let isTrailers = hasHeaders
    if !isTrailers { status = 0 }
    var index = 0
    var isBehindPseudo = isTrailers
    while let field = try decoder.next(block.span, &index) {
      headerBudget -= field.size
      guard headerBudget >= 0 else { throw Flaw("HTTP/2 headers over 65536 bytes") }
      guard field.isWellFormed, !field.isPseudo || !isBehindPseudo else { throw malformed }
      if field.isPseudo { try readStatus(field) } else { isBehindPseudo = true }
      if !isTrailers, field.isNamed("content-type") { Self.copy(field, to: &contentType) }
      if field.isNamed("grpc-message") { Self.copy(field, to: &message) }
      if field.isNamed("grpc-status"), code == nil { try readCode(field) }
    }
    // RFC 9113 §8.1: interim headers never end a stream, and trailers always do.
    guard status > 0, hasHeaders || !isLast, !isTrailers || isLast else { throw malformed }
  }

  private mutating func readStatus(_ field: HPACKField) throws(Flaw) {
    guard field.isNamed(":status"), status == 0, let read = field.value.httpStatus
    else { throw malformed }
    status = read
  }

  private mutating func readCode(_ field: HPACKField) throws(Flaw) {
    code = field.value.decimal
    if code == nil { throw Flaw("malformed grpc-status") }
  }

  private static func copy(_ field: HPACKField, to buffer: inout ByteBuffer) {
    buffer.removeAll()
    buffer.append(field.value)
  }

  private var malformed: Flaw { Flaw("malformed HTTP/2 headers") }
}

// A span of another object's buffer can't leave it, so the buffer is lent.
extension ByteBuffer {
  fileprivate var httpStatus: Int? { StatusSet.status(span) }
  fileprivate var decimal: UInt64? { span.decimal(atMost: UInt64(UInt32.max)) }
}
