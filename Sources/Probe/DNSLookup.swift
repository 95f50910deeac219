internal import Bytes
internal import Linux
internal import Wire

/// Looks up the addresses of a name: the sockets of a ``DNSSearch``, which says what to ask whom
/// and when.
final class DNSLookup {
  private var search: DNSSearch
  private let deadline: Instant
  private(set) var servers = List<DNSServer>()
  private var streams = List<DNSStream>()
  /// Why no server could be asked last, where that is for want of descriptors.
  private(set) var shortage: Errno?

  /// Begins to look up `name`.
  ///
  /// - Parameter deadline: When the attempt ends.
  /// - Throws: EMFILE or ENFILE where it can't begin yet.
  init(_ name: StaticBytes, _ round: Round, until deadline: Instant) throws(Errno) {
    try Self.readConfiguration(into: &round.buffer)
    let configuration = ResolverConfiguration(round.buffer.span)
    search = DNSSearch(
      SearchList(name, round.buffer, configuration.domains, dots: configuration.dots),
      DNSPatience(configuration, until: deadline.nanoseconds), at: round.now.nanoseconds)
    self.deadline = deadline
    for index in 0..<configuration.servers.count {
      servers.append(try DNSServer(configuration.servers[index], in: round.buffer.span))
    }
  }

  /// Reads resolv.conf(5), of which no more counts than one read gives.
  @inline(never)
  private static func readConfiguration(into buffer: inout ByteBuffer) throws(Errno) {
    do throws(Errno) {
      let file = try File(path: "/etc/resolv.conf")
      _ = try file.read(into: &buffer)
    } catch {
      if error.meansNoDescriptor { throw error }
      // A missing or unreadable file says nothing.
      buffer.removeAll()
    }
  }

  /// Whether no further address will be found.
  var isDone: Bool { search.isDone }

  /// The name that tells why no address was found; nil where no name of the search list exists.
  var question: DNSQuestion? { search.culprit }

  /// Takes the addresses that were found, where it is time to use them.
  func takeAddresses(_ round: Round, into found: inout List<IPAddress>) {
    search.takeAddresses(at: round.now.nanoseconds, into: &found)
  }

  /// Closes every socket for others that lack a descriptor; what is still open is asked again.
  func yieldDescriptors() {
    for index in 0..<servers.count { servers[index].close() }
    streams.removeAll()
  }

  func register(_ round: Round) {
    for index in 0..<servers.count { servers[index].register(round) }
    for index in 0..<streams.count { streams[index].register(round) }
    round.wake(at: Instant(nanoseconds: search.wake(after: round.now.nanoseconds)))
  }

  func advance(_ round: Round) {
    for index in 0..<servers.count { receive(from: index, round) }
    advanceStreams(round)
    while round.now < deadline {
      let now = round.now.nanoseconds
      search.settle(at: now)
      if search.wantsName(at: now) {
        search.beginName(ids: Random.bits(), at: now)
      } else if let (question, server) = search.next(at: now) {
        ask(question, server, round)
      } else {
        return
      }
    }
  }

  private func receive(from server: Int, _ round: Round) {
    let now = round.now.nanoseconds
    do throws(Errno) {
      guard try servers[server].receive(round) else { return }
      if let (question, record) = search.take(round.buffer.span, from: server, at: now) {
        askStream(question, record, server, round)
      }
    } catch {
      search.fail(server, nil, nil, reason: error.rawValue, at: now)
    }
  }

  private func advanceStreams(_ round: Round) {
    var index = 0
    // A long answer takes a while to read, and many may come at once.
    while index < streams.count, round.now < deadline {
      let stream = streams[index]
      guard search.isAsking(stream.question) else {
        streams.remove(at: index)
        continue
      }
      do throws(Errno) {
        guard try stream.advance(round) else {
          index += 1
          continue
        }
        search.take(
          round.buffer.span, from: stream.server, to: stream.question, stream.record,
          at: round.now.nanoseconds)
      } catch {
        fail(stream.server, stream.question, stream.record, error, round)
      }
      streams.remove(at: index)
      round.readClock()
    }
  }

  /// Asks a server for what it may still say of a name.
  private func ask(_ question: DNSQuestion, _ server: Int, _ round: Round) {
    do throws(Errno) {
      try send(question, .a, server, round)
      try send(question, .aaaa, server, round)
      shortage = nil
    } catch {
      if error.meansNoDescriptor { return wait(error, question, round) }
      fail(server, question, nil, error, round)
      // A list of names that all fail at once may be long.
      round.readClock()
    }
  }

  private func send(
    _ question: DNSQuestion, _ record: AddressRecord, _ server: Int, _ round: Round
  ) throws(Errno) {
    guard question.awaits(server, record, at: round.now.nanoseconds),
      !isStreaming(question, record, server)
    else { return }
    var query = ByteBuffer()
    question.appendQuery(for: record, isStream: false, to: &query)
    try servers[server].send(query, round.now)
  }

  /// Whether a server is being asked over TCP.
  func isStreaming(
    _ question: DNSQuestion, _ record: AddressRecord, _ server: Int
  ) -> Bool {
    for index in 0..<streams.count {
      let stream = streams[index]
      if stream.question === question, stream.record == record, stream.server == server {
        return true
      }
    }
    return false
  }

  private func askStream(
    _ question: DNSQuestion, _ record: AddressRecord, _ server: Int, _ round: Round
  ) {
    if isStreaming(question, record, server) { return }
    do throws(Errno) {
      streams.append(
        try DNSStream(to: servers[server].address, server: server, question, record, round.now))
    } catch {
      if error.meansNoDescriptor { return wait(error, question, round) }
      fail(server, question, record, error, round)
    }
  }

  private func fail(
    _ server: Int, _ question: DNSQuestion, _ record: AddressRecord?, _ error: Errno,
    _ round: Round
  ) {
    search.fail(server, question, record, reason: error.rawValue, at: round.now.nanoseconds)
  }

  /// Leaves a question for when other checks have closed a descriptor.
  private func wait(_ error: Errno, _ question: DNSQuestion, _ round: Round) {
    shortage = error
    question.postpone(until: (round.now + Connector.shortagePause).nanoseconds)
  }
}
