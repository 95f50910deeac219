internal import Bytes

/// A message of DNS as it was received, RFC 1035 §4: numbers, names and addresses where they lie.
struct DNSMessage: ~Escapable {
  let bytes: Span<UInt8>

  // The bytes of labels and pointers that are followed for two names: twice the 255 bytes of the
  // longest name, RFC 1035 §3.1, and as many again for pointers.
  private static var longestPair: Int { 1024 }
  /// The bytes that are followed for all names of a message: enough for two passes over the longest
  /// one without a pointer, and what a server can make the program do at most.
  static var mostFollowed: Int { 256 << 10 }

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

  /// Whether the answer is empty and of a server that has no authority over the name and asks no
  /// other: it says nothing of the name.
  var isReferral: Bool {
    number(at: 6) == 0 && bytes[2] & 0x04 == 0 && bytes[3] & 0x80 == 0
  }

  /// Whether the names at both places are the same; nil where one is broken or too long.
  ///
  /// - Parameter allRoom: Loses the bytes that were followed; without any left the answer is nil.
  func isSameName(_ first: Int, _ second: Int, _ allRoom: inout Int) -> Bool? {
    var (left, right) = (first, second)
    let start = min(Self.longestPair, allRoom)
    var room = start
    defer { allRoom -= start - room }
    while follow(&left, &room), follow(&right, &room) {
      // Names end in the same place mostly: one is a pointer to the other.
      if left == right { return true }
      guard let one = label(at: &left, &room), let other = label(at: &right, &room) else {
        return nil
      }
      guard bytes.extracting(one).equals(ignoringCase: bytes.extracting(other)) else {
        return false
      }
      if one.isEmpty { return true }
    }
    return nil
  }

  /// Moves `index` from pointers to the label that they lead to.
  ///
  /// - Parameter room: Loses the bytes that were followed, so that no chain of pointers costs much.
  /// - Returns: false for a pointer that does not lead to a place before itself, RFC 1035 §4.1.4, and
  ///   where there was not enough room.
  private func follow(_ index: inout Int, _ room: inout Int) -> Bool {
    while index + 1 < bytes.count, bytes[index] >= 0xc0 {
      room -= 2
      let target = Int(number(at: index)) & 0x3fff
      guard target < index, room >= 0 else { return false }
      index = target
    }
    return true
  }

  /// The label at `index`, which is moved behind it; empty at the end of a name.
  ///
  /// - Parameter room: Loses the bytes of the label.
  /// - Returns: nil for a label past the message, and where there was not enough room.
  private func label(at index: inout Int, _ room: inout Int) -> Range<Int>? {
    let start = index
    guard start < bytes.count, bytes[start] <= 63 else { return nil }
    let end = start + 1 + Int(bytes[start])
    room -= end - start
    guard end <= bytes.count, room >= 0 else { return nil }
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
