/// Ways in which a network could cut bytes.
public enum Pieces {
  /// All at once.
  public static func whole(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.isEmpty ? [] : [bytes[...]]
  }

  /// One at a time.
  public static func single(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.indices.map { bytes[$0...$0] }
  }

  /// In pieces of so many bytes, the last one perhaps shorter.
  public static func even(_ bytes: [UInt8], _ size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
  }

  /// In pieces of random sizes.
  public static func random(_ bytes: [UInt8], _ random: inout Random) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let most = random.pick(2, 16, 1024, bytes.count)
      let end = min(bytes.count, start + Int.random(in: 1...max(1, most), using: &random))
      pieces.append(bytes[start..<end])
      start = end
    }
    return pieces
  }
}
