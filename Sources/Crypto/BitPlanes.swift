/// Four AES states of 16 bytes at once, cut into planes: plane `i` holds bit `i` of all 64 bytes.
///
/// So the steps of the cipher are logic alone: no table is looked up, and no time depends on a byte.
/// The byte in row `r` and column `c` of state `s` has the place `16 * r + 4 * c + s` in each plane.
struct BitPlanes {
  var planes = InlineArray<8, UInt64>(repeating: 0)

  /// Puts a byte into state `slot`, before ``transpose()``; there must be zeros in its place.
  @inline(__always)
  mutating func put(_ byte: UInt8, at index: Int, of slot: Int) {
    planes[Self.word(index, slot)] |= UInt64(byte) &<< Self.shift(index)
  }

  /// The byte of state `slot`, after ``transpose()``.
  @inline(__always)
  func byte(at index: Int, of slot: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: planes[Self.word(index, slot)] &>> Self.shift(index))
  }

  private static func word(_ index: Int, _ slot: Int) -> Int { index & 4 | slot & 3 }

  private static func shift(_ index: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: 16 * (index & 3) + index & 8)
  }

  /// Turns words of bytes into planes of bits, and back: bit `i` of byte `k` of word `j` changes its
  /// place with bit `j` of byte `k` of word `i`.
  @inline(never)
  mutating func transpose() {
    exchange(1, 0x5555_5555_5555_5555)
    exchange(2, 0x3333_3333_3333_3333)
    exchange(4, 0x0f0f_0f0f_0f0f_0f0f)
  }

  private mutating func exchange(_ distance: Int, _ low: UInt64) {
    let shift = UInt64(truncatingIfNeeded: distance)
    for index in 0..<8 where index & distance == 0 {
      let (first, second) = (planes[index], planes[index | distance])
      planes[index] = first & low | (second & low) &<< shift
      planes[index | distance] = (first &>> shift) & low | second & ~low
    }
  }

  /// AddRoundKey, FIPS 197 §5.1.4, with the planes that begin at `start`.
  @inline(__always)
  mutating func add(_ keys: borrowing InlineArray<120, UInt64>, from start: Int) {
    for index in 0..<8 { planes[index] ^= keys[start + index] }
  }

  /// ShiftRows, FIPS 197 §5.1.2: each row of 16 bits turns by 4 bits more than the one above it.
  mutating func shiftRows() {
    for index in 0..<8 {
      let plane = planes[index]
      planes[index] =
        plane & 0x0000_0000_0000_ffff
        | (plane & 0x0000_0000_fff0_0000) &>> 4 | (plane & 0x0000_0000_000f_0000) &<< 12
        | (plane & 0x0000_ff00_0000_0000) &>> 8 | (plane & 0x0000_00ff_0000_0000) &<< 8
        | (plane & 0xf000_0000_0000_0000) &>> 12 | (plane & 0x0fff_0000_0000_0000) &<< 4
    }
  }

  /// MixColumns, FIPS 197 §5.1.3: each byte becomes twice itself, plus three times the one below it,
  /// plus the other two.
  mutating func mixColumns() {
    var doubled = InlineArray<8, UInt64>(repeating: 0)
    var others = InlineArray<8, UInt64>(repeating: 0)
    for index in 0..<8 {
      let below = Self.rotate(planes[index], 16)
      let sum = planes[index] ^ below
      doubled[index] = sum
      others[index] = below ^ Self.rotate(sum, 32)
    }
    // Twice a byte is a shift, and the bit that leaves comes back as 0x1b.
    let carry = doubled[7]
    for index in 0..<8 {
      var bit = index == 0 ? 0 : doubled[index - 1]
      if 0x1b >> index & 1 == 1 { bit ^= carry }
      planes[index] = bit ^ others[index]
    }
  }

  private static func rotate(_ plane: UInt64, _ count: UInt64) -> UInt64 {
    plane &>> count | plane &<< (64 &- count)
  }
}
