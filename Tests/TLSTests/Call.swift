import Bytes
import Glibc
import TLS
import Vectors

/// One request over TLS to a real server, on a socket that blocks.
struct Call {
  var name = ""
  var applicationProtocol = "http/1.1"
  var request = "GET / HTTP/1.0\r\n\r\n"

  /// What came of it.
  struct Outcome: Sendable {
    var version = ""
    var applicationProtocol = ""
    var notBefore: Int64 = 0
    var notAfter: Int64 = 0
    /// All plaintext of the server.
    var response: [UInt8] = []
    /// Whether the server said close_notify before it closed.
    var isClosed = false
    /// Why it failed; nil where it did not.
    var failure: String?

    var text: String { String(decoding: response, as: UTF8.self) }
  }

  /// Calls a server of OpenSSL's that lives no longer than the call.
  func run(_ key: OpenSSL.Key, _ arguments: [String] = []) throws -> Outcome {
    let server = try OpenSSL(key, arguments)
    return withExtendedLifetime(server) { run(server.port) }
  }

  /// Connects to a port of 127.0.0.1, shakes hands, sends the request and reads to the end.
  func run(_ port: UInt16) -> Outcome {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return run(address, AF_INET)
  }

  /// Does the same on a Unix socket.
  func run(path: String) -> Outcome {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return run(address, AF_UNIX)
  }

  private func run<Address>(_ address: Address, _ family: Int32) -> Outcome {
    let socket = socket(family, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let isConnected = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<Address>.size)) == 0
      }
    }
    guard isConnected else { return Outcome(failure: "not connected") }

    let client = TLSClient.fresh(name: name, applicationProtocol: applicationProtocol)
    var outcome = Outcome()
    do throws(TLSFailure) {
      client.start()
      flush(client, to: socket)
      var isSent = false
      var buffer = [UInt8](repeating: 0, count: 4096)
      while !client.isClosedByPeer {
        let count = recv(socket, &buffer, buffer.count, 0)
        if count == 0 {
          try client.end()
          break
        }
        if count < 0 {
          outcome.failure = "errno \(errno)"
          break
        }
        try client.receive(buffer.span.extracting(0..<count))
        if client.isEstablished, !isSent {
          client.seal(Array(request.utf8).span)
          isSent = true
        }
        flush(client, to: socket)
      }
      client.close()
    } catch {
      outcome.failure = error.text
    }
    flush(client, to: socket)
    outcome.version = String(decoding: [UInt8](client.version.span), as: UTF8.self)
    outcome.applicationProtocol = String(
      decoding: client.applicationProtocol.array, as: UTF8.self)
    outcome.response = client.plaintext.array
    outcome.isClosed = client.isClosedByPeer
    outcome.notBefore = client.notBefore
    outcome.notAfter = client.notAfter
    return outcome
  }

  private func flush(_ client: TLSClient, to socket: Int32) {
    let bytes = client.outgoing.array
    client.outgoing.removeAll()
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      start += count
    }
  }
}

extension TLSFailure {
  /// The reason in words.
  var text: String {
    var line = ByteBuffer()
    append(to: &line)
    return String(decoding: line.array, as: UTF8.self)
  }
}

extension TLSClient {
  /// A client with random bytes of its own.
  static func fresh(name: String = "", applicationProtocol: String = "") -> TLSClient {
    let randomness = (0..<TLSClient.randomnessSize).map { _ in UInt8.random(in: 0...255) }
    return TLSClient(
      serverName: name.kept, applicationProtocol: applicationProtocol.kept,
      randomness: randomness.span)
  }
}

extension String {
  /// The bytes, which stay for the run.
  var kept: StaticBytes {
    var buffer = ByteBuffer()
    buffer.append(Array(utf8).span)
    return buffer.keep()
  }
}
