import Bytes

extension StaticBytes {
  /// A copy that is kept for the run, as the bytes of an argument are.
  public init(_ bytes: some Sequence<UInt8>) {
    var buffer = ByteBuffer()
    for byte in bytes { buffer.append(byte) }
    self = buffer.keep()
  }

  /// A copy of the text's UTF-8 form that is kept for the run.
  public init(_ text: String) {
    self.init(text.utf8)
  }

  /// The bytes as text.
  public var text: String { span.text }
}

extension Span<UInt8> {
  /// A copy of the bytes.
  public var array: [UInt8] {
    var array: [UInt8] = []
    for index in 0..<count { array.append(self[index]) }
    return array
  }

  /// The bytes as text.
  public var text: String { String(decoding: array, as: UTF8.self) }
}

extension ByteBuffer {
  /// What `write` appends to an empty buffer, as text.
  public static func text(_ write: (inout ByteBuffer) -> Void) -> String {
    var buffer = ByteBuffer()
    write(&buffer)
    return buffer.span.text
  }
}
