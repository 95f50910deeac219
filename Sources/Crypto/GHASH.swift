/// The hash of GCM, NIST SP 800-38D §6.4: a polynomial over GF(2¹²⁸) at the point of a secret key.
///
/// It multiplies bit by bit under masks, so that neither a branch nor an index depends on a secret.
struct GHASH {
  private let key: UInt128
  private var sum: UInt128 = 0

  /// The hash of nothing yet.
  init(key: UInt128) {
    self.key = key
  }

  /// Hashes bytes, filled up with zeros to whole blocks.
  @inline(never)
  mutating func update(_ bytes: Span<UInt8>) {
    var index = 0
    while index < bytes.count {
      var block: UInt128 = 0
      for place in index..<index + 16 {
        block = block &<< 8 | UInt128(place < bytes.count ? bytes[place] : 0)
      }
      update(block)
      index += 16
    }
  }

  /// Hashes a block: adds it, and multiplies by the key, §6.3.
  @inline(never)
  mutating func update(_ block: UInt128) {
    var factor = sum ^ block
    var multiple = key
    var product: UInt128 = 0
    for _ in 0..<128 {
      product ^= multiple & (0 &- factor &>> 127)
      factor = factor &<< 1
      // The first bit of a block is the constant term, so times x is a shift to the right.
      multiple = multiple &>> 1 ^ Self.reduction & (0 &- (multiple & 1))
    }
    sum = product
  }

  private static var reduction: UInt128 { 0xe1 &<< 120 }

  /// The hash of all blocks.
  var value: UInt128 { sum }
}
