public import Bytes

/// Authenticated encryption: AES in Galois/Counter Mode, NIST SP 800-38D, with nonces of 96 bits and
/// tags of 128.
public final class AESGCM {
  /// The bytes of a tag.
  public static var tagSize: Int { 16 }

  /// 12 bytes that must never come again under the same key.
  public typealias Nonce = InlineArray<12, UInt8>

  private let cipher: AES
  private var hashKey: InlineArray<1, UInt128> = [0]

  /// A cipher under a key of 16 or 32 bytes.
  public init(key: Span<UInt8>) {
    cipher = AES(key: key)
    var zero = BitPlanes()
    cipher.encrypt(&zero)
    hashKey[0] = Self.block(of: zero)
  }

  deinit {
    var secret = hashKey.mutableSpan
    secret.wipe()
  }

  /// Encrypts the bytes of `buffer` from `start` on in their place, and appends the tag, §7.1.
  public func seal(
    _ buffer: inout ByteBuffer, from start: Int, nonce: Nonce, authenticating data: Span<UInt8>
  ) {
    let mask = apply(nonce, to: &buffer, start..<buffer.count)
    let tag = tag(mask, buffer.span.extracting(start..<buffer.count), data)
    for index in 0..<Self.tagSize { buffer.append(Self.byte(index, of: tag)) }
  }

  /// Decrypts the bytes of `buffer` from `start` on in their place, and takes the tag at their end
  /// away, §7.2.
  ///
  /// - Returns: Whether the tag is right; the buffer is as it was where it is not.
  public func open(
    _ buffer: inout ByteBuffer, from start: Int, nonce: Nonce, authenticating data: Span<UInt8>
  ) -> Bool {
    let end = buffer.count - Self.tagSize
    guard start <= end else { return false }
    let mask = apply(nonce, to: &buffer, start..<start)
    let tag = tag(mask, buffer.span.extracting(start..<end), data)
    var difference: UInt8 = 0
    for index in 0..<Self.tagSize {
      difference |= Self.byte(index, of: tag) ^ buffer.span[end + index]
    }
    guard difference == 0 else { return false }
    _ = apply(nonce, to: &buffer, start..<end)
    buffer.truncate(to: end)
    return true
  }

  private func tag(
    _ mask: UInt128, _ text: Span<UInt8>, _ data: Span<UInt8>
  ) -> UInt128 {
    var hash = GHASH(key: hashKey[0])
    hash.update(data)
    hash.update(text)
    hash.update(Self.bits(data.count) &<< 64 | Self.bits(text.count))
    return hash.value ^ mask
  }

  private static func bits(_ count: Int) -> UInt128 { UInt128(truncatingIfNeeded: count) &* 8 }

  /// Adds the key stream to the bytes of a range, §6.5.
  ///
  /// - Returns: The first block of the key stream, which masks the tag.
  @inline(never)
  private func apply(
    _ nonce: Nonce, to buffer: inout ByteBuffer, _ range: Range<Int>
  ) -> UInt128 {
    var counter: UInt32 = 1
    var stream = keyStream(nonce, &counter)
    let mask = Self.block(of: stream)
    var bytes = buffer.mutableSpan
    var place = 16
    for index in range {
      if place == 64 {
        stream = keyStream(nonce, &counter)
        place = 0
      }
      bytes[index] ^= stream.byte(at: place & 15, of: place &>> 4)
      place += 1
    }
    return mask
  }

  /// The next four blocks of the key stream.
  private func keyStream(_ nonce: Nonce, _ counter: inout UInt32) -> BitPlanes {
    var blocks = BitPlanes()
    for slot in 0..<4 {
      for index in 0..<12 { blocks.put(nonce[index], at: index, of: slot) }
      for index in 0..<4 {
        let shift = UInt32(truncatingIfNeeded: 24 - 8 * index)
        let byte = UInt8(truncatingIfNeeded: counter &>> shift)
        blocks.put(byte, at: 12 + index, of: slot)
      }
      counter &+= 1
    }
    cipher.encrypt(&blocks)
    return blocks
  }

  /// The first of four blocks as a number, its first byte highest.
  private static func block(of blocks: BitPlanes) -> UInt128 {
    var block: UInt128 = 0
    for index in 0..<16 { block = block &<< 8 | UInt128(blocks.byte(at: index, of: 0)) }
    return block
  }

  private static func byte(_ index: Int, of block: UInt128) -> UInt8 {
    let half = index < 8 ? block &>> 64 : block
    let word = UInt64(truncatingIfNeeded: half)
    return UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: 56 - 8 * (index & 7)))
  }
}
