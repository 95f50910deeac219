internal import Bytes

/// SHA-256, FIPS 180-4 §6.2.
enum SHA256 {
  /// §5.3.3: the first 32 bits of the fractions of the square roots of the first 8 primes.
  static var initial: InlineArray<8, UInt64> {
    [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
      0x5be0_cd19,
    ]
  }

  /// Hashes the first 64 bytes of `block` into the low halves of `state`.
  @inline(never)
  static func compress(_ block: Span<UInt8>, into state: inout InlineArray<8, UInt64>) {
    var schedule = InlineArray<16, UInt32>(repeating: 0)
    for index in 0..<64 { schedule[index / 4] = schedule[index / 4] << 8 | UInt32(block[index]) }

    var (a, b, c, d) = (low(state[0]), low(state[1]), low(state[2]), low(state[3]))
    var (e, f, g, h) = (low(state[4]), low(state[5]), low(state[6]), low(state[7]))
    for round in 0..<64 {
      var word = schedule[round & 15]
      if round >= 16 {
        word =
          word &+ smallSigma0(schedule[(round + 1) & 15]) &+ schedule[(round + 9) & 15]
          &+ smallSigma1(schedule[(round + 14) & 15])
        schedule[round & 15] = word
      }
      let constant = UInt32(truncatingIfNeeded: SHA2.constants[round] >> 32)
      let first = h &+ bigSigma1(e) &+ (g ^ e & (f ^ g)) &+ constant &+ word
      let second = bigSigma0(a) &+ (a & b | c & (a | b))
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    add(a, to: &state[0])
    add(b, to: &state[1])
    add(c, to: &state[2])
    add(d, to: &state[3])
    add(e, to: &state[4])
    add(f, to: &state[5])
    add(g, to: &state[6])
    add(h, to: &state[7])
    var words = schedule.mutableSpan
    words.wipe()
  }

  private static func low(_ word: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: word) }

  private static func add(_ word: UInt32, to sum: inout UInt64) {
    sum = UInt64(low(sum) &+ word)
  }

  private static func bigSigma0(_ x: UInt32) -> UInt32 {
    rotate(x, 2) ^ rotate(x, 13) ^ rotate(x, 22)
  }

  private static func bigSigma1(_ x: UInt32) -> UInt32 {
    rotate(x, 6) ^ rotate(x, 11) ^ rotate(x, 25)
  }

  private static func smallSigma0(_ x: UInt32) -> UInt32 { rotate(x, 7) ^ rotate(x, 18) ^ x &>> 3 }

  private static func smallSigma1(_ x: UInt32) -> UInt32 {
    rotate(x, 17) ^ rotate(x, 19) ^ x &>> 10
  }

  @inline(__always)
  private static func rotate(_ x: UInt32, _ count: UInt32) -> UInt32 {
    x &>> count | x &<< (32 &- count)
  }
}
