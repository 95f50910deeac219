internal import Bytes
internal import Linux
internal import Wire

/// Looks up the addresses of a name: both kinds at once, and one server after the other without
/// waiting for one that is silent.
///
/// It has no deadline of its own, but paces itself so that within the attempt's every server is
/// asked.
final class DNSLookup {
  private var list: SearchList
  private var servers = List<DNSServer>()
  private var streams = List<DNSStream>()

  // The name that is asked for, and the id of the question for each record.
  private var name = ByteBuffer()
  private var ids: UInt32 = 0
  // The records that are not known yet, by their marks.
  private var open: UInt8 = 0

  private var asked = 0
  private let attempts: Int
  // Whether that many have brought no answer.
  private var isExhausted = false
  private var pause: TimeAmount
  private let longestPause: TimeAmount
  private var nextSend: Instant

  /// The addresses found and not yet taken.
  var addresses = List<IPAddress>()
  /// Whether addresses were found and it is time to use them.
  private(set) var isReady = false
  private var hasFound = false
  // When to use what came without the record that is still missing, and when to give that up.
  private var graceEnd = Instant.distantFuture
  private var giveUp = Instant.distantFuture
  /// Whether no further address will be found.
  private(set) var isDone = false
  // The server that failed last, and why: a code of DNS, or the kernel's reason.
  private var failure: (server: Int, code: UInt8, errno: Errno?)?

  // How long the records that came wait for the other kind: the Resolution Delay of RFC 8305 §3 for
  // A before AAAA; then, while connecting goes on, until it is given up.
  private static var resolutionDelay: TimeAmount { .milliseconds(50) }
  private static var lateDelay: TimeAmount { .milliseconds(500) }
  private static var longestStagger: TimeAmount { .milliseconds(250) }
  private static var shortestStagger: TimeAmount { .milliseconds(20) }

  /// Begins to look up `name`.
  ///
  /// - Parameter deadline: When the attempt ends.
  init(_ name: StaticBytes, _ round: Round, until deadline: Instant) {
    Self.readConfiguration(into: &round.buffer)
    let configuration = ResolverConfiguration(round.buffer.span)
    list = SearchList(name, round.buffer, configuration.domains, dots: configuration.dots)
    attempts = configuration.attempts
    longestPause = .seconds(Int64(configuration.timeout))
    let share = TimeAmount(nanoseconds: (deadline - round.now).nanoseconds / 8)
    pause = max(Self.shortestStagger, min(share, Self.longestStagger))
    nextSend = round.now
    for index in 0..<configuration.servers.count {
      servers.append(DNSServer(configuration.servers[index], in: round.buffer.span))
    }
    beginNextName(round)
  }

  /// Reads resolv.conf(5), of which no more counts than one read gives.
  @inline(never)
  private static func readConfiguration(into buffer: inout ByteBuffer) {
    do throws(Errno) {
      let file = try File(path: "/etc/resolv.conf")
      _ = try file.read(into: &buffer)
    } catch {
      // A missing or unreadable file says nothing.
      buffer.removeAll()
    }
  }

  /// Turns to the next name of the search list; without one, the lookup is done.
  private func beginNextName(_ round: Round) {
    // What a server failed at is no matter once another has answered.
    failure = nil
    guard list.next(&name) else {
      isDone = true
      return
    }
    ids = Random.bits()
    open = AddressRecord.a.mark | AddressRecord.aaaa.mark
    streams.removeAll()
    for index in 0..<servers.count { servers[index].begin() }
    asked = 0
    giveUp = .distantFuture
    nextSend = round.now
  }

  func register(_ round: Round) {
    for index in 0..<servers.count { servers[index].register(round) }
    for index in 0..<streams.count { streams[index].register(round) }
    round.wake(at: min(nextSend, min(graceEnd, giveUp)))
  }

  func advance(_ round: Round) {
    for index in 0..<servers.count where !isDone {
      do throws(Errno) {
        if try servers[index].receive(round) { take(from: index, round) }
      } catch {
        fail(index, .a, 0, error, round)
        fail(index, .aaaa, 0, error, round)
      }
    }
    var index = 0
    while index < streams.count, !isDone {
      let stream = streams[index]
      do throws(Errno) {
        guard try stream.advance(round) else {
          index += 1
          continue
        }
        streams.remove(at: index)
        take(from: stream.server, stream.record, isStream: true, round)
      } catch {
        streams.remove(at: index)
        fail(stream.server, stream.record, 0, error, round)
      }
      // The next name, if it came to that, has no streams yet.
    }
    if !isDone, round.now >= giveUp {
      open = 0
      finishName(round)
    }
    if hasFound, open & AddressRecord.aaaa.mark == 0 || round.now >= graceEnd {
      isReady = true
      graceEnd = .distantFuture
    }
    while !isDone, round.now >= nextSend { ask(round) }
  }

  /// Takes the datagram in the round's buffer.
  private func take(from server: Int, _ round: Round) {
    take(from: server, .a, isStream: false, round)
    if !isDone { take(from: server, .aaaa, isStream: false, round) }
  }

  private func take(from server: Int, _ record: AddressRecord, isStream: Bool, _ round: Round) {
    guard open & record.mark != 0 else { return }
    let answer = DNSAnswer(
      round.buffer.span, to: name.span, record, id: id(record), &addresses)
    switch answer {
    case .foreign:
      // A stream has one answer; a datagram may be for the other record, or forged.
      if isStream { fail(server, record, 0, .protocolError, round) }
    case .addresses:
      if !hasFound {
        hasFound = true
        graceEnd = round.now + Self.resolutionDelay
        giveUp = round.now + Self.lateDelay
      }
      close(record, round)
    case .noData: close(record, round)
    case .noSuchName:
      // It is final for both records, but some servers say it of AAAA alone, RFC 4074 §4.2.
      giveUp = min(giveUp, round.now + Self.resolutionDelay)
      close(record, round)
    case .truncated:
      if isStream { return fail(server, record, 0, .protocolError, round) }
      askStream(server, record, round)
    case .failed(let code): fail(server, record, code, nil, round)
    case .malformed: fail(server, record, 0, .protocolError, round)
    }
  }

  /// Notes that nothing more is to be learnt of a record.
  private func close(_ record: AddressRecord, _ round: Round) {
    open &= ~record.mark
    if open == 0 { finishName(round) }
  }

  private func finishName(_ round: Round) {
    // A server that failed may have known the name, so no other is asked for in its place.
    if hasFound || failedByAll != 0 { isDone = true } else { beginNextName(round) }
  }

  // The records that no server has an answer for, by their marks.
  private var failedByAll: UInt8 {
    var failed: UInt8 = .max
    for index in 0..<servers.count { failed &= servers[index].failed }
    return failed
  }

  private func id(_ record: AddressRecord) -> UInt16 {
    UInt16(truncatingIfNeeded: record == .a ? ids : ids >> 16)
  }

  private func fail(
    _ server: Int, _ record: AddressRecord, _ code: UInt8, _ errno: Errno?, _ round: Round
  ) {
    guard open & ~servers[server].failed & record.mark != 0 else { return }
    servers[server].fail(record)
    failure = (server, code, errno)
    if failedByAll & record.mark != 0 { return close(record, round) }
    // The next server is asked at once.
    nextSend = round.now
  }

  /// Asks the next server for what is still open.
  private func ask(_ round: Round) {
    // One that can't answer what is open any more is passed over; one is left that can.
    while open & ~servers[asked % servers.count].failed == 0 { asked += 1 }
    let server = asked % servers.count
    asked += 1
    if asked % servers.count == 0, asked > servers.count || servers.count == 1 {
      pause = min(pause + pause, longestPause)
    }
    nextSend = round.now + pause
    if attempts > 0, asked > attempts * servers.count {
      isExhausted = true
      isDone = true
      return
    }
    ask(server, .a, round)
    ask(server, .aaaa, round)
  }

  private func ask(_ server: Int, _ record: AddressRecord, _ round: Round) {
    guard !isDone, open & ~servers[server].failed & record.mark != 0 else { return }
    if isStreaming(server, record) { return }
    var query = ByteBuffer()
    query.append(queryFor: name.span, record, id: id(record), isStream: false)
    do throws(Errno) {
      try servers[server].send(query, round.now)
    } catch {
      fail(server, record, 0, error, round)
    }
  }

  private func isStreaming(_ server: Int, _ record: AddressRecord) -> Bool {
    for index in 0..<streams.count {
      if streams[index].server == server, streams[index].record == record { return true }
    }
    return false
  }

  private func askStream(_ server: Int, _ record: AddressRecord, _ round: Round) {
    if isStreaming(server, record) { return }
    do throws(Errno) {
      streams.append(
        try DNSStream(
          to: servers[server].address, server: server, name, record, id: id(record),
          round.now))
    } catch {
      fail(server, record, 0, error, round)
    }
  }

  /// Appends why no address was found, where that is because of the servers.
  ///
  /// - Parameter waited: How long they were asked.
  /// - Returns: Whether it is; otherwise no name of the search list exists.
  func appendFailure(after waited: TimeAmount, to report: inout ByteBuffer) -> Bool {
    guard isExhausted else { return appendLastFailure(to: &report) }
    appendSilence(waited, to: &report)
    return true
  }

  private func appendLastFailure(to report: inout ByteBuffer) -> Bool {
    guard let failure else { return false }
    report.append(servers[failure.server].address.ip)
    if let errno = failure.errno {
      report.append(": ")
      report.append(errno)
    } else {
      report.append(" answered ")
      report.append(responseCode: failure.code)
    }
    return true
  }

  /// Appends which servers did not answer within `waited`, and the failure of another.
  func appendSilence(_ waited: TimeAmount, to report: inout ByteBuffer) {
    if appendLastFailure(to: &report) { report.append(", ") }
    report.append("no answer from ")
    var isFirst = true
    for index in 0..<servers.count where isSilent(servers[index]) {
      if !isFirst { report.append(", ") }
      isFirst = false
      report.append(servers[index].address.ip)
    }
    report.append(" within ")
    report.append(waited)
  }

  private func isSilent(_ server: DNSServer) -> Bool {
    server.isAsked && open & ~server.failed != 0
  }
}
