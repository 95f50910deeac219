public import Bytes

/// The search for the addresses of a name through its search list: which names are asked for, when
/// the next one's turn comes, and what was found.
///
/// A name that is not answered in its share of the time makes room for the next one, so that a dead
/// server leaves time for the whole list; its late answer still counts. No clock: the present
/// instant is handed in, in nanoseconds.
public struct DNSSearch: ~Copyable {
  private var list: SearchList
  private var isListOver = false
  private let patience: DNSPatience
  // The names that are not decided, in the order of the list, and when the last one's turn ends.
  private var open = List<DNSQuestion>()
  private var turnEnd: Int64

  /// The addresses found and not yet taken.
  private var addresses = List<IPAddress>()
  private var hasFound = false
  // Until when addresses wait for those of the other kind.
  private var graceEnd = Int64.max
  // The first name of the list that no server denied, and that some of them failed at.
  private var failed: DNSQuestion?

  // How long A records wait for AAAA: the Resolution Delay of RFC 8305 §3.
  private static var resolutionDelay: Int64 { 50_000_000 }
  private static var longestPause: Int64 { 250_000_000 }
  private static var shortestPause: Int64 { 20_000_000 }

  /// A search that begins at `now`.
  public init(_ list: consuming SearchList, _ patience: DNSPatience, at now: Int64) {
    self.list = list
    self.patience = patience
    turnEnd = now
  }

  /// Whether no further address will be found.
  public var isDone: Bool { isListOver && open.count == 0 }

  /// Whether it is time to begin with the next name.
  public func wantsName(at now: Int64) -> Bool {
    !isListOver && (open.count == 0 || now >= turnEnd)
  }

  /// Begins with the next name of the list, where there is one.
  ///
  /// - Parameter ids: Bits that nobody can guess, for the queries.
  public mutating func beginName(ids: UInt32, at now: Int64) {
    var name = ByteBuffer()
    guard list.next(&name) else {
      isListOver = true
      return
    }
    // One share for connecting and one for each name, this one and those that follow.
    let share = (patience.deadline &- now) / Int64(list.remaining + 2)
    turnEnd = now &+ min(share, patience.timeout)
    // Time for each server, and for a second question to the first.
    let pause = max(Self.shortestPause, min(share / 4, Self.longestPause))
    open.append(DNSQuestion(name, ids: ids, patience, pause: pause, at: now))
  }

  /// A question that is to be put to a server now; nil where there is none.
  public mutating func next(at now: Int64) -> (question: DNSQuestion, server: Int)? {
    for index in 0..<open.count {
      if let server = open[index].nextServer(at: now) { return (open[index], server) }
    }
    return nil
  }

  /// When to go on at the latest, whatever servers say.
  public func wake(after now: Int64) -> Int64 {
    var instant = isListOver ? .max : turnEnd
    if addresses.count > 0 { instant = min(instant, graceEnd) }
    for index in 0..<open.count { instant = min(instant, open[index].wake(after: now)) }
    return instant
  }

  /// Puts aside the names of which nothing more is to be learnt by `now`.
  public mutating func settle(at now: Int64) {
    var index = 0
    while index < open.count {
      guard open[index].isDecided(at: now) else {
        index += 1
        continue
      }
      let question = open.remove(at: index)
      // The last one's turn ends with it.
      if index == open.count { turnEnd = now }
      if failed == nil, question.isUncertain(at: now) { failed = question }
    }
  }

  /// Takes a datagram of a server.
  ///
  /// - Returns: The question and the kind that are to be asked over TCP, where the answer was cut.
  public mutating func take(
    _ message: Span<UInt8>, from server: Int, at now: Int64
  ) -> (question: DNSQuestion, record: AddressRecord)? {
    for index in 0..<open.count {
      let question = open[index]
      for isSecond in 0..<2 {
        let record: AddressRecord = isSecond == 0 ? .a : .aaaa
        guard question.awaits(server, record, at: now) else { continue }
        let answer = question.read(message, record, &addresses)
        if answer == .foreign { continue }
        if answer == .truncated { return (question, record) }
        note(answer, question, record, from: server, isStream: false, now)
        return nil
      }
    }
    return nil
  }

  /// Whether a name is still asked for.
  public func isAsking(_ question: DNSQuestion) -> Bool {
    for index in 0..<open.count where open[index] === question { return true }
    return false
  }

  /// Takes the message that answers a question over TCP, which is still asked.
  public mutating func take(
    _ message: Span<UInt8>, from server: Int, to question: DNSQuestion, _ record: AddressRecord,
    at now: Int64
  ) {
    guard question.awaits(server, record, at: now) else { return }
    let answer = question.read(message, record, &addresses)
    note(answer, question, record, from: server, isStream: true, now)
  }

  private mutating func note(
    _ answer: DNSAnswer, _ question: DNSQuestion, _ record: AddressRecord, from server: Int,
    isStream: Bool, _ now: Int64
  ) {
    var reply = DNSReply.none
    switch answer {
    case .addresses: return find(question, record, now)
    case .noData: reply = .noData
    case .noSuchName: reply = .noSuchName
    case .failed(let code): reply = .failed(.code(code), isStream: isStream)
    case .foreign, .truncated, .malformed: reply = .failed(.malformed, isStream: isStream)
    }
    question.note(reply, from: server, record, at: now)
  }

  private mutating func find(_ question: DNSQuestion, _ record: AddressRecord, _ now: Int64) {
    question.noteAddresses(record)
    if hasFound { return }
    hasFound = true
    graceEnd = record == .aaaa ? now : now &+ Self.resolutionDelay
    // No other name matters any more.
    isListOver = true
    open.removeAll()
    open.append(question)
  }

  /// Notes that a server can't be asked, for the kernel's reason with a number.
  ///
  /// - Parameters:
  ///   - question: What it was asked; nil for everything that it was.
  ///   - record: The kind that was asked for over TCP; nil for a datagram, of either kind.
  public mutating func fail(
    _ server: Int, _ question: DNSQuestion?, _ record: AddressRecord?, reason: Int32, at now: Int64
  ) {
    let reply = DNSReply.failed(.system(reason), isStream: record != nil)
    for index in 0..<open.count {
      let candidate = open[index]
      guard question.map({ $0 === candidate }) ?? candidate.hasAsked(server) else { continue }
      for isSecond in 0..<2 {
        let kind: AddressRecord = isSecond == 0 ? .a : .aaaa
        guard record == nil || record == kind, candidate.awaits(server, kind, at: now) else {
          continue
        }
        candidate.note(reply, from: server, kind, at: now)
      }
    }
  }

  /// Takes the addresses that were found, where it is time to use them: those of both kinds, or of
  /// one when the other is late.
  public mutating func takeAddresses(at now: Int64, into found: inout List<IPAddress>) {
    guard addresses.count > 0 else { return }
    guard now >= graceEnd || open.count == 0 || !open[0].isOpen(.aaaa, at: now) else { return }
    graceEnd = now
    swap(&found, &addresses)
    addresses.removeAll()
  }

  /// The name that tells why none was found: the first that is still open, or else that servers
  /// failed at; nil where no name exists.
  public var culprit: DNSQuestion? { open.count > 0 ? open[0] : failed }
}
