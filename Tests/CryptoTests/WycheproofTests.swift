import Crypto
import Harness
import Testing
import Vectors

@Suite(.needs("the vectors of Wycheproof: Tests/Vectors/fetch", isThere: Wycheproof.isAtHand))
struct WycheproofTests {
  @Test func agreesOnX25519() throws {
    for (_, test) in try Wycheproof("x25519").tests {
      let shared = x25519(test["private"], test["public"])
      // Those that are acceptable give zeros or have a point off the curve: the product counts.
      #expect(shared == test["shared"], "\(test.tcId) \(test.comment)")
      #expect(test.result != .invalid)
    }
  }

  @Test func agreesOnP256WithPoints() throws {
    var valid = 0
    for (_, test) in try Wycheproof("ecdh_secp256r1_ecpoint").tests {
      valid += check(test, test["public"])
    }
    #expect(valid > 200)
  }

  @Test func agreesOnP256WithKeys() throws {
    // A SubjectPublicKeyInfo of an uncompressed point on the named curve.
    let prefix = [UInt8](hex: "3059301306072a8648ce3d020106082a8648ce3d030107034200")
    var valid = 0
    for (_, test) in try Wycheproof("ecdh_secp256r1").tests {
      let key = test["public"]
      // TLS has bare points, so what another form says of the curve is not read.
      guard key.starts(with: prefix) else {
        #expect(test.result != .valid, "\(test.tcId) \(test.comment)")
        continue
      }
      valid += check(test, Array(key.dropFirst(prefix.count)))
    }
    #expect(valid > 200)
  }

  /// - Returns: 1 where a secret was agreed on.
  private func check(_ test: Wycheproof.Test, _ point: [UInt8]) -> Int {
    // The file has them as numbers, of any length.
    var scalar = test["private"]
    while scalar.count > 32, scalar[0] == 0 { scalar.removeFirst() }
    scalar = Array(repeating: 0, count: max(0, 32 - scalar.count)) + scalar
    let shared = p256(scalar, point)
    let isCompressed = test.flags.contains("CompressedPoint")
    switch test.result {
    case .valid where !isCompressed:
      #expect(shared == test["shared"], "\(test.tcId) \(test.comment)")
    case .invalid: #expect(shared == nil, "\(test.tcId) \(test.comment)")
    default: #expect(shared == nil || shared == test["shared"], "\(test.tcId) \(test.comment)")
    }
    return shared == nil ? 0 : 1
  }

  @Test func sealsAndOpens() throws {
    var run = 0
    for (group, test) in try Wycheproof("aes_gcm").tests {
      // TLS has no other nonces, keys and tags.
      guard group.ivSize == 96, group.keySize != 192 else { continue }
      #expect(group.tagSize == 128)
      run += 1
      let cipher = Sealing(test["key"], test["iv"])
      let data = test["aad"]
      let text = test["msg"]
      let sealed = test["ct"] + test["tag"]
      let isValid = test.result == .valid
      #expect(cipher.open(sealed, data) == (isValid ? text : nil), "\(test.tcId) \(test.comment)")
      #expect((cipher.seal(text, data) == sealed) == isValid, "\(test.tcId) \(test.comment)")
    }
    #expect(run > 100)
  }

  @Test(arguments: [("hmac_sha256", HashFunction.sha256), ("hmac_sha384", .sha384)])
  func authenticates(file: String, function: HashFunction) throws {
    for (group, test) in try Wycheproof(file).tests {
      let code = hmac(function, test["key"], test["msg"])
      // Some groups cut the code.
      let tag = code.prefix((group.tagSize ?? 0) / 8)
      #expect((Array(tag) == test["tag"]) == (test.result == .valid), "\(test.tcId)")
    }
  }

  @Test(arguments: [("hkdf_sha256", HashFunction.sha256), ("hkdf_sha384", .sha384)])
  func derives(file: String, function: HashFunction) throws {
    for (_, test) in try Wycheproof(file).tests {
      let size = test.size ?? 0
      let key = extract(function, test["salt"], test["ikm"])
      let output = expand(function, key, test["info"], size)
      if test.result == .valid {
        #expect(output == test["okm"], "\(test.tcId) \(test.comment)")
      } else {
        // More than there can be.
        #expect(output.count < size, "\(test.tcId) \(test.comment)")
      }
    }
  }
}
