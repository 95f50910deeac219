internal import Bytes

/// A message of DNS as it was received, RFC 1035 §4: numbers, names and addresses where they lie.
struct DNSMessage: ~Escapable {
  let bytes: Span<UInt8>

  // Over the 127 labels that a name of 255 bytes can have.
  private static var mostLabels: Int { 128 }

  @_lifetime(copy bytes)
  init(bytes: Span<UInt8>) {
    self.bytes = bytes
  }

  /// The number at `index`; both its bytes are known to be there.
  func number(at index: Int) -> UInt16 {
    UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
  }

  /// Where the question ends that repeats `name`; nil where it asks for another.
  func question(_ name: Span<UInt8>) -> Int? {
    var index = 12
    var start = 0
    while start < name.count {
      let end = name.firstIndex(of: UInt8(ascii: "."), from: start)
      let size = end - start
      guard index + size < bytes.count, Int(bytes[index]) == size,
        bytes.extracting(index + 1..<index + 1 + size)
          .equals(ignoringCase: name.extracting(start..<end))
      else { return nil }
      index += size + 1
      start = end + 1
    }
    return index < bytes.count && bytes[index] == 0 ? index + 1 : nil
  }

  /// Where the name at `start` ends; nil where it goes past the message.
  func end(ofNameAt start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      let size = Int(bytes[index])
      if size >= 0xc0 { return index + 2 <= bytes.count ? index + 2 : nil }
      if size > 63 { return nil }
      index += size + 1
      if size == 0 { return index }
    }
    return nil
  }

  /// Whether the names at both places are the same; nil where one is broken.
  func isSameName(_ first: Int, _ second: Int) -> Bool? {
    if first == second { return true }
    var (left, right) = (first, second)
    for _ in 0..<Self.mostLabels {
      guard let one = label(at: &left), let other = label(at: &right) else { return nil }
      guard bytes.extracting(one).equals(ignoringCase: bytes.extracting(other)) else {
        return false
      }
      if one.isEmpty { return true }
    }
    return nil
  }

  /// The label at `index`, which is moved behind it; empty at the end of a name.
  ///
  /// - Returns: nil for a label past the message, and for a pointer that does not lead to a place
  ///   before itself, RFC 1035 §4.1.4. Labels can still lead back to one; callers count them.
  private func label(at index: inout Int) -> Range<Int>? {
    var start = index
    while start + 1 < bytes.count, bytes[start] >= 0xc0 {
      let target = Int(number(at: start)) & 0x3fff
      guard target < start else { return nil }
      start = target
    }
    guard start < bytes.count, bytes[start] <= 63 else { return nil }
    let end = start + 1 + Int(bytes[start])
    guard end <= bytes.count else { return nil }
    index = end
    return start + 1..<end
  }

  /// The address at `index`, where `size` is that of one of the kind; its bytes are there.
  func address(at index: Int, _ size: Int, _ record: AddressRecord) -> IPAddress? {
    guard size == (record == .a ? 4 : 16) else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for place in index..<index + size {
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(bytes[place])
    }
    return record == .a
      ? IPAddress(ipv4: UInt32(truncatingIfNeeded: low)) : IPAddress(ipv6: high, low)
  }
}
