internal import Bytes
internal import CLinux

/// A stretch of time in whole nanoseconds.
public struct TimeAmount: Comparable, Sendable {
  /// The length in nanoseconds; at most some 292 years.
  public let nanoseconds: Int64

  /// A stretch of `nanoseconds`.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// No time at all.
  public static let zero = TimeAmount(nanoseconds: 0)

  /// The sum of two stretches.
  public static func + (left: TimeAmount, right: TimeAmount) -> TimeAmount {
    TimeAmount(nanoseconds: left.nanoseconds &+ right.nanoseconds)
  }

  /// The stretch by which the first is longer; negative when it is shorter.
  public static func - (left: TimeAmount, right: TimeAmount) -> TimeAmount {
    TimeAmount(nanoseconds: left.nanoseconds &- right.nanoseconds)
  }

  /// A stretch of `milliseconds`.
  public static func milliseconds(_ milliseconds: Int64) -> TimeAmount {
    TimeAmount(nanoseconds: milliseconds &* 1_000_000)
  }

  /// A stretch of `seconds`.
  public static func seconds(_ seconds: Int64) -> TimeAmount {
    TimeAmount(nanoseconds: seconds &* 1_000_000_000)
  }

  /// Whether the first is the shorter one.
  public static func < (left: TimeAmount, right: TimeAmount) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

/// A point on the monotonic clock, which no setting of the date moves.
public struct Instant: Comparable, Sendable {
  /// Nanoseconds since some start, the same for the whole run.
  public let nanoseconds: Int64

  /// The instant `nanoseconds` after the clock's start.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// Later than every deadline.
  public static let distantFuture = Instant(nanoseconds: .max)

  /// Whether the first comes earlier.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The instant `amount` after this one.
  public static func + (instant: Instant, amount: TimeAmount) -> Instant {
    Instant(nanoseconds: instant.nanoseconds &+ amount.nanoseconds)
  }

  /// The time from `earlier` to `later`; negative when they are the other way round.
  public static func - (later: Instant, earlier: Instant) -> TimeAmount {
    TimeAmount(nanoseconds: later.nanoseconds &- earlier.nanoseconds)
  }
}

/// The clocks of the kernel, clock_gettime(2).
public enum Clock {
  /// The present instant.
  ///
  /// A kernel that refuses to tell it ends the run: without a clock there is no deadline.
  @inline(never)
  public static func now() -> Instant {
    let monotonic = 1
    return Instant(nanoseconds: read(monotonic).nanoseconds)
  }

  /// The time since the first second of 1970, as the date is set now.
  public static func date() -> TimeAmount {
    let realTime = 0
    return read(realTime)
  }

  @inline(never)
  private static func read(_ clock: Int) -> TimeAmount {
    var time = KernelTime(seconds: 0, nanoseconds: 0)
    do throws(Errno) {
      try unsafe withUnsafeMutablePointer(to: &time) { pointer throws(Errno) in
        _ = try systemCall(SYS_clock_gettime, clock, Int(bitPattern: pointer))
      }
    } catch {
      Process.end(refused: clockName, error)
    }
    return TimeAmount(nanoseconds: time.seconds &* 1_000_000_000 &+ time.nanoseconds)
  }
}

/// `struct __kernel_timespec`, which has 64 bits on all CPUs.
struct KernelTime {
  var seconds: Int64
  var nanoseconds: Int64
}
