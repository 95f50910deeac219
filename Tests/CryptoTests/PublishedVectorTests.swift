import Bytes
import Crypto
import Glibc
import Testing
import Vectors

/// What the standards themselves give as examples.
@Suite struct PublishedVectorTests {
  private static let longMessage =
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
    + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"

  @Test(arguments: [
    (
      HashFunction.sha256, "abc",
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    ),
    (
      .sha256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (.sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (
      .sha384, "abc",
      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        + "8086072ba1e7cc2358baeca134c825a7"
    ),
    (
      .sha384, longMessage,
      "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712"
        + "fcc7c71a557e2db966c3e9fa91746039"
    ),
  ])
  func hashesAsFIPS180(function: HashFunction, message: String, digest: String) {
    #expect(sha(function, Array(message.utf8)).hex == digest)
  }

  @Test func hashesAMillionLettersAsFIPS180() {
    var hash = Hash(.sha256)
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
    for _ in 0..<1000 { hash.update(piece.span) }
    let digest = hash.finish().array.hex
    #expect(digest == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func goesOnFromACopyByItself() {
    var hash = Hash(.sha256)
    let (ab, x, c) = (Array("ab".utf8), Array("x".utf8), Array("c".utf8))
    hash.update(ab.span)
    var copy = hash.copy()
    copy.update(x.span)
    hash.update(c.span)
    let (digest, other) = (hash.finish().array, copy.finish().array)
    #expect(digest == sha(.sha256, ab + c))
    #expect(other == sha(.sha256, ab + x))
  }

  /// RFC 4231 §4.2, §4.3 and §4.7; the key of the last is longer than a block of either hash.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0b, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
      "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c"
        + "faea9ea9076ede7f4af152e8b2fa9cb6"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
      "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
        + "8e2240ca5e69e2c78b3239ecfab21649"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
      "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c6"
        + "0c2ef6ab4030fe8296248df163f44952"
    ),
  ])
  func authenticatesAsRFC4231(key: [UInt8], message: String, sha256: String, sha384: String) {
    let message = Array(message.utf8)
    #expect(hmac(.sha256, key, message).hex == sha256)
    #expect(hmac(.sha384, key, message).hex == sha384)
  }

  /// RFC 5869, appendices A.1 and A.3.
  @Test func derivesAsRFC5869() {
    let secret = [UInt8](repeating: 0x0b, count: 22)
    var key = extract(.sha256, Array(0...12), secret)
    #expect(key.hex == "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
    #expect(
      expand(.sha256, key, Array(0xf0...0xf9), 42).hex
        == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
    key = extract(.sha256, [], secret)
    #expect(
      expand(.sha256, key, [], 42).hex
        == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
  }

  /// Test cases 1, 2, 13 and 14 of "The Galois/Counter Mode of Operation" (McGrew, Viega).
  @Test(arguments: [
    (16, "", "", "", "58e2fccefa7e3061367f1d57a4e7455a"),
    (
      16, "00000000000000000000000000000000", "", "0388dace60b6a392f328c2b971b2fe78",
      "ab6e47d42cec13bdf53a67b21257bddf"
    ),
    (32, "", "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
    (
      32, "00000000000000000000000000000000", "", "cea7403d4d606b6e074ec5d3baf39d18",
      "d0d1c8a799996bf0265b98b5d48ab919"
    ),
  ])
  func sealsZeros(keySize: Int, text: String, data: String, sealed: String, tag: String) {
    let cipher = Sealing([UInt8](repeating: 0, count: keySize), [UInt8](repeating: 0, count: 12))
    #expect(cipher.seal([UInt8](hex: text), [UInt8](hex: data)).hex == sealed + tag)
  }

  /// Test cases 4 and 16 of the same.
  @Test(arguments: [
    (
      "feffe9928665731c6d6a8f9467308308",
      "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
        + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
        + "5bc94fbc3221a5db94fae95ae7121a47"
    ),
    (
      "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        + "76fc6ece0f4e1768cddf8853bb2d551b"
    ),
  ])
  func sealsAsTheAuthorsOfGCM(key: String, sealed: String) {
    let cipher = Sealing([UInt8](hex: key), [UInt8](hex: "cafebabefacedbaddecaf888"))
    let text = [UInt8](
      hex: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
    let data = [UInt8](hex: "feedfacedeadbeeffeedfacedeadbeefabaddad2")
    #expect(cipher.seal(text, data).hex == sealed)
  }

  @Test func leavesWhatHasAWrongTag() {
    let cipher = Sealing([UInt8](repeating: 7, count: 16), [UInt8](repeating: 3, count: 12))
    let sealed = cipher.seal(Array("sixteen bytes ...and some more".utf8))
    for bit in 0..<sealed.count * 8 {
      var broken = sealed
      broken[bit / 8] ^= 1 << (bit % 8)
      #expect(cipher.open(broken) == nil)
    }
    for count in 0..<AESGCM.tagSize {
      #expect(cipher.open(Array(sealed.prefix(count))) == nil)
    }
  }

  /// RFC 7748 §5.2; the million takes minutes, so only `Tests/Vectors/million` asks for it.
  @Test(arguments: [
    (1, "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"),
    (1000, "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"),
    (
      getenv("HEALTHPROBE_MILLION") == nil ? 0 : 1_000_000,
      getenv("HEALTHPROBE_MILLION") == nil
        ? "0900000000000000000000000000000000000000000000000000000000000000"
        : "7c3911e0ab2586fd864497297e575e6f3bc601c0883c30df5f4dd2d24f665424"
    ),
  ])
  func iteratesAsRFC7748(count: Int, expected: String) {
    var scalar = [9] + [UInt8](repeating: 0, count: 31)
    var point = scalar
    for _ in 0..<count {
      (scalar, point) = (x25519(scalar, point), scalar)
    }
    #expect(scalar.hex == expected)
  }

  /// RFC 7748 §6.1.
  @Test func agreesAsRFC7748() {
    let alice = [UInt8](hex: "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    let bob = [UInt8](hex: "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")
    let publicKey = x25519Key(alice)
    let shared = x25519(alice, x25519Key(bob))
    #expect(publicKey.hex == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a")
    #expect(shared.hex == "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")
    #expect(x25519(bob, publicKey) == shared)
  }

  /// RFC 5903 §8.1.
  @Test func agreesAsRFC5903() {
    let mine = [UInt8](hex: "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433")
    let theirs = [UInt8](
      hex: "04"
        + "d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63"
        + "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab")
    #expect(
      p256Key(mine)?.hex
        == "04dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180"
        + "5271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3")
    #expect(
      p256(mine, theirs)?.hex
        == "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de")
  }

  @Test(arguments: [
    ("00", "zero"),
    ("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", "the order"),
  ])
  func hasNoKeyForAMultipleOfTheOrder(scalar: String, what: String) {
    let digits = String(repeating: "0", count: 64 - scalar.count) + scalar
    #expect(p256Key([UInt8](hex: digits)) == nil, "\(what)")
  }
}
