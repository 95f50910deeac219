internal import Bytes
internal import CLinux

/// What happens on signals that would end the process with a status of their own, signal(7).
public enum Signals {
  /// Makes a fault of the program's own (a trap, a wild access, an overrun stack) end in a line on
  /// standard error and status 1, and keeps back the signals that ask the run to end, for ``next()``.
  ///
  /// Signals to stop and to continue do what they always do, and those that mean nothing nothing.
  public static func install() {
    let handler: @convention(c) (Int) -> Void = endAfterFault
    let address = unsafe unsafeBitCast(handler, to: Int.self)
    setAction(address, for: refusedCall)
    setAction(address, for: trap)
    setAction(address, for: bus)
    setAction(address, for: segmentation)
    installFaultStack()
    keepBack()
  }

  /// The next of the signals kept back that asks the run to end; nil where none has come.
  ///
  /// One that the program was started to ignore, as by nohup(1), asks nothing. The first process of
  /// a container is sent no signal that it neither handles nor keeps back, pid_namespaces(7).
  public static func next() -> Int? {
    var wanted = endings
    var noTime = KernelTime(seconds: 0, nanoseconds: 0)
    let signal = unsafe withUnsafeMutablePointer(to: &wanted) { wanted in
      unsafe withUnsafeMutablePointer(to: &noTime) { noTime in
        clinux_syscall(
          SYS_rt_sigtimedwait, Int(bitPattern: wanted), 0, Int(bitPattern: noTime), 8, 0, 0)
      }
    }
    return signal > 0 && !isIgnored(signal) ? signal : nil
  }

  // A Swift trap is SIGTRAP on arm64 and SIGILL on all others.
  #if arch(arm64)
    private static let trap = 5
  #else
    private static let trap = 4
  #endif
  private static let bus = 7
  private static let segmentation = 11
  private static let brokenPipe = 13
  private static let fileTooLarge = 25
  // SIGSYS, by which a filter of system calls can refuse one, seccomp(2).
  private static let refusedCall = 31

  // Those that are let through: the faults; a child's end, continuation and three stops; urgent data
  // and a new window size.
  private static var letThrough: UInt64 {
    bit(trap) | bit(bus) | bit(segmentation) | bit(refusedCall) | bit(17) | bit(18) | bit(20)
      | bit(21) | bit(22) | bit(23) | bit(28)
  }

  // All others ask to end, but for two that only tell why a write failed.
  private static var endings: UInt64 { ~(letThrough | bit(brokenPipe) | bit(fileTooLarge)) }

  /// The set of one signal, in the kernel's form.
  private static func bit(_ signal: Int) -> UInt64 { 1 << UInt64(signal - 1) }

  // The kernel's `struct sigaction`, which differs from the C library's. On riscv64 it has no
  // restorer, and the mask in that place.
  private struct Action {
    var handler = 0
    var flags = 0
    var restorer = 0
    var mask = (UInt32(0), UInt32(0))
  }

  // The kernel's `stack_t`.
  private struct Stack {
    var start: Int
    var flags: Int
    var size: Int
  }

  /// Sets what a signal does, rt_sigaction(2).
  @inline(never)
  private static func setAction(_ handler: Int, for signal: Int) {
    // x86-64 delivers only with a restorer. Ours is never called, for no handler here returns.
    let (onFaultStack, hasRestorer) = (0x0800_0000, 0x0400_0000)
    var action = Action(handler: handler, flags: onFaultStack | hasRestorer)
    unsafe withUnsafeMutablePointer(to: &action) { action in
      _ = clinux_syscall(SYS_rt_sigaction, signal, Int(bitPattern: action), 0, 8, 0, 0)
    }
  }

  /// Whether a signal is to be ignored, rt_sigaction(2).
  private static func isIgnored(_ signal: Int) -> Bool {
    let ignore = 1
    var action = Action()
    unsafe withUnsafeMutablePointer(to: &action) { action in
      _ = clinux_syscall(SYS_rt_sigaction, signal, 0, Int(bitPattern: action), 8, 0, 0)
    }
    return action.handler == ignore
  }

  /// Gives handlers a stack of their own, sigaltstack(2): the fault may be a stack without room.
  private static func installFaultStack() {
    let size = 8000
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    var stack = Stack(start: Int(bitPattern: memory), flags: 0, size: size)
    unsafe withUnsafeMutablePointer(to: &stack) { stack in
      _ = clinux_syscall(SYS_sigaltstack, Int(bitPattern: stack), 0, 0, 0, 0, 0)
    }
  }

  /// Blocks all signals but those let through, rt_sigprocmask(2).
  private static func keepBack() {
    let setMask = 2
    var blocked = ~letThrough
    unsafe withUnsafeMutablePointer(to: &blocked) { blocked in
      _ = clinux_syscall(SYS_rt_sigprocmask, setMask, Int(bitPattern: blocked), 0, 8, 0, 0)
    }
  }
}

/// Says what ended the run.
///
/// It only makes system calls: the fault may be the allocator's.
private func endAfterFault(signal: Int) {
  switch signal & 0xff {
  case 7: end("healthprobe: internal fault: bus error\n")
  case 11: end("healthprobe: internal fault: segmentation fault\n")
  case 31: end("healthprobe: the kernel refuses a system call (SIGSYS)\n")
  default: end("healthprobe: internal fault: trap\n")
  }
}

@inline(never)
private func end(_ line: StaticBytes) {
  _ = clinux_syscall(SYS_write, Output.error.rawValue, line.span.address, line.count, 0, 0, 0)
  Process.exit(status: 1)
}
