public import Bytes

/// A reason that the kernel gives for a failure, as in errno(3).
public struct Errno: Error, Equatable, Sendable {
  /// The kernel's number, the same on x86-64 and arm64.
  public let rawValue: Int32

  /// The reason with the kernel's number `rawValue`.
  @inlinable
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// ENOENT: no such file or directory.
  public static let noSuchFile = Errno(rawValue: 2)
  /// EINTR: a signal came before anything was done.
  public static let interrupted = Errno(rawValue: 4)
  /// EAGAIN: nothing to be had without waiting.
  public static let wouldBlock = Errno(rawValue: 11)
  /// EINVAL: an argument that the call does not take.
  public static let invalidArgument = Errno(rawValue: 22)
  /// ENFILE: the system has no descriptor left.
  public static let tooManyOpenFilesInSystem = Errno(rawValue: 23)
  /// EMFILE: this process may open no further descriptor.
  public static let tooManyOpenFiles = Errno(rawValue: 24)
  /// EFBIG: more bytes than may be read.
  public static let fileTooLarge = Errno(rawValue: 27)
  /// EPIPE: the peer takes no more bytes.
  public static let brokenPipe = Errno(rawValue: 32)
  /// ECONNRESET: the peer ended the connection without closing it.
  public static let connectionReset = Errno(rawValue: 104)
  /// ECONNREFUSED: nothing listens there.
  public static let connectionRefused = Errno(rawValue: 111)
  /// EINPROGRESS: the connection is being made.
  public static let inProgress = Errno(rawValue: 115)

  /// The reason in words; `error N` for a number that a probe does not meet.
  public var text: Text {
    guard let words else { return "error \(Int(rawValue))" }
    return "\(words)"
  }

  private var words: StaticString? {
    switch rawValue {
    case 1: "operation not permitted"
    case 2: "no such file or directory"
    case 5: "input/output error"
    case 11: "resource temporarily unavailable"
    case 12: "out of memory"
    case 13: "permission denied"
    case 20: "not a directory"
    case 21: "is a directory"
    case 22: "invalid argument"
    case 23: "too many open files in the system"
    case 24: "too many open files"
    case 27: "file too large"
    case 32: "connection closed by peer"
    case 71: "protocol error"
    case 91: "wrong socket type"
    case 97: "address family not supported"
    case 99: "address not available"
    case 100: "network is down"
    case 101: "network unreachable"
    case 103: "connection aborted"
    case 104: "connection reset by peer"
    case 105: "no buffer space"
    case 110: "connection timed out"
    case 111: "connection refused"
    case 112: "host is down"
    case 113: "no route to host"
    default: nil
    }
  }
}
