public import Bytes

/// A search for one name in a hosts(5) file, which is read once and of which only the addresses
/// found are kept.
public struct HostsSearch: ~Copyable {
  /// The most addresses that are kept.
  public static var mostAddresses: Int { 16 }

  /// The addresses that bear the name, in the order of the file.
  public private(set) var addresses = List<IPAddress>()

  // In lower case and without a final point.
  private var name = ByteBuffer()
  // The first bytes of the word that is arriving, where the bytes before it ended within.
  private var word = ByteBuffer()
  private static var longestWord: Int { Authority.longestName + 1 }
  // The address that the line began with; nil before it, and in lines that say nothing.
  private var address: IPAddress?
  private var isFirstWord = true
  private var isComment = false

  /// A search for `name`, in lower case and without a final point.
  public init(for name: Span<UInt8>) {
    self.name.append(name)
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
    } else if let address, addresses.count < Self.mostAddresses,
      word.equals(ignoringCase: name.span)
    {
      addresses.append(address)
    }
  }
}
