public import Bytes

/// A reason that the kernel gives for a failure, as in errno(3).
public struct Errno: Error, Equatable, Sendable {
  /// The kernel's number, the same on all CPUs here.
  public let rawValue: Int32

  /// The reason with the kernel's number `rawValue`.
  @inlinable
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// EPERM: only another user may do that.
  public static let notPermitted = Errno(rawValue: 1)
  /// ENOENT: no such file or directory.
  public static let noSuchFile = Errno(rawValue: 2)
  /// ESRCH: no such process.
  public static let noSuchProcess = Errno(rawValue: 3)
  /// EINTR: a signal came before anything was done.
  public static let interrupted = Errno(rawValue: 4)
  /// EAGAIN: nothing to be had without waiting.
  public static let wouldBlock = Errno(rawValue: 11)
  /// ENODEV: no such device, such as a network interface.
  public static let noSuchDevice = Errno(rawValue: 19)
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
  /// EPROTO: the peer breaks the protocol.
  public static let protocolError = Errno(rawValue: 71)
  /// EISCONN: the connection stands.
  public static let isConnected = Errno(rawValue: 106)
  /// ECONNRESET: the peer ended the connection without closing it.
  public static let connectionReset = Errno(rawValue: 104)
  /// ETIMEDOUT: what was waited for did not come.
  public static let timedOut = Errno(rawValue: 110)
  /// ECONNREFUSED: nothing listens there.
  public static let connectionRefused = Errno(rawValue: 111)
  /// EALREADY: the connection is still being made.
  public static let alreadyInProgress = Errno(rawValue: 114)
  /// EINPROGRESS: the connection is being made.
  public static let inProgress = Errno(rawValue: 115)

  /// Whether it may tell of the peer, and not only of this machine: a connection that is refused,
  /// reset or not answered, or a socket or file that is not there.
  public var tellsOfPeer: Bool {
    switch rawValue {
    // ENOENT, ENOTDIR, EPIPE, EPROTO, EPROTOTYPE; then ECONNABORTED, ECONNRESET and the rest.
    case 2, 20, 32, 71, 91, 103, 104, 110...113: true
    default: false
    }
  }

  // A list to look through: as a switch it would be a table with a row for every number to 113.
  fileprivate static var words: StaticBytes {
    """
    1 operation not permitted
    2 no such file or directory
    5 input/output error
    11 resource temporarily unavailable
    12 out of memory
    13 permission denied
    20 not a directory
    21 is a directory
    22 invalid argument
    23 too many open files in the system
    24 too many open files
    27 file too large
    32 connection closed by peer
    36 file name too long
    38 system call not available
    40 too many symbolic links
    71 protocol error
    90 message too long
    91 wrong socket type
    97 address family not supported
    99 no free local port or address
    100 network is down
    101 network unreachable
    103 connection aborted
    104 connection reset by peer
    105 no buffer space
    110 connection timed out
    111 connection refused
    112 host is down
    113 no route to host
    """
  }
}

extension ByteBuffer {
  /// Appends the reason in words; `error N` for a number that a probe does not meet.
  public mutating func append(_ errno: Errno) {
    let words = Errno.words
    let lines = words.span
    var index = 0
    while let line = lines.nextField(&index, isLine: true) {
      let space = lines.firstIndex(of: UInt8(ascii: " "), from: line.lowerBound)
      let number = lines.extracting(line.lowerBound..<space).decimal()
      if number == UInt64(errno.rawValue.magnitude) {
        return append(words[space + 1..<line.upperBound])
      }
    }
    append("error ")
    append(decimal: Int(errno.rawValue))
  }
}
