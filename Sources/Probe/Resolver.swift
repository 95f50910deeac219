internal import Bytes
internal import Linux
internal import Wire

/// Turns an endpoint into addresses: Unix sockets, literals and `localhost` at once, other names by
/// `/etc/hosts` and then by name servers.
///
/// What is found goes to the connector at once.
final class Resolver {
  private let endpoint: Endpoint
  private let connector: Connector
  private let deadline: Instant
  private var lookup: DNSLookup?

  private var state = State.waiting
  // When to begin, where no descriptor was left for it.
  private var resume: Instant

  private enum State {
    // For a descriptor, or to be begun.
    case waiting
    case lookingUp
    case done
    // The zone's interface does not exist, or can't be looked for.
    case noInterface(Errno?)
    // The hosts file was not read in time.
    case slowFile
  }
  // Why it could not begin, where that is for want of descriptors.
  private var shortage: Errno?

  /// Begins to resolve an endpoint's host, for an attempt that ends at `deadline`.
  init(_ target: Target, for connector: Connector, _ round: Round, until deadline: Instant) {
    endpoint = target.endpoint
    self.connector = connector
    self.deadline = deadline
    resume = round.now
    advance(round)
  }

  private func begin(_ round: Round) throws(Errno) -> State {
    let host = endpoint.host
    if endpoint.isUnix {
      connector.add(SocketAddress(unix: endpoint.path))
      return .done
    }
    if let address = host.address { return try resolve(address, host.zone) }
    guard let name = endpoint.nameToLookUp else {
      add(IPAddress(ipv4: 0x7f00_0001))
      add(IPAddress(ipv6: 0, 1))
      return .done
    }
    let isWhole = try round.hosts.find(name, round, until: deadline) { add($0) }
    if connector.hasAddresses { return .done }
    guard isWhole else { return .slowFile }
    lookup = try DNSLookup(host.text, round, until: deadline)
    return .lookingUp
  }

  private func resolve(_ address: IPAddress, _ zone: StaticBytes) throws(Errno) -> State {
    var scope: UInt32 = 0
    if !zone.isEmpty {
      do throws(Errno) {
        guard let index = try Interface.index(of: zone.span) else { return .noInterface(nil) }
        scope = index
      } catch {
        if error.meansNoDescriptor { throw error }
        return .noInterface(error)
      }
    }
    connector.add(SocketAddress(address, port: endpoint.port, scope: scope))
    return .done
  }

  private func add(_ address: IPAddress) {
    connector.add(SocketAddress(address, port: endpoint.port))
  }

  /// Whether no further address will be found.
  var isDone: Bool {
    switch state {
    case .waiting: false
    case .lookingUp: lookup?.isDone ?? true
    case .done, .noInterface, .slowFile: true
    }
  }

  /// Whether it can't go on for want of descriptors.
  var isShort: Bool { shortage != nil || lookup?.shortage != nil }

  func register(_ round: Round) {
    if case .waiting = state { return round.wake(at: resume) }
    lookup?.register(round)
  }

  func advance(_ round: Round) {
    if case .waiting = state {
      if round.now < resume { return }
      do throws(Errno) {
        state = try begin(round)
        shortage = nil
      } catch {
        shortage = error
        resume = round.now + Connector.shortagePause
      }
    }
    guard let lookup else { return }
    if connector.shortage != nil { lookup.yieldDescriptors() }
    lookup.advance(round)
    var found = List<IPAddress>()
    lookup.takeAddresses(round, into: &found)
    // IPv6 first where both came in time.
    for index in 0..<found.count where found[index].isIPv6 { add(found[index]) }
    for index in 0..<found.count where !found[index].isIPv6 { add(found[index]) }
  }

  /// Whether it is known that there is no such host, and not only that none was found.
  var isAbsent: Bool {
    guard case .lookingUp = state, let lookup else { return false }
    return lookup.isDone && lookup.shortage == nil && lookup.question == nil
  }

  /// Appends why no address was found in the time `waited`.
  func appendFailure(after waited: TimeAmount, to report: inout ByteBuffer) {
    switch state {
    case .waiting:
      if let shortage { report.append(shortage) } else { report.append(timedOutAfter: waited) }
    case .noInterface(let reason):
      report.append(reason == nil ? "no network interface " : "network interface ")
      report.append(quoting: endpoint.host.zone.span)
      guard let reason else { return }
      report.append(": ")
      report.append(reason)
    case .slowFile:
      report.append("/etc/hosts: ")
      report.append(timedOutAfter: waited)
    case .done, .lookingUp:
      let name = endpoint.nameToLookUp ?? ""
      if let lookup, lookup.appendFailure(of: name, after: waited, to: &report) { return }
      report.append("no such host ")
      var lowercase = ByteBuffer()
      lowercase.append(lowercasing: name.span)
      report.append(quoting: lowercase)
    }
  }
}

extension Endpoint {
  /// The host's name without a final point, where it is to be looked up in files and by servers: no
  /// address, and neither `localhost` nor a name under it, which RFC 6761 §6.3 keeps from both.
  var nameToLookUp: StaticBytes? {
    if isUnix || host.address != nil { return nil }
    let text = host.text
    let isAbsolute = text.span[text.count - 1] == UInt8(ascii: ".")
    let name = isAbsolute ? text[0..<text.count - 1] : text
    return Self.isLocal(name.span) ? nil : name
  }

  private static func isLocal(_ name: Span<UInt8>) -> Bool {
    let start = name.count - 10
    let last = name.extracting(max(0, start + 1)..<name.count)
    return last.equals(ignoringCase: "localhost") && (start < 0 || name[start] == UInt8(ascii: "."))
  }
}
