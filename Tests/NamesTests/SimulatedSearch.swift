import Bytes
import Oracles
import Wire

/// What a simulated server does about a query: after some milliseconds, unless it keeps silent.
enum Reaction: Sendable {
  case silence
  case address(after: Int64 = 0)
  case noData(after: Int64 = 0)
  case code(UInt8, after: Int64 = 0)
  /// An error of the kernel in place of an answer.
  case unreachable

  static let noSuchName = Reaction.code(3)
  static let failure = Reaction.code(2)
}

/// A search for a name in a network that is made up, with a clock that costs no time.
struct SimulatedSearch {
  /// What a server does about the `index`th query for a name and a kind.
  typealias Network = (_ server: Int, _ name: String, _ record: AddressRecord, _ index: Int)
    -> Reaction

  /// A query that was sent, and when.
  struct Query: Equatable {
    var milliseconds: Int64
    var server: Int
    var name: String
    var record: AddressRecord
  }

  /// What the search came to.
  private(set) var addresses: [String] = []
  /// When the first addresses were there, or the search gave up.
  private(set) var milliseconds: Int64 = 0
  /// Whether it ended with nothing found and no server at fault.
  private(set) var isNoSuchHost = false
  /// Whether it went on to its deadline.
  private(set) var isLate = false
  private(set) var queries: [Query] = []

  private struct Event {
    var instant: Int64
    var server: Int
    var message: [UInt8]
  }

  private static var millisecond: Int64 { 1_000_000 }

  /// Searches until something is found or nothing more can be.
  ///
  /// - Parameters:
  ///   - file: The text of resolv.conf(5); the servers' addresses do not matter.
  ///   - timeout: The deadline in milliseconds.
  ///   - goesOn: Whether to wait for the other kind too.
  init(
    _ host: String, _ file: String, timeout: Int64, goesOn: Bool = false, _ network: Network
  ) {
    let configuration = ResolverConfiguration(Array(file.utf8).span)
    var text = ByteBuffer()
    text.append(StaticBytes(file))
    let deadline = timeout * Self.millisecond
    var search = DNSSearch(
      SearchList(StaticBytes(host), text, configuration.domains, dots: configuration.dots),
      DNSPatience(configuration, until: deadline), at: 0)
    var (now, ids): (Int64, UInt32) = (0, 0x1_0001)
    var events: [Event] = []
    while now < deadline {
      while let index = events.firstIndex(where: { $0.instant <= now }) {
        let event = events.remove(at: index)
        if event.message.isEmpty {
          search.fail(event.server, nil, nil, reason: 111, at: now)
        } else if search.take(event.message.span, from: event.server, at: now) != nil {
          addresses.append("truncated")
        }
      }
      var isWaiting = false
      while !isWaiting {
        search.settle(at: now)
        if search.wantsName(at: now) {
          search.beginName(ids: ids, at: now)
          ids += 0x2_0002
        } else if let (question, server) = search.next(at: now) {
          for record in [AddressRecord.a, .aaaa] where question.awaits(server, record, at: now) {
            if let event = ask(question, server, record, network, now) { events.append(event) }
          }
        } else {
          isWaiting = true
        }
      }
      var found = List<IPAddress>()
      search.takeAddresses(at: now, into: &found)
      if found.count > 0 || search.isDone, addresses.isEmpty {
        milliseconds = now / Self.millisecond
      }
      for index in 0..<found.count {
        addresses.append(ByteBuffer.text { $0.append(found[index]) })
      }
      if search.isDone || !addresses.isEmpty && !goesOn { break }
      let next = events.map(\.instant).min() ?? .max
      now = max(now + 1, min(next, search.wake(after: now)))
    }
    isLate = now >= deadline
    isNoSuchHost = addresses.isEmpty && search.isDone && search.culprit == nil
    if addresses.isEmpty { milliseconds = min(now, deadline) / Self.millisecond }
  }

  private mutating func ask(
    _ question: DNSQuestion, _ server: Int, _ record: AddressRecord, _ network: Network,
    _ now: Int64
  ) -> Event? {
    let name = ByteBuffer.text { question.appendName(to: &$0) }
    let index = queries.count { $0.server == server && $0.name == name && $0.record == record }
    queries.append(
      Query(milliseconds: now / Self.millisecond, server: server, name: name, record: record))
    var query = ByteBuffer()
    question.appendQuery(for: record, isStream: false, to: &query)
    var message = query.span.array
    message[2] |= 0x80
    message[3] |= 0x80
    var delay: Int64 = 0
    switch network(server, name, record, index) {
    case .silence: return nil
    case .unreachable: message = []
    case .noData(let after): delay = after
    case .code(let code, let after):
      message[3] |= code
      delay = after
    case .address(let after):
      message[7] = 1
      let data =
        record == .a
        ? "0004 0a00000\(server)" : "0010 fd\(String(repeating: "0", count: 29))\(server)"
      message += [UInt8](
        hexadecimal: "c00c \(record == .a ? "0001" : "001c") 0001 00000000 \(data)")
      delay = after
    }
    return Event(instant: now + delay * Self.millisecond, server: server, message: message)
  }
}
