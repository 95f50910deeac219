import Bytes
import Testing
import Vectors

@testable import TLS

/// A client that says what the client of a trace said; all that follows from it is its own work.
private final class Replay: TLSClient {
  private let trace: Trace
  private var count = 0

  init(_ trace: Trace) {
    self.trace = trace
    let keys = trace.x25519 + (trace.p256.isEmpty ? trace.x25519 : trace.p256)
    super.init(
      serverName: "server", applicationProtocol: "",
      randomness: ([UInt8](repeating: 0, count: 64) + keys).span)
  }

  override func appendHello(to message: inout ByteBuffer, cookie: borrowing ByteBuffer) {
    // The hello of a trace has been drawn up by other software, but the key is drawn here.
    let hello = Array(trace.hellos[count].dropFirst(5))
    var key = ByteBuffer()
    group.appendPublicKey(of: randomness, to: &key)
    #expect(hello.contains(key.array))
    #expect(cookie.isEmpty || hello.contains(cookie.array))
    message.append(hello.span)
    count += 1
  }

  override func isOwnSession(_ session: borrowing ByteBuffer) -> Bool {
    let hello = trace.hellos[0]
    // Behind the record's and the message's header, the version and the random bytes.
    return session.array == Array(hello[44..<44 + Int(hello[43])])
  }
}

@Suite struct TraceTests {
  @Test(arguments: Trace.all)
  func replays(trace: Trace) throws {
    for size in [Int.max, 1, 7] { try replay(trace, cutting: size) }
  }

  private func replay(_ trace: Trace, cutting size: Int) throws {
    let client = Replay(trace)
    client.start()
    for (hello, answer) in zip(trace.hellos, trace.server) {
      #expect(client.sent(hello.count) == hello)
      try client.take(answer, cutting: size)
    }
    #expect(client.isEstablished)
    let compatibility: [UInt8] = [20, 3, 3, 0, 1, 1]
    let isCompatible = trace.finished.starts(with: compatibility)
    // Our client makes every handshake look so; behind a HelloRetryRequest before its hello.
    if !trace.finished.isEmpty {
      let last = client.sent()
      #expect(
        (isCompatible || trace.hellos.count == 2 ? [] : compatibility) + trace.finished == last)
    } else {
      _ = client.sent()
    }
    if !trace.data.isEmpty {
      let payload = Trace.payload
      client.seal(payload.span)
      #expect(client.sent() == trace.data)
      try client.take(trace.late, cutting: size)
      let plaintext = client.plaintext.array
      #expect(plaintext == payload)
    }
    client.close()
    #expect(client.sent() == trace.close)
    try client.take(trace.peerClose, cutting: size)
    #expect(client.isClosedByPeer)
    #expect(client.sent().isEmpty)
    // The certificates of RFC 8448 are all of 30 July 2016, and for ten years.
    #expect(client.notBefore / 86400 == 17012)
    #expect(client.notAfter / 86400 == 20664)
  }
}

extension TLSClient {
  /// Takes away what is to be sent, without the compatibility record that begins it where `count`
  /// bytes would not.
  func sent(_ count: Int? = nil) -> [UInt8] {
    var bytes = outgoing.array
    outgoing.removeAll()
    if let count, bytes.count == count + 6 { bytes.removeFirst(6) }
    return bytes
  }

  /// Takes bytes of the server in pieces of `size` bytes.
  func take(_ bytes: [UInt8], cutting size: Int = .max) throws(TLSFailure) {
    var start = 0
    while start < bytes.count {
      let end = start + min(size, bytes.count - start)
      try receive(bytes.span.extracting(start..<end))
      start = end
    }
  }
}

extension [UInt8] {
  /// Whether some bytes stand in these.
  fileprivate func contains(_ bytes: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: bytes) }
  }
}
