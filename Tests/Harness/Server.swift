import Glibc

/// A server that does on each connection what its script says, and notes what it received.
public final class Server: Sendable {
  /// Where it listens.
  public let place: Place

  private let core: ServerCore
  private let acceptor: Thread
  private let isFinished = Guarded(false)

  /// Listens, and runs the same script on each connection.
  public convenience init(
    _ family: Family, holdingOther: Bool = false, _ script: [Step]
  ) throws {
    try self.init(family, holdingOther: holdingOther, scripts: [script])
  }

  /// Listens, and runs the first script on the first connection, and so on; the last one is
  /// repeated.
  ///
  /// - Parameter holdingOther: Whether the same port of the other family refuses connections;
  ///   somebody else may listen there otherwise.
  public convenience init(
    _ family: Family, holdingOther: Bool = false, scripts: [[Step]]
  ) throws {
    try self.init(Place(family, holdingOther: holdingOther), scripts: scripts)
  }

  /// Listens on a place that was bound before.
  public init(_ place: Place, scripts: [[Step]]) throws {
    self.place = place
    let core = try ServerCore(place.socket, scripts)
    self.core = core
    acceptor = Thread { core.acceptAll() }
  }

  deinit { finish() }

  /// The port; 0 for a Unix socket.
  public var port: UInt16 { place.port }
  /// The path of a Unix socket.
  public var path: String { place.path }
  /// `127.0.0.1:PORT`, `[::1]:PORT`, or the path of a Unix socket.
  public var address: String { place.address }

  /// An `http` or `http+unix` URL of the server.
  public func url(_ path: String = "/health") -> String { place.url(path) }

  /// Waits until so many connections were made.
  ///
  /// - Throws: Where they were not within ten seconds.
  public func waitForConnections(_ count: Int = 1) throws {
    guard core.received.wait(seconds: 10, until: { $0.count >= count }) else {
      throw HarnessError("no connection \(count) in ten seconds")
    }
  }

  /// Waits until something was received on the first connection.
  ///
  /// - Throws: Where nothing was within ten seconds.
  public func waitForBytes() throws {
    guard core.received.wait(seconds: 10, until: { $0.first?.isEmpty == false }) else {
      throw HarnessError("nothing received in ten seconds")
    }
  }

  /// Stops the server, with what had come so far.
  ///
  /// - Returns: What each connection received, in the order in which they were made.
  @discardableResult
  public func finish() -> [String] {
    let wasFinished = isFinished.with { finished in
      defer { finished = true }
      return finished
    }
    if !wasFinished {
      core.stop()
      acceptor.join()
    }
    return core.received.with { $0.map { String(decoding: $0, as: UTF8.self) } }
  }
}

/// What a server shares with its threads.
private final class ServerCore: Sendable {
  let received = Guarded<[[UInt8]]>([])
  private let listener: Descriptor
  private let scripts: [[Step]]
  private let stopping: (reader: Descriptor, writer: Descriptor)

  init(_ listener: Descriptor, _ scripts: [[Step]]) throws {
    self.listener = listener
    self.scripts = scripts
    stopping = try Descriptor.pipe()
    listener.setNonblocking()
    try HarnessError.check("listen", listen(listener.number, 1024))
  }

  func stop() {
    _ = write(stopping.writer.number, [0], 1)
  }

  /// Accepts until the server stops, and then what still waits; a client that has gone must be
  /// counted too.
  func acceptAll() {
    var threads: [Thread] = []
    var isStopping = false
    while true {
      while let thread = accept() { threads.append(thread) }
      if isStopping { break }
      var polled = [
        pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stopping.reader.number, events: Int16(POLLIN), revents: 0),
      ]
      poll(&polled, 2, -1)
      isStopping = polled[1].revents != 0
    }
    for thread in threads { thread.join() }
  }

  private func accept() -> Thread? {
    guard let socket = listener.accept() else { return nil }
    let index = received.with { received in
      received.append([])
      return received.count - 1
    }
    let script = scripts[min(index, scripts.count - 1)]
    return Thread { [received, stop = stopping.reader] in
      let connection = Connection(socket, stop: stop) { bytes in
        received.with { $0[index] += bytes }
      }
      connection.run(script)
    }
  }
}
