internal import Bytes
internal import CLinux

// The calls that no check can do without. With 32 bits the kernel has had them since Linux 5.1.
#if _pointerBitWidth(_32)
  var clockName: StaticBytes { "clock_gettime64" }
  var pollName: StaticBytes { "ppoll_time64" }
#else
  var clockName: StaticBytes { "clock_gettime" }
  var pollName: StaticBytes { "ppoll" }
#endif

/// Makes a system call again as long as signals interrupt it.
///
/// - Returns: The kernel's result, never negative.
/// - Throws: The kernel's reason; EINTR never gets out.
@inline(never)
func systemCall(
  _ number: Int,
  _ a: Int = 0,
  _ b: Int = 0,
  _ c: Int = 0,
  _ d: Int = 0,
  _ e: Int = 0,
  _ f: Int = 0
) throws(Errno) -> Int {
  while true {
    let result = clinux_syscall(number, a, b, c, d, e, f)
    // The kernel reserves -4095 to -1 for reasons; everything else is a value or an address.
    guard result < 0, result > -4096 else { return result }
    let reason = Errno(rawValue: Int32(truncatingIfNeeded: -result))
    if reason != .interrupted { throw reason }
  }
}

extension Span<UInt8> {
  /// The address of the first byte, for a system call that reads; valid while the bytes are.
  @inline(__always)
  var address: Int {
    unsafe withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
  }
}
