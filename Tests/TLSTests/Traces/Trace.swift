import Testing
import Vectors

/// A handshake of RFC 8448: what the client draws, and each record that goes over the wire.
struct Trace: Sendable, CustomTestStringConvertible {
  let name: String
  /// The client's private key for the first share.
  let x25519: [UInt8]
  /// The client's private key for the second share, where the server wants one.
  let p256: [UInt8]
  /// The records with the client's hellos.
  let hellos: [[UInt8]]
  /// What the server answers to each.
  let server: [[UInt8]]
  /// The client's last flight; empty where the trace's client has a certificate.
  let finished: [UInt8]
  /// What the server sends then, its data the bytes from 0 to 49.
  let late: [UInt8]
  /// The client's data, which are the same bytes.
  let data: [UInt8]
  /// The client's close_notify.
  let close: [UInt8]
  /// The server's close_notify.
  let peerClose: [UInt8]

  init(
    name: String, x25519: String, p256: String = "", hellos: [String], server: [String],
    finished: String = "", late: String = "", data: String = "", close: String, peerClose: String
  ) {
    self.name = name
    self.x25519 = [UInt8](hex: x25519)
    self.p256 = [UInt8](hex: p256)
    self.hellos = hellos.map { [UInt8](hex: $0) }
    self.server = server.map { [UInt8](hex: $0) }
    self.finished = [UInt8](hex: finished)
    self.late = [UInt8](hex: late)
    self.data = [UInt8](hex: data)
    self.close = [UInt8](hex: close)
    self.peerClose = [UInt8](hex: peerClose)
  }

  var testDescription: String { name }

  /// The 50 bytes of data in the traces that have some.
  static let payload = [UInt8](0..<50)

  static let all = [simple, retried, clientAuthentication, compatibilityMode]
}
