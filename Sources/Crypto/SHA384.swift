internal import Bytes

/// SHA-384, FIPS 180-4 §6.5: SHA-512 (§6.4) from another start, cut to 48 bytes.
enum SHA384 {
  /// §5.3.4: the first 64 bits of the fractions of the square roots of the 9th to the 16th prime.
  static var initial: InlineArray<8, UInt64> {
    [
      0xcbbb_9d5d_c105_9ed8, 0x629a_292a_367c_d507, 0x9159_015a_3070_dd17, 0x152f_ecd8_f70e_5939,
      0x6733_2667_ffc0_0b31, 0x8eb4_4a87_6858_1511, 0xdb0c_2e0d_64f9_8fa7, 0x47b5_481d_befa_4fa4,
    ]
  }

  /// Hashes a block of 128 bytes into `state`.
  @inline(never)
  static func compress(_ block: Span<UInt8>, into state: inout InlineArray<8, UInt64>) {
    var schedule = InlineArray<16, UInt64>(repeating: 0)
    for index in 0..<128 { schedule[index / 8] = schedule[index / 8] << 8 | UInt64(block[index]) }

    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for round in 0..<80 {
      var word = schedule[round & 15]
      if round >= 16 {
        word =
          word &+ smallSigma0(schedule[(round + 1) & 15]) &+ schedule[(round + 9) & 15]
          &+ smallSigma1(schedule[(round + 14) & 15])
        schedule[round & 15] = word
      }
      let first = h &+ bigSigma1(e) &+ (g ^ e & (f ^ g)) &+ SHA2.constants[round] &+ word
      let second = bigSigma0(a) &+ (a & b | c & (a | b))
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
    var words = schedule.mutableSpan
    words.wipe()
  }

  private static func bigSigma0(_ x: UInt64) -> UInt64 {
    rotate(x, 28) ^ rotate(x, 34) ^ rotate(x, 39)
  }

  private static func bigSigma1(_ x: UInt64) -> UInt64 {
    rotate(x, 14) ^ rotate(x, 18) ^ rotate(x, 41)
  }

  private static func smallSigma0(_ x: UInt64) -> UInt64 { rotate(x, 1) ^ rotate(x, 8) ^ x &>> 7 }

  private static func smallSigma1(_ x: UInt64) -> UInt64 { rotate(x, 19) ^ rotate(x, 61) ^ x &>> 6 }

  @inline(__always)
  private static func rotate(_ x: UInt64, _ count: UInt64) -> UInt64 {
    x &>> count | x &<< (64 &- count)
  }
}
