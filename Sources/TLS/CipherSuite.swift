internal import Crypto

/// The cipher suites that are offered: RFC 8446 §B.4, and RFC 5289 for TLS 1.2.
enum CipherSuite: UInt16 {
  case aes128GCM = 0x1301
  case aes256GCM = 0x1302
  case ecdheECDSAWithAES128GCM = 0xc02b
  case ecdheECDSAWithAES256GCM = 0xc02c
  case ecdheRSAWithAES128GCM = 0xc02f
  case ecdheRSAWithAES256GCM = 0xc030

  /// Those offered, in the order of preference.
  static var offered: InlineArray<6, CipherSuite> {
    [
      .aes128GCM, .aes256GCM, .ecdheECDSAWithAES128GCM, .ecdheRSAWithAES128GCM,
      .ecdheECDSAWithAES256GCM, .ecdheRSAWithAES256GCM,
    ]
  }

  /// Whether it is one of TLS 1.3, which has others than TLS 1.2.
  var isTLS13: Bool { rawValue < 0x1400 }

  /// Whether TLS 1.2 signs the key exchange with an RSA key.
  var isRSA: Bool { rawValue >= 0xc02f }

  private var isAES256: Bool {
    self == .aes256GCM || self == .ecdheECDSAWithAES256GCM || self == .ecdheRSAWithAES256GCM
  }

  /// The bytes of a key.
  var keySize: Int { isAES256 ? 32 : 16 }

  /// The hash of the transcript and of all that is derived.
  var hash: HashFunction { isAES256 ? .sha384 : .sha256 }
}
