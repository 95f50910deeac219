internal import Bytes

/// The records that a FastCGI application sends, as they arrive: FastCGI 1.0 §3.3.
struct FastCGIRecords {
  /// The kinds of records, §8, of which the first three come from an application.
  enum Kind: UInt8 {
    case endRequest = 3
    case standardOutput = 6
    case standardError = 7
    case beginRequest = 1
    case parameters = 4
    case standardInput = 5
  }

  // The record's header as it arrives, and how many of its eight bytes have come.
  private var header: UInt64 = 0
  private var headerCount = 0
  // What of the record's content and then of its padding is still to come.
  private var content = 0
  private var padding = 0
  /// The kind of the record that is arriving; nil for one that is of no interest.
  private(set) var kind: Kind?
  /// Whether a record of no content has just ended, or the content of one.
  private(set) var isAtEnd = false

  /// Whether any byte has come.
  private(set) var hasBegun = false

  /// Passes over framing and foreign records from `index` on, up to content or to the bytes' end.
  ///
  /// - Returns: How many bytes of content begin at `index` now; they count as taken.
  mutating func consume(_ bytes: Span<UInt8>, from index: inout Int) throws(Flaw) -> Int {
    isAtEnd = false
    while index < bytes.count {
      hasBegun = true
      if headerCount < 8 {
        try takeHeader(bytes[index])
        index += 1
        continue
      }
      let count = min(content > 0 ? content : padding, bytes.count - index)
      if content > 0 {
        content -= count
        isAtEnd = content == 0
        if content + padding == 0 { headerCount = 0 }
        if kind != nil { return count }
      } else {
        padding -= count
        if padding == 0 { headerCount = 0 }
      }
      index += count
    }
    return 0
  }

  private mutating func takeHeader(_ byte: UInt8) throws(Flaw) {
    guard headerCount > 0 || byte == 1 else { throw Flaw(Self.guess(byte)) }
    header = header << 8 | UInt64(byte)
    headerCount += 1
    if headerCount < 8 { return }
    content = Int(header >> 16 & 0xffff)
    padding = Int(header >> 8 & 0xff)
    if content + padding == 0 { headerCount = 0 }
    kind = nil
    // §3.3: records of request 0 are about the application itself.
    let request = header >> 32 & 0xffff
    if request == 0 { return }
    guard request == 1 else { throw Flaw("a record of another request") }
    kind = Kind(rawValue: UInt8(truncatingIfNeeded: header >> 48))
    switch kind {
    case .standardOutput, .standardError: break
    case .endRequest where content == 8: break
    default: throw Flaw("a record that no FastCGI responder sends")
    }
  }

  private static func guess(_ first: UInt8) -> StaticBytes {
    switch first {
    case UInt8(ascii: "H"), UInt8(ascii: "<"): "not FastCGI, looks like HTTP"
    case 0x15, 0x16: "not FastCGI, looks like TLS"
    default: "not FastCGI"
    }
  }
}
