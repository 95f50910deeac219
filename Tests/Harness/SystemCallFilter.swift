import Glibc

/// Refuses a system call to the shipped executable, as the seccomp(2) profile of a container does.
public enum SystemCallFilter {
  /// What comes of the call.
  public enum Refusal: Sendable {
    /// It fails with this reason.
    case error(Int32)
    /// The program gets SIGSYS.
    case signal

    fileprivate var action: UInt32 {
      switch self {
      case .error(let number): 0x5_0000 | UInt32(number)
      case .signal: 0x3_0000
      }
    }
  }

  /// Whether the calls of the shipped executable are its own, and not those of an emulator.
  public static let isAvailable = getenv("HEALTHPROBE_EMULATOR") == nil

  /// Calls `body` on a thread of its own, where the shipped executable is refused a call.
  ///
  /// A filter belongs to the thread and to what it starts, and stays with it to its end. It lets all
  /// pass that comes from elsewhere than the low addresses at which the executable lies, so neither
  /// the thread nor a launcher notices it.
  public static func refusing(
    _ call: Int, with refusal: Refusal, _ body: @escaping @Sendable () throws -> Run
  ) throws -> Run {
    let result = Guarded<Result<Run, any Error>?>(nil)
    let thread = Thread {
      let run = Result {
        try install(program(call, refusal))
        return try body()
      }
      result.with { $0 = run }
    }
    thread.join()
    guard let run = result.with({ $0 }) else { throw HarnessError("the thread has no result") }
    return try run.get()
  }

  // `struct sock_filter`, bpf(4).
  private struct Instruction {
    var code: UInt16
    var ifTrue: UInt8 = 0
    var ifFalse: UInt8 = 0
    var operand: UInt32
  }

  // `struct sock_fprog`.
  private struct Program {
    var count: UInt16
    var instructions: UnsafePointer<Instruction>
  }

  private static func program(_ call: Int, _ refusal: Refusal) -> [Instruction] {
    let (load, equal, atLeast, end) = (UInt16(0x20), UInt16(0x15), UInt16(0x35), UInt16(0x06))
    return [
      // `struct seccomp_data`: the call's number, then the place it was made from in two halves.
      Instruction(code: load, operand: 12),
      Instruction(code: equal, ifFalse: 5, operand: 0),
      Instruction(code: load, operand: 8),
      Instruction(code: atLeast, ifTrue: 3, operand: 0x1000_0000),
      Instruction(code: load, operand: 0),
      Instruction(code: equal, ifFalse: 1, operand: UInt32(call)),
      Instruction(code: end, operand: refusal.action),
      Instruction(code: end, operand: 0x7fff_0000),
    ]
  }

  private static func install(_ instructions: [Instruction]) throws {
    typealias Function = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
    let prctl = unsafeBitCast(dlsym(nil, "prctl"), to: Function.self)
    let (noNewPrivileges, setFilter, filterMode) = (Int32(38), Int32(22), UInt(2))
    try HarnessError.check("prctl", prctl(noNewPrivileges, 1, 0, 0, 0))
    try instructions.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      var program = Program(count: UInt16(buffer.count), instructions: start)
      try withUnsafeMutablePointer(to: &program) { program in
        let address = UInt(bitPattern: program)
        _ = try HarnessError.check("prctl", prctl(setFilter, filterMode, address, 0, 0))
      }
    }
  }
}
