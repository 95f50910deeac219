internal import CLinux

/// Numbers that nobody can guess.
public enum Random {
  /// 32 bits of getrandom(2); 0 where the kernel has none to give.
  public static func bits() -> UInt32 {
    var bits: UInt32 = 0
    unsafe withUnsafeMutablePointer(to: &bits) { bits in
      _ = clinux_syscall(SYS_getrandom, Int(bitPattern: bits), 4, 0, 0, 0, 0)
    }
    return bits
  }
}
