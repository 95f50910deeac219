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
  private let folder: TemporaryFolder?
  private let otherSocket: Descriptor?

  /// Binds a port that the kernel chooses, or a socket in a temporary folder.
  ///
  /// - Parameter port: The port, in place of the kernel's choice.
  /// - Parameter holdingOther: Whether the same port of the other family is bound too, so that
  ///   connections of that family are refused.
  public init(_ family: Family, port: UInt16 = 0, holdingOther: Bool = false) throws {
    self.family = family
    if case .unix = family {
      let folder = try TemporaryFolder()
      path = "\(folder.path)/socket"
      self.folder = folder
      socket = try Address(family: .unix, path: path).bind()
      self.port = 0
      otherSocket = nil
      return
    }
    path = ""
    folder = nil
    var attempts = 0
    while true {
      let socket = try Address(family: family, port: port).bind()
      let bound = Address.port(of: socket)
      guard holdingOther, let other = family.other else {
        (self.socket, self.port, otherSocket) = (socket, bound, nil)
        return
      }
      do {
        otherSocket = try Address(family: other, port: bound).bind()
        (self.socket, self.port) = (socket, bound)
        return
      } catch {
        // Somebody else has the port in that family: the kernel knows another.
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
    case .ipv4: "127.0.0.1:\(port)"
    case .ipv6: "[::1]:\(port)"
    case .unix: path
    }
  }

  var boundAddress: Address { Address(family: family, port: port, path: path) }
}
