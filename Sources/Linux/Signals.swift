internal import Bytes
internal import CLinux

/// What happens on signals that would end the process with a status of their own.
public enum Signals {
  /// Makes a fault of the program's own (a trap, a wild access, an overrun stack) end in a line on
  /// standard error and status 1, and a reader that went away end in nothing.
  public static func install() {
    installFaultStack()
    let handler: @convention(c) (Int) -> Void = endAfterFault
    let address = unsafe unsafeBitCast(handler, to: Int.self)
    setAction(address, for: trap)
    setAction(address, for: bus)
    setAction(address, for: segmentation)
    setAction(ignore, for: brokenPipe)
  }

  /// Makes a request to end, SIGINT or SIGTERM, end the run with status 1.
  ///
  /// A container's first process hears such a request only with a handler, signal(7) and
  /// pid_namespaces(7); a run that waits for minutes should.
  public static func endOnRequest() {
    let handler: @convention(c) (Int) -> Void = endOnSignal
    let address = unsafe unsafeBitCast(handler, to: Int.self)
    setAction(address, for: interrupt)
    setAction(address, for: terminate)
  }

  // A Swift trap is SIGILL on x86-64 and SIGTRAP on arm64.
  #if arch(x86_64)
    private static let trap = 4
  #else
    private static let trap = 5
  #endif
  private static let interrupt = 2
  private static let terminate = 15
  private static let bus = 7
  private static let segmentation = 11
  private static let brokenPipe = 13
  private static let ignore = 1

  // The kernel's `struct sigaction`, which differs from the C library's.
  private struct Action {
    var handler: Int
    var flags: Int
    var restorer: Int
    var mask: UInt64
  }

  // The kernel's `stack_t`.
  private struct Stack {
    var start: Int
    var flags: Int
    var size: Int
  }

  /// Sets what a signal does, rt_sigaction(2).
  private static func setAction(_ handler: Int, for signal: Int) {
    // x86-64 delivers only with a restorer. Ours is never called, for no handler here returns.
    let (onFaultStack, hasRestorer) = (0x0800_0000, 0x0400_0000)
    var action = Action(handler: handler, flags: onFaultStack | hasRestorer, restorer: 0, mask: 0)
    unsafe withUnsafeMutablePointer(to: &action) { action in
      _ = clinux_syscall(SYS_rt_sigaction, signal, Int(bitPattern: action), 0, 8, 0, 0)
    }
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
}

/// Says what ended the run.
///
/// It only makes system calls: the fault may be the allocator's.
private func endAfterFault(signal: Int) {
  switch signal & 0xff {
  case 7: end("healthprobe: internal fault: bus error\n")
  case 11: end("healthprobe: internal fault: segmentation fault\n")
  default: end("healthprobe: internal fault: trap\n")
  }
}

private func endOnSignal(signal: Int) {
  end("healthprobe: ended by a signal\n")
}

@inline(never)
private func end(_ line: StaticBytes) {
  _ = clinux_syscall(SYS_write, Output.error.rawValue, line.span.address, line.count, 0, 0, 0)
  Process.exit(status: 1)
}
