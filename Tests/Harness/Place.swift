import Glibc

/// A bound socket: a port or a path that nobody else can take.
///
/// Where no server listens on it, connections are refused.
public final class Place: Sendable {
  /// The family of the socket.
  public let family: Family
  /// The port; 0 for a Unix socket.
  public let port: UInt16
  /// The path of a Unix socket; empty for a port.
  public let path: String

  let socket: Descriptor
  private let host: String?
  private let folder: TemporaryFolder?
  private let other: Place?

  private init(
    _ family: Family, host: String? = nil, port: UInt16, path: String = "", socket: Descriptor,
    folder: TemporaryFolder? = nil, other: Place? = nil
  ) {
    self.family = family
    self.host = host
    self.port = port
    self.path = path
    self.socket = socket
    self.folder = folder
    self.other = other
  }

  private convenience init(_ family: Family, boundTo port: UInt16, other: Place? = nil) throws {
    let socket = try Address(family: family, port: port).bind()
    self.init(family, port: Address.port(of: socket), socket: socket, other: other)
  }

  /// Binds a port that the kernel chooses, or a socket in a temporary folder.
  ///
  /// - Parameter holdingOther: Whether the same port of the other family is bound too, so that
  ///   connections of that family are refused.
  public convenience init(_ family: Family, holdingOther: Bool = false) throws {
    if case .unix = family {
      let folder = try TemporaryFolder()
      let path = "\(folder.path)/socket"
      let socket = try Address(family: .unix, path: path).bind()
      self.init(.unix, port: 0, path: path, socket: socket, folder: folder)
    } else if holdingOther, let other = family.other {
      let held = try Self.pair(family, other)
      self.init(family, port: held.0.port, socket: held.0.socket, other: held.1)
    } else {
      try self.init(family, boundTo: 0)
    }
  }

  /// Binds an IP address and a port, which nobody else can have in a namespace of one's own.
  public convenience init(host: String, port: UInt16) throws {
    let family: Family = host.contains(":") ? .ipv6 : .ipv4
    let socket = try Address(family: family, host: host, port: port).bind()
    self.init(family, host: host, port: port, socket: socket)
  }

  /// Binds the same port of both families.
  public static func pair() throws -> (ipv4: Place, ipv6: Place) {
    let pair = try pair(.ipv4, .ipv6)
    return (pair.0, pair.1)
  }

  private static func pair(_ one: Family, _ other: Family) throws -> (Place, Place) {
    var attempts = 0
    while true {
      let place = try Place(one, boundTo: 0)
      do {
        return (place, try Place(other, boundTo: place.port))
      } catch {
        // Somebody else has the port in that family: the kernel knows others.
        attempts += 1
        if attempts == 100 { throw error }
      }
    }
  }

  deinit {
    if !path.isEmpty { unlink(path) }
  }

  /// `127.0.0.1:PORT`, `[::1]:PORT`, or the path of a Unix socket.
  public var address: String {
    switch family {
    case .ipv4: "\(host ?? "127.0.0.1"):\(port)"
    case .ipv6: "[\(host ?? "::1")]:\(port)"
    case .unix: path
    }
  }

  /// An `http` or `http+unix` URL of the place.
  public func url(_ path: String = "/health") -> String {
    if case .unix = family {
      return "http+unix://\(self.path.split(separator: "/").map { "%2F\($0)" }.joined())\(path)"
    }
    return "http://\(address)\(path)"
  }

  var boundAddress: Address { Address(family: family, host: host, port: port, path: path) }
}
