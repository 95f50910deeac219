public import Bytes
internal import CLinux

/// Numbers that nobody can guess.
public enum Random {
  /// 32 bits of getrandom(2).
  ///
  /// Where the kernel refuses it or has none to give yet, they are made of the 16 random bytes that
  /// it gives each program at its start, AT_RANDOM of getauxval(3), and of the clock.
  public static func bits() -> UInt32 {
    var bits: UInt32 = 0
    let nonBlocking = 1
    let count = unsafe withUnsafeMutablePointer(to: &bits) { bits in
      clinux_syscall(SYS_getrandom, Int(bitPattern: bits), 4, nonBlocking, 0, 0, 0)
    }
    return count == 4 ? bits : startBits()
  }

  /// Fills a buffer with random bytes for keys, getrandom(2).
  ///
  /// - Parameter count: At most 256, which the kernel gives whole or not at all.
  /// - Throws: The reason why there are none, for which nothing else stands in.
  public static func fill(_ bytes: inout ByteBuffer, count: Int) throws(Errno) {
    let nonBlocking = 1
    _ = try bytes.fill(atMost: count) { address, capacity throws(Errno) in
      try systemCall(SYS_getrandom, address, capacity, nonBlocking)
    }
  }

  // The clock never shows the same instant twice, so neither do two calls the same bits.
  private static func startBits() -> UInt32 {
    var mixed = UInt64(bitPattern: Clock.now().nanoseconds)
    if let seed = unsafe UnsafeRawPointer(bitPattern: auxiliaryValue(of: 25)) {
      // They may lie at any address.
      mixed = unsafe mix(mixed ^ seed.loadUnaligned(as: UInt64.self))
      mixed ^= unsafe seed.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    }
    return UInt32(truncatingIfNeeded: mix(mixed) >> 32)
  }

  /// Spreads each bit over all others: the finalizer of SplitMix64.
  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// A value of the vector that follows the environment on the stack, getauxval(3); 0 without one.
  private static func auxiliaryValue(of kind: Int) -> Int {
    guard let stack = unsafe clinux_initial_stack() else { return 0 }
    // Past the count of arguments, the arguments and the environment with a NULL behind each.
    var place = unsafe stack[0] + 2
    // Checked, as with strings: a loop that may wrap around would be a call of wcslen.
    while unsafe stack[place] != 0 { place += 1 }
    place += 1
    while unsafe stack[place] != 0 {
      if unsafe stack[place] == kind { return unsafe stack[place + 1] }
      place += 2
    }
    return 0
  }
}
