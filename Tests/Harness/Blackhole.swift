import Glibc

/// A listener that takes no connection: its backlog is full, so a connect hangs as on a packet that
/// was dropped.
public final class Blackhole: Sendable {
  /// Where it pretends to listen.
  public let place: Place

  private let pending: [Descriptor]

  /// Listens and fills the backlog.
  public convenience init(_ family: Family, holdingOther: Bool = false) throws {
    try self.init(Place(family, holdingOther: holdingOther))
  }

  /// Listens on a place that was bound before, and fills the backlog.
  public init(_ place: Place) throws {
    let family = place.family
    try HarnessError.check("listen", listen(place.socket.number, 0))
    var pending: [Descriptor] = []
    while pending.count < 64 {
      let client = try family.socket(nonblocking: true)
      let isRefused = place.boundAddress.withSocketAddress {
        connect(client.number, $0, $1) < 0 && errno == EAGAIN
      }
      pending.append(client)
      var polled = pollfd(fd: client.number, events: Int16(POLLOUT), revents: 0)
      // On loopback a connection that is going to stand stands at once.
      if isRefused || poll(&polled, 1, 50) == 0 { break }
    }
    self.place = place
    self.pending = pending
  }

  /// The port; 0 for a Unix socket.
  public var port: UInt16 { place.port }
  /// `127.0.0.1:PORT`, `[::1]:PORT`, or the path of a Unix socket.
  public var address: String { place.address }
}
