public import Bytes

/// One name while its addresses of both kinds are asked for: what each server said, what follows
/// from that, and whom to ask next.
///
/// It knows no clock: the present instant is handed in, in nanoseconds.
public final class DNSQuestion {
  private let name: ByteBuffer
  private let ids: UInt32
  private let patience: DNSPatience
  private let begun: Int64

  // What each server said, and how often it failed: first of A, then of AAAA.
  private var replies = InlineArray<6, DNSReply>(repeating: .none)
  private var failures = InlineArray<6, Int>(repeating: 0)
  // The kinds of which addresses were found, by their marks.
  private var found: UInt8 = 0

  // How often a server's turn came, and when the next one's does.
  private var turn = 0
  private var nextTurn: Int64
  private var pause: Int64

  /// Begins to ask for `name`, which a query can hold, at the instant `now`.
  ///
  /// - Parameters:
  ///   - ids: The ids of the queries for A and AAAA, 16 bits each.
  ///   - pause: How long the first server is waited for before the next is asked too.
  init(
    _ name: consuming ByteBuffer, ids: UInt32, _ patience: DNSPatience, pause: Int64, at now: Int64
  ) {
    self.name = name
    self.ids = ids
    self.patience = patience
    self.pause = pause
    begun = now
    nextTurn = now
  }

  /// What is known of one kind of address.
  private enum Knowledge {
    case open, found, denied, failed
  }

  /// The word of the first server in the order of the file that has one decides.
  ///
  /// A denial counts once
  /// each server before it has failed, or was silent for its time.
  private func knowledge(of record: AddressRecord, at now: Int64) -> Knowledge {
    if found & record.mark != 0 { return .found }
    let age = now &- begun
    var silent: Int64 = 0
    var mayAnswer = false
    for server in 0..<patience.servers {
      switch reply(of: server, record) {
      case .none: silent += 1
      case .noData, .noSuchName: return age >= silent &* patience.timeout ? .denied : .open
      case .failed:
        // A name that has no A record for want of a name has no other; the reverse is said by
        // servers that know of A alone, RFC 4074 §4.2.
        if record == .aaaa, reply(of: server, .a) == .noSuchName {
          return age >= silent &* patience.timeout ? .denied : .open
        }
        if failures[place(server, record)] < patience.mostFailures { mayAnswer = true }
      }
    }
    let waits = silent > 0 || mayAnswer
    return waits && age < patience.longestSilence ? .open : .failed
  }

  /// Whether nothing more is to be learnt of either kind.
  func isDecided(at now: Int64) -> Bool {
    !isOpen(.a, at: now) && !isOpen(.aaaa, at: now)
  }

  /// Whether more is to be learnt of a kind.
  func isOpen(_ record: AddressRecord, at now: Int64) -> Bool {
    knowledge(of: record, at: now) == .open
  }

  /// Whether it can't be told that there are no addresses, since servers failed or were silent.
  func isUncertain(at now: Int64) -> Bool {
    knowledge(of: .a, at: now) == .failed || knowledge(of: .aaaa, at: now) == .failed
  }

  /// Whether a server may still say something of a kind.
  public func awaits(_ server: Int, _ record: AddressRecord, at now: Int64) -> Bool {
    guard isOpen(record, at: now) else { return false }
    switch reply(of: server, record) {
    case .none: return true
    case .noData, .noSuchName: return false
    case .failed: return failures[place(server, record)] < patience.mostFailures
    }
  }

  private func awaits(_ server: Int, at now: Int64) -> Bool {
    awaits(server, .a, at: now) || awaits(server, .aaaa, at: now)
  }

  /// What a server said of the name; nil where it is silent on either kind and failed at none.
  public func word(of server: Int) -> DNSReply? {
    let (first, second) = (reply(of: server, .a), reply(of: server, .aaaa))
    if case .failed = first { return first }
    if case .failed = second { return second }
    return first == .none || second == .none ? nil : first
  }

  /// Whether a server was asked and has said nothing of some kind.
  public func isSilent(_ server: Int) -> Bool {
    hasAsked(server) && (reply(of: server, .a) == .none || reply(of: server, .aaaa) == .none)
  }

  @inline(never)
  private func reply(of server: Int, _ record: AddressRecord) -> DNSReply {
    replies[place(server, record)]
  }

  private func place(_ server: Int, _ record: AddressRecord) -> Int {
    record == .a ? server : server + ResolverConfiguration.mostServers
  }

  /// Whether a server was asked.
  func hasAsked(_ server: Int) -> Bool { server < turn }

  /// The server whose turn it is; it counts as asked then.
  ///
  /// - Returns: nil where it is no server's turn yet, or none may say more.
  func nextServer(at now: Int64) -> Int? {
    guard now >= nextTurn else { return nil }
    for _ in 0..<patience.servers {
      let server = turn % patience.servers
      turn += 1
      // The first round goes through the servers evenly; later ones take their time.
      if turn % patience.servers == 0, turn > patience.servers || patience.servers == 1 {
        pause = min(pause &* 2, patience.timeout)
      }
      if awaits(server, at: now) {
        nextTurn = now &+ pause
        return server
      }
    }
    nextTurn = .max
    return nil
  }

  /// Puts the next turn off, since nobody can be asked now.
  public func postpone(until later: Int64) {
    nextTurn = later
  }

  /// When to look at the question again: at the next turn, or when silence has a meaning.
  func wake(after now: Int64) -> Int64 {
    let age = now &- begun
    return min(nextTurn, begun &+ (age / patience.timeout &+ 1) &* patience.timeout)
  }

  /// Reads a message as an answer of a server to the query for one kind.
  ///
  /// - Parameter addresses: Gets the addresses found.
  @inline(never)
  func read(
    _ message: Span<UInt8>, _ record: AddressRecord, _ addresses: inout List<IPAddress>
  ) -> DNSAnswer {
    DNSAnswer(message, to: name, record, id: id(record), &addresses)
  }

  /// Notes that there are addresses of a kind.
  func noteAddresses(_ record: AddressRecord) {
    found |= record.mark
  }

  /// Notes what a server said of a kind; the next one is asked at once where it failed.
  func note(_ reply: DNSReply, from server: Int, _ record: AddressRecord, at now: Int64) {
    replies[place(server, record)] = reply
    if case .failed = reply {
      failures[place(server, record)] += 1
      nextTurn = now
    }
  }

  private func id(_ record: AddressRecord) -> UInt16 {
    UInt16(truncatingIfNeeded: record == .a ? ids : ids >> 16)
  }

  /// Appends the query for one kind.
  ///
  /// - Parameter isStream: Whether its length comes first, as over TCP.
  public func appendQuery(
    for record: AddressRecord, isStream: Bool, to message: inout ByteBuffer
  ) {
    message.append(queryFor: name, record, id: id(record), isStream: isStream)
  }

  /// Appends the name.
  public func appendName(to text: inout ByteBuffer) {
    text.append(name)
  }

  /// Whether the name is this one, in lower case.
  public func isNamed(_ other: Span<UInt8>) -> Bool { name.equals(ignoringCase: other) }
}

extension AddressRecord {
  /// The bit that stands for the record in a set of records.
  var mark: UInt8 { self == .a ? 1 : 2 }
}
