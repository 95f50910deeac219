internal import Bytes

/// What one name server said about one kind of address of one name.
public enum DNSReply: Equatable, Sendable {
  /// Nothing so far.
  case none
  /// The name exists and has no address of the kind.
  case noData
  /// The name does not exist, NXDOMAIN.
  case noSuchName
  /// It has no answer; over TCP where it was asked there after a datagram that was cut.
  case failed(DNSFailure, isStream: Bool)
}

/// Why a name server has no answer.
public enum DNSFailure: Equatable, Sendable {
  /// It says so itself with a response code, RFC 1035 §4.1.1; 0 where it leaves the search for the
  /// answer to others.
  case code(UInt8)
  /// Its answer breaks the protocol.
  case malformed
  /// It can't be asked, for the kernel's reason with this number.
  case system(Int32)
}

/// How long name servers are asked, and how often.
///
/// Times are nanoseconds of any one clock.
public struct DNSPatience: Sendable {
  /// How many servers there are, at most ``ResolverConfiguration/mostServers``.
  let servers: Int
  /// How long one that is silent keeps the word of a later one waiting.
  let timeout: Int64
  /// How often each is asked before silence counts as a failure; nil for as often as there is time.
  let attempts: Int?
  /// When all of it ends.
  let deadline: Int64

  /// What a resolv.conf(5) says, in the time until `deadline`.
  public init(_ configuration: borrowing ResolverConfiguration, until deadline: Int64) {
    servers = configuration.servers.count
    timeout = Int64(configuration.timeout) * 1_000_000_000
    attempts = configuration.attempts
    self.deadline = deadline
  }

  /// How long silence lasts before it counts as a failure: what resolv.conf(5) allows for all
  /// servers in turn.
  var longestSilence: Int64 {
    attempts.map { Int64($0) &* Int64(servers) &* timeout } ?? .max
  }

  /// How often a server may fail at one question: a failure may be over soon.
  var mostFailures: Int { attempts ?? 2 }
}
