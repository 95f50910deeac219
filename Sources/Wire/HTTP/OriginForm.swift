public import Bytes

extension ByteBuffer {
  /// Appends a request target in origin form, RFC 9112 §3.2.1: an empty path becomes `/`, and what
  /// is not ASCII is percent-encoded, as RFC 3986 wants it.
  public mutating func append(originForm target: Span<UInt8>) {
    if target.count == 0 || target[0] != UInt8(ascii: "/") { append(UInt8(ascii: "/")) }
    append(encodingForeign: target)
  }

  /// Appends `text` with what is not ASCII percent-encoded.
  public mutating func append(encodingForeign text: Span<UInt8>) {
    var start = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] < 0x80 { end += 1 }
      append(text.extracting(start..<end))
      if end < text.count { append(percentEncoding: text[end]) }
      start = end + 1
    }
  }
}
