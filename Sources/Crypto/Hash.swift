public import Bytes

/// A hash function of FIPS 180-4.
public enum HashFunction: UInt8, Sendable {
  case sha256
  case sha384

  /// The bytes of a digest.
  public var digestSize: Int { self == .sha256 ? 32 : 48 }

  /// The bytes that are hashed at a time.
  var blockSize: Int { self == .sha256 ? 64 : 128 }
}

/// A hash in the making: SHA-256 or SHA-384, FIPS 180-4.
///
/// Which one is a value and not a type, since a server chooses it.
public struct Hash: ~Copyable {
  /// What hashes.
  public let function: HashFunction
  // SHA-256 uses the low halves.
  private var state: InlineArray<8, UInt64>
  private var block = InlineArray<128, UInt8>(repeating: 0)
  private var filled = 0
  private var total: UInt64 = 0

  /// The hash of no byte yet.
  public init(_ function: HashFunction) {
    self.function = function
    state = function == .sha256 ? SHA256.initial : SHA384.initial
  }

  private init(_ function: HashFunction, _ state: InlineArray<8, UInt64>) {
    self.function = function
    self.state = state
  }

  /// A hash of the same bytes that goes on by itself.
  public func copy() -> Hash {
    var copy = Hash(function, state)
    copy.block = block
    copy.filled = filled
    copy.total = total
    return copy
  }

  /// Hashes further bytes.
  @inline(never)
  public mutating func update(_ bytes: Span<UInt8>) {
    for index in 0..<bytes.count { append(bytes[index]) }
    total &+= UInt64(truncatingIfNeeded: bytes.count)
  }

  /// The digest of all bytes; this hash is at its end then, and holds none of them any more.
  @inline(never)
  public mutating func finish() -> SecretBytes {
    let bits = total &* 8
    append(0x80)
    // The length is a number of 8 bytes, in SHA-384 of 16.
    let lengthStart = function.blockSize - (function == .sha256 ? 8 : 16)
    while filled != lengthStart { append(0) }
    if function == .sha384 { for _ in 0..<8 { append(0) } }
    for shift in 0..<8 { append(UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * shift))) }

    let digest = SecretBytes()
    let wordSize = function == .sha256 ? 4 : 8
    for index in 0..<function.digestSize {
      let shift = UInt64(8 * (wordSize - 1 - index % wordSize))
      digest.append(UInt8(truncatingIfNeeded: state[index / wordSize] >> shift))
    }
    var bytes = block.mutableSpan
    bytes.wipe()
    var words = state.mutableSpan
    words.wipe()
    return digest
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    block[filled] = byte
    filled += 1
    if filled == function.blockSize { compress() }
  }

  @inline(never)
  private mutating func compress() {
    filled = 0
    if function == .sha256 {
      SHA256.compress(block.span, into: &state)
    } else {
      SHA384.compress(block.span, into: &state)
    }
  }
}

extension Span<UInt8> {
  /// The digest of these bytes.
  public func digest(_ function: HashFunction) -> SecretBytes {
    var hash = Hash(function)
    hash.update(self)
    return hash.finish()
  }
}
