import Glibc

/// How a program ended, and what it said.
public struct Run: Sendable, CustomStringConvertible {
  /// How a program ended.
  public enum End: Sendable, Equatable {
    /// By itself, with a status.
    case exited(Int32)
    /// By a signal.
    case signaled(Int32)

    /// Reads what waitpid(2) gives.
    init(waitStatus: Int32) {
      let signal = waitStatus & 0x7f
      self = signal == 0 ? .exited((waitStatus >> 8) & 0xff) : .signaled(signal)
    }
  }

  /// How the program ended.
  public let end: End
  /// All of its standard output, where that was captured.
  public let output: [UInt8]
  /// All of its standard error, where that was captured.
  public let errors: [UInt8]
  /// The time from its start to its end.
  public let duration: Duration

  /// The exit status; nil where a signal ended the program.
  public var status: Int32? {
    if case .exited(let status) = end { return status }
    return nil
  }

  /// Standard output as text.
  public var out: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text.
  public var err: String { String(decoding: errors, as: UTF8.self) }
  /// Everything it wrote, standard output first.
  public var all: String { out + err }

  /// What a failed expectation shows.
  public var description: String { "\(end) after \(duration), out: \(out), err: \(err)" }
}
