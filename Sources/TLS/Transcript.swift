internal import Bytes
internal import Crypto

/// The hash of all handshake messages so far, RFC 8446 §4.4.1 and RFC 5246 §7.4.9.
struct Transcript: ~Copyable {
  // The messages before the server has chosen a hash.
  private var pending = ByteBuffer()
  private var hash: Hash?

  /// Takes a message, its header included.
  mutating func update(_ message: Span<UInt8>) {
    if hash == nil { return pending.append(message) }
    hash?.update(message)
  }

  /// Hashes what came so far, and from now on, with the function that the server has chosen.
  mutating func choose(_ function: HashFunction) {
    var chosen = Hash(function)
    chosen.update(pending.span)
    pending.removeAll()
    hash = consume chosen
  }

  /// Puts the hash of the first ClientHello in its place, as a HelloRetryRequest wants, before that
  /// itself is taken.
  mutating func replaceFirstHello(_ function: HashFunction) {
    let digest = pending.span.digest(function)
    pending.removeAll()
    pending.append(HandshakeType.messageHash.rawValue)
    pending.append(digest.count, size: 3)
    pending.append(digest.span)
  }

  /// The digest of all messages; empty before a hash was chosen.
  func digest() -> SecretBytes {
    guard var copy = hash?.copy() else { return SecretBytes() }
    return copy.finish()
  }
}
