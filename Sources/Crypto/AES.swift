internal import Bytes

/// The block cipher of FIPS 197 under a key of 128 or 256 bits, which only encrypts: GCM needs no
/// more.
///
/// It is an object so that its round keys have one place, from which they are wiped.
final class AES {
  // 8 planes for each of at most 15 round keys.
  private var keys = InlineArray<120, UInt64>(repeating: 0)
  private let rounds: Int

  /// A cipher under a key of 16 or 32 bytes.
  init(key: Span<UInt8>) {
    let words = key.count / 4
    rounds = words + 6
    var schedule = InlineArray<60, UInt32>(repeating: 0)
    for index in 0..<4 * words {
      schedule[index / 4] |= UInt32(key[index]) &<< UInt32(truncatingIfNeeded: index & 3 &* 8)
    }
    var constant: UInt32 = 1
    for index in words..<4 * (rounds + 1) {
      var word = schedule[index - 1]
      // Words have their first byte lowest, so RotWord turns them to the right.
      if index % words == 0 {
        word = Self.substitute(word &>> 8 | word &<< 24) ^ constant
        constant = constant &<< 1 ^ (constant &>> 7 &* 0x11b)
      } else if words == 8, index % 8 == 4 {
        word = Self.substitute(word)
      }
      schedule[index] = schedule[index - words] ^ word
    }
    for round in 0...rounds { expand(schedule, round) }
    var secrets = schedule.mutableSpan
    secrets.wipe()
  }

  deinit {
    var secrets = keys.mutableSpan
    secrets.wipe()
  }

  /// SubWord, FIPS 197 §5.2.
  private static func substitute(_ word: UInt32) -> UInt32 {
    var state = BitPlanes()
    for index in 0..<4 { state.put(byte(index, of: word), at: index, of: 0) }
    state.transpose()
    state.subBytes()
    state.transpose()
    var result: UInt32 = 0
    for index in 0..<4 {
      let shift = UInt32(truncatingIfNeeded: 8 * index)
      result |= UInt32(state.byte(at: index, of: 0)) &<< shift
    }
    return result
  }

  private static func byte(_ index: Int, of word: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: word &>> UInt32(truncatingIfNeeded: 8 * index))
  }

  /// Makes planes of a round key, for four states.
  private func expand(_ schedule: borrowing InlineArray<60, UInt32>, _ round: Int) {
    var state = BitPlanes()
    for index in 0..<16 {
      let byte = Self.byte(index & 3, of: schedule[4 * round + index / 4])
      for slot in 0..<4 { state.put(byte, at: index, of: slot) }
    }
    state.transpose()
    for plane in 0..<8 { keys[8 * round + plane] = state.planes[plane] }
  }

  /// Encrypts four blocks, given and left as they are before ``BitPlanes/transpose()``.
  @inline(never)
  func encrypt(_ state: inout BitPlanes) {
    state.transpose()
    state.add(keys, from: 0)
    for round in 1..<rounds {
      state.subBytes()
      state.shiftRows()
      state.mixColumns()
      state.add(keys, from: 8 * round)
    }
    state.subBytes()
    state.shiftRows()
    state.add(keys, from: 8 * rounds)
    state.transpose()
  }
}
