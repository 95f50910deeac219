import Glibc

/// A scripted DNS server: UDP and TCP on port 53 of one address, inside a ``Namespace``.
public final class NameServer: Sendable {
  /// What it does about a query, in order; an empty script is silence.
  public typealias Script = @Sendable (NameQuery) -> [NameReply]

  private let core: NameServerCore
  private let threads: [Thread]

  /// Serves on an IPv4 or IPv6 address of the loopback interface.
  ///
  /// - Parameter refusesStreams: Whether connections are refused.
  public init(
    _ host: String = "127.0.0.2", _ zone: Zone = [:], refusesStreams: Bool = false,
    script: @escaping Script = { _ in [.answer] }
  ) throws {
    let core = try NameServerCore(host, zone, refusesStreams, script)
    self.core = core
    threads =
      [Thread { core.receiveAll() }] + (refusesStreams ? [] : [Thread { core.acceptAll() }])
  }

  deinit {
    core.stop()
    for thread in threads { thread.join() }
  }

  /// What it was asked, in order.
  public var queries: [NameQuery] { core.queries.with { $0 } }

  /// The names that it was asked for, each once, in order.
  public var names: [String] {
    queries.reduce(into: []) { if !$0.contains($1.name) { $0.append($1.name) } }
  }
}

/// What a name server shares with its threads.
private final class NameServerCore: Sendable {
  let queries = Guarded<[NameQuery]>([])
  private let zone: Zone
  private let script: NameServer.Script
  private let datagrams: Descriptor
  private let listener: Descriptor
  // The same address and another port; another address and the same port.
  private let otherPort: Descriptor
  private let otherAddress: Descriptor?
  private let stopping: (reader: Descriptor, writer: Descriptor)

  init(
    _ host: String, _ zone: Zone, _ refusesStreams: Bool, _ script: @escaping NameServer.Script
  ) throws {
    let family: Family = host.contains(":") ? .ipv6 : .ipv4
    let address = Address(family: family, host: host, port: 53)
    (self.zone, self.script) = (zone, script)
    datagrams = try address.bind(datagrams: true)
    listener = try address.bind()
    otherPort = try Address(family: family, host: host).bind(datagrams: true)
    otherAddress =
      host == "127.0.0.2"
      ? try Address(family: .ipv4, host: "127.0.0.77", port: 53).bind(datagrams: true) : nil
    stopping = try Descriptor.pipe()
    for socket in [datagrams, listener] { socket.setNonblocking() }
    if refusesStreams { return }
    try HarnessError.check("listen", listen(listener.number, 64))
  }

  func stop() {
    _ = write(stopping.writer.number, [0], 1)
  }

  func receiveAll() {
    var threads: [Thread] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while isReady(datagrams) {
      var peer = sockaddr_storage()
      var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let count = withUnsafeMutablePointer(to: &peer) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          recvfrom(datagrams.number, &buffer, buffer.count, 0, $0, &size)
        }
      }
      // The port stands at the same place in both families.
      let port = withUnsafeBytes(of: &peer) { UInt16($0[2]) << 8 | UInt16($0[3]) }
      guard count >= 0,
        let query = note(NameQuery(Array(buffer[..<count]), port: port, isStream: false))
      else { continue }
      threads.append(Thread { [peer, size] in self.reply(query, to: peer, size) })
    }
    for thread in threads { thread.join() }
  }

  private func reply(_ query: NameQuery, to peer: sockaddr_storage, _ size: socklen_t) {
    for reply in script(query) {
      if case .pause(let duration) = reply, !pause(duration) { return }
      guard let message = message(reply, query) else { continue }
      var socket = datagrams
      if case .forged(.foreignPort) = reply { socket = otherPort }
      if case .forged(.foreignAddress) = reply { socket = otherAddress ?? otherPort }
      _ = withUnsafePointer(to: peer) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          sendto(socket.number, message, message.count, 0, $0, size)
        }
      }
    }
  }

  func acceptAll() {
    var threads: [Thread] = []
    while isReady(listener) {
      guard let connection = listener.accept() else { continue }
      threads.append(Thread { self.serve(connection) })
    }
    for thread in threads { thread.join() }
  }

  /// Messages over TCP have their length in front, RFC 1035 §4.2.2.
  private func serve(_ connection: Descriptor) {
    let port = Address.peerPort(of: connection)
    while let head = receive(2, from: connection),
      let message = receive(Int(head[0]) << 8 | Int(head[1]), from: connection)
    {
      guard let query = note(NameQuery(message, port: port, isStream: true)) else { return }
      for reply in script(query) {
        if case .hangUp = reply { return }
        if case .pause(let duration) = reply, !pause(duration) { return }
        guard let message = self.message(reply, query) else { continue }
        var frame = UInt16(message.count).bytes + message
        if case .forged(.cut) = reply { frame.removeLast(4) }
        var size = frame.count
        if case .pieces(let limit) = reply { size = limit }
        guard send(frame, by: size, to: connection) else { return }
      }
    }
  }

  private func send(_ frame: [UInt8], by size: Int, to connection: Descriptor) -> Bool {
    var rest = frame[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(size))
      let count = Glibc.send(connection.number, piece, piece.count, Int32(MSG_NOSIGNAL))
      guard count == piece.count else { return false }
      rest = rest.dropFirst(count)
      if !rest.isEmpty, !pause(.milliseconds(2)) { return false }
    }
    return true
  }

  private func receive(_ count: Int, from connection: Descriptor) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count < count {
      guard isReady(connection) else { return nil }
      let received = recv(connection.number, &buffer, min(buffer.count, count - bytes.count), 0)
      guard received > 0 else { return nil }
      bytes += buffer[..<received]
    }
    return bytes
  }

  private func note(_ query: NameQuery?) -> NameQuery? {
    guard var query else { return nil }
    return queries.with { queries in
      query.index = queries.count { other in
        other.name == query.name && other.type == query.type && other.isStream == query.isStream
      }
      queries.append(query)
      return query
    }
  }

  private func message(_ reply: NameReply, _ query: NameQuery) -> [UInt8]? {
    switch reply {
    case .answer, .pieces: query.answer(zone)
    case .records(let records):
      query.reply(
        records: records.filter { $0.type == query.type }.map { $0.encoded(owner: [0xc0, 12]) })
    case .referral: query.reply(recursion: false, records: [])
    case .code(let code): query.reply(code: code, records: [])
    case .truncated: query.reply(isTruncated: true, records: [])
    case .forged(let forgery): forgery.message(query)
    case .pause, .hangUp: nil
    }
  }

  /// - Returns: Whether the server goes on.
  private func pause(_ duration: Duration) -> Bool {
    var polled = pollfd(fd: stopping.reader.number, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, Int32(duration / .milliseconds(1))) == 0
  }

  /// - Returns: Whether the socket has something; the server stops otherwise.
  private func isReady(_ socket: Descriptor) -> Bool {
    var polled = [
      pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stopping.reader.number, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&polled, 2, -1) < 0 {}
    return polled[1].revents == 0
  }
}
