import Bytes

@testable import TLS

/// Rules for what a TLS server may send, whatever it is.
public enum TLSOracle {
  /// What a client made of a server's bytes.
  struct Result: Equatable {
    var failure: [UInt8]?
    var sent: [UInt8]
    var plaintext: [UInt8]
    var isEstablished: Bool
  }

  /// What is wrong with how these records of a server are taken; nil when all is right.
  public static func violation(inRecords bytes: [UInt8]) -> String? {
    var random = Random(seed: bytes)
    let whole = result(client(), Pieces.whole(bytes))
    for pieces in [Pieces.single(bytes), Pieces.random(bytes, &random)] {
      let other = result(client(), pieces)
      if other != whole { return "\(whole) became \(other), cut into \(pieces.map(\.count))" }
    }
    // A client without keys has nothing to tell from its server.
    if !whole.plaintext.isEmpty || whole.isEstablished { return "established: \(whole)" }
    return nil
  }

  /// What is wrong with how these handshake messages are taken under the keys that a ServerHello
  /// brought; nil when all is right.
  public static func violation(inMessages bytes: [UInt8]) -> String? {
    var random = Random(seed: bytes)
    let whole = protected(Pieces.whole(bytes))
    // Which record a message ends in matters only where keys change, at a Finished.
    // A record for each byte takes its time.
    let single = bytes.count <= 64 ? [Pieces.single(bytes)] : []
    for pieces in single + [Pieces.random(bytes, &random)] {
      let other = protected(pieces)
      let isAboutRecords = [whole, other].contains {
        $0.failure == Array("a record with messages under two keys".utf8)
      }
      if other != whole, !isAboutRecords {
        return "\(whole) became \(other), cut into \(pieces.map(\.count))"
      }
    }
    if whole.isEstablished { return "established without the right Finished" }
    return nil
  }

  /// What is wrong with how the body of a ServerHello is read; nil when all is right.
  public static func violation(inServerHello body: [UInt8]) -> String? {
    do throws(TLSFailure) {
      return violation(in: try ServerHello(body.span))
    } catch {
      return nil
    }
  }

  private static func violation(in hello: borrowing ServerHello) -> String? {
    let isTLS13 = hello.suite.isTLS13
    if hello.random.count != 32 || hello.session.count > 32 { return "wrong sizes" }
    if isTLS13, !hello.isRetry, hello.group == nil { return "no share" }
    if hello.isRetry, !isTLS13 || !hello.keyShare.isEmpty { return "no retry" }
    if !isTLS13, hello.group != nil { return "a share in TLS 1.2" }
    return nil
  }

  /// What is wrong with how a certificate is read; nil when all is right.
  public static func violation(inCertificate bytes: [UInt8]) -> String? {
    guard let certificate = Certificate(bytes.span) else { return nil }
    // From the year 0 to 9999.
    let years = Int64(-62_167_305_600)...253_402_300_799
    if !years.contains(certificate.notBefore) || !years.contains(certificate.notAfter) {
      return "valid from \(certificate.notBefore) to \(certificate.notAfter)"
    }
    for bytes in [Array(bytes.dropLast()), bytes + [0]] where Certificate(bytes.span) != nil {
      return "read a certificate of another length too"
    }
    return nil
  }

  private static func client() -> TLSClient {
    let randomness = (0..<TLSClient.randomnessSize).map { UInt8($0) }
    let client = TLSClient(
      serverName: "localhost", applicationProtocol: "http/1.1", randomness: randomness.span)
    client.start()
    return client
  }

  private static func result(_ client: TLSClient, _ pieces: [ArraySlice<UInt8>]) -> Result {
    var failure: [UInt8]?
    do throws(TLSFailure) {
      for piece in pieces { try client.receive(piece.span) }
      try client.end()
    } catch {
      var line = ByteBuffer()
      error.append(to: &line)
      failure = bytes(line)
    }
    return Result(
      failure: failure, sent: bytes(client.outgoing), plaintext: bytes(client.plaintext),
      isEstablished: client.isEstablished)
  }

  /// What comes of messages in records as they are cut.
  private static func protected(_ pieces: [ArraySlice<UInt8>]) -> Result {
    let client = client()
    var records: [UInt8] = []
    do throws(TLSFailure) {
      try client.receive(serverHello.span)
    } catch {
      return Result(failure: [], sent: [], plaintext: [], isEstablished: true)
    }
    let protection = RecordProtection(.aes128GCM, secret: client.serverSecret)
    for piece in pieces {
      var rest = piece
      while !rest.isEmpty {
        var record = ByteBuffer()
        let contents = rest.prefix(1 << 14)
        protection.seal(ContentType.handshake.rawValue, contents.span, to: &record)
        records += bytes(record)
        rest = rest.dropFirst(1 << 14)
      }
    }
    return result(client, Pieces.whole(records))
  }

  /// A ServerHello of TLS 1.3 that answers to the client's hello.
  private static let serverHello: [UInt8] = {
    var key = ByteBuffer()
    let nines = [UInt8](repeating: 9, count: TLSClient.randomnessSize)
    let keys = Randomness(nines.span)
    NamedGroup.x25519.appendPublicKey(of: keys, to: &key)
    let session = (32..<64).map { UInt8($0) }
    let body =
      [3, 3] + [UInt8](repeating: 5, count: 32) + [32] + session + [0x13, 1, 0, 0, 46]
      + [0, 43, 0, 2, 3, 4] + [0, 51, 0, 36, 0, 29, 0, 32] + bytes(key)
    return [22, 3, 3, 0, UInt8(body.count + 4), 2, 0, 0, UInt8(body.count)] + body
  }()

  private static func bytes(_ buffer: borrowing ByteBuffer) -> [UInt8] {
    (0..<buffer.count).map { buffer.span[$0] }
  }
}
