extension Text: ExpressibleByStringInterpolation {
  /// A text that is a literal.
  @inlinable @inline(__always)
  public init(stringLiteral literal: StaticString) {
    unsafe self.init(literal.utf8Start, literal.utf8CodeUnitCount)
  }

  @usableFromInline @inline(never)
  init(_ start: UnsafePointer<UInt8>, _ count: Int) {
    unsafe append(start, count)
  }

  /// A text put together from a literal with values in it.
  public init(stringInterpolation: Interpolation) {
    self = stringInterpolation.text
  }

  /// What `"\(…)"` may hold in a text.
  public struct Interpolation: StringInterpolationProtocol {
    @usableFromInline var text = Text()

    /// Begins an interpolation; the capacities are hints and are not used.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Appends the literal between two values.
    ///
    /// The compiler hands over empty ones as well; inlined, those cost no code.
    @inlinable @inline(__always)
    public mutating func appendLiteral(_ literal: StaticString) {
      if literal.utf8CodeUnitCount > 0 { text.append(literal) }
    }

    /// Appends a literal.
    @inlinable
    public mutating func appendInterpolation(_ literal: StaticString) {
      text.append(literal)
    }

    /// Appends another text.
    @inline(never)
    public mutating func appendInterpolation(_ other: Text) {
      text += other
    }

    /// Appends a number in decimal.
    @inline(never)
    public mutating func appendInterpolation(_ number: Int) {
      text.append(number)
    }

    /// Appends foreign bytes, escaped and cut at `limit`.
    @inline(never)
    public mutating func appendInterpolation(escaping foreign: [UInt8], limit: Int) {
      text.append(escaping: foreign.span, limit: limit)
    }

    /// Appends foreign bytes, escaped, cut at 64 bytes and between single quotes.
    @inline(never)
    public mutating func appendInterpolation(quoting foreign: [UInt8]) {
      text.append("'")
      text.append(escaping: foreign.span, limit: 64)
      text.append("'")
    }
  }
}
