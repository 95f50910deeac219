import Bytes
import Crypto
import Vectors

// The primitives on arrays, which expectations can hold.

func sha(_ function: HashFunction, _ message: [UInt8]) -> [UInt8] {
  message.span.digest(function).array
}

func hmac(_ function: HashFunction, _ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
  HMAC.code(function, key: key.span, message.span).array
}

func extract(_ function: HashFunction, _ salt: [UInt8], _ secret: [UInt8]) -> [UInt8] {
  HKDF.extract(function, salt: salt.span, secret: secret.span).array
}

func expand(_ function: HashFunction, _ key: [UInt8], _ info: [UInt8], _ count: Int) -> [UInt8] {
  HKDF.expand(function, key: key.span, info: info.span, count: count).array
}

func x25519(_ scalar: [UInt8], _ point: [UInt8]) -> [UInt8] {
  X25519.multiply(scalar.span, point.span).array
}

func x25519Key(_ scalar: [UInt8]) -> [UInt8] {
  X25519.publicKey(scalar.span).array
}

func p256(_ scalar: [UInt8], _ point: [UInt8]) -> [UInt8]? {
  P256.sharedSecret(scalar.span, point.span)?.array
}

func p256Key(_ scalar: [UInt8]) -> [UInt8]? {
  P256.publicKey(scalar.span)?.array
}

/// A key and a nonce of GCM.
struct Sealing {
  private let cipher: AESGCM
  private let nonce: AESGCM.Nonce

  init(_ key: [UInt8], _ nonce: [UInt8]) {
    cipher = AESGCM(key: key.span)
    self.nonce = AESGCM.Nonce { nonce[$0] }
  }

  func seal(_ text: [UInt8], _ data: [UInt8] = [], behind head: [UInt8] = []) -> [UInt8] {
    var buffer = ByteBuffer()
    buffer.append((head + text).span)
    cipher.seal(&buffer, from: head.count, nonce: nonce, authenticating: data.span)
    return buffer.array
  }

  /// - Returns: nil where the tag is wrong and the bytes are left as they were.
  func open(_ sealed: [UInt8], _ data: [UInt8] = [], behind head: [UInt8] = []) -> [UInt8]? {
    var buffer = ByteBuffer()
    buffer.append((head + sealed).span)
    if cipher.open(&buffer, from: head.count, nonce: nonce, authenticating: data.span) {
      return buffer.array
    }
    return buffer.array == head + sealed ? nil : []
  }
}
