public import Bytes

/// A name that is looked for in a hosts(5) file.
public final class HostsEntry {
  /// The addresses that bear the name, in the order of the file, at most ``mostAddresses``.
  public internal(set) var addresses = List<IPAddress>()

  /// The most addresses that are kept: as many as an answer of a name server has room for.
  public static var mostAddresses: Int { 4096 }

  // In lower case.
  fileprivate let name: ByteBuffer
  fileprivate let hash: UInt32

  fileprivate init(_ name: consuming ByteBuffer, _ hash: UInt32) {
    self.name = name
    self.hash = hash
  }

  fileprivate func isNamed(_ word: Span<UInt8>) -> Bool { name.equals(ignoringCase: word) }
}

/// A search for any number of names in a hosts(5) file, which is read once for all of them and of
/// which only the addresses found are kept.
public struct HostsSearch: ~Copyable {
  // By the low bits of their names' hashes; most words of a file are told from all of them by a
  // look into one.
  private var shelves = List<HostsShelf>()
  private static var mostShelves: Int { 256 }

  // The first bytes of the word that is arriving, where the bytes before it ended within.
  private var word = ByteBuffer()
  private static var longestWord: Int { Authority.longestName + 1 }
  // The address that the line began with; nil before it, and in lines that say nothing.
  private var address: IPAddress?
  private var isFirstWord = true
  private var isComment = false

  /// A search for no name yet.
  public init() {}

  /// Looks for `name`, which has no final point, too.
  public mutating func add(_ name: Span<UInt8>) {
    if entry(of: name) != nil { return }
    while shelves.count < Self.mostShelves { shelves.append(HostsShelf()) }
    var lowercase = ByteBuffer()
    lowercase.append(lowercasing: name)
    let hash = Self.hash(name)
    shelves[Self.place(hash)].entries.append(HostsEntry(lowercase, hash))
  }

  /// What was found of a name; nil where it is not looked for.
  public func entry(of name: Span<UInt8>) -> HostsEntry? {
    guard shelves.count > 0 else { return nil }
    let hash = Self.hash(name)
    let shelf = shelves[Self.place(hash)]
    for index in 0..<shelf.entries.count {
      let entry = shelf.entries[index]
      if entry.hash == hash, entry.isNamed(name) { return entry }
    }
    return nil
  }

  private static func place(_ hash: UInt32) -> Int { Int(hash % UInt32(mostShelves)) }

  /// FNV-1a over the name in lower case.
  private static func hash(_ name: Span<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811c_9dc5
    for index in 0..<name.count { hash = (hash ^ UInt32(name[index].lowercased)) &* 0x0100_0193 }
    // Its high bits are the better mixed ones.
    return hash ^ hash >> 16
  }

  /// Forgets what was found, for a file that is read anew.
  public mutating func begin() {
    for place in 0..<shelves.count {
      let shelf = shelves[place]
      for index in 0..<shelf.entries.count { shelf.entries[index].addresses.removeAll() }
    }
    word.removeAll()
    (address, isFirstWord, isComment) = (nil, true, false)
  }

  /// Goes on with the bytes of the file that come next.
  public mutating func search(_ bytes: Span<UInt8>) {
    var index = 0
    while index < bytes.count {
      // What a line says is over with a comment, and with a first word that is no address.
      let isMute = isComment || !isFirstWord && address == nil
      let start = index
      if isMute {
        index = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start)
      } else {
        while index < bytes.count, !Self.endsWord(bytes[index]) { index += 1 }
        // A word that is too long to matter is cut.
        let rest = bytes.extracting(start..<min(index, start + Self.longestWord))
        if index == bytes.count {
          if word.count <= Self.longestWord { word.append(rest) }
          return
        }
        if !word.isEmpty {
          if word.count <= Self.longestWord { word.append(rest) }
          end()
        } else if rest.count > 0 {
          endWord(rest)
        }
      }
      guard index < bytes.count else { return }
      if bytes[index] == UInt8(ascii: "#") { isComment = true }
      if bytes[index] == UInt8(ascii: "\n") {
        isComment = false
        isFirstWord = true
        address = nil
      }
      index += 1
    }
  }

  /// Ends the search at the end of the file, which may lack its last line break.
  public mutating func end() {
    if word.isEmpty { return }
    var last = ByteBuffer()
    swap(&last, &word)
    endWord(last.span)
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: "#") && (byte.isWhitespace || byte == UInt8(ascii: "#"))
  }

  private mutating func endWord(_ word: Span<UInt8>) {
    if isFirstWord {
      address = IPAddress.parse(word)
      isFirstWord = false
    } else if let address, let entry = entry(of: word),
      entry.addresses.count < HostsEntry.mostAddresses
    {
      entry.addresses.append(address)
    }
  }
}

/// The entries whose names' hashes share their low bits.
///
/// Not private: the optimizer can't build a module for tests whose public types keep such a class.
final class HostsShelf {
  var entries = List<HostsEntry>()
}
