public import Bytes

/// A search for one name in a hosts(5) file, which is read once and of which only the addresses
/// found are kept.
public final class HostsSearch {
  /// The most addresses that are kept.
  public static let mostAddresses = 16

  /// The addresses that bear the name, in the order of the file.
  public private(set) var addresses = List<IPAddress>()

  private let name: [UInt8]
  // The word that is arriving, in lower case; one that is too long to matter is cut.
  private var word: [UInt8] = []
  private static let longestWord = Host.longestName + 1
  // The address that the line began with; nil before it, and in lines that say nothing.
  private var address: IPAddress?
  private var isFirstWord = true
  private var isComment = false

  /// A search for `name`, in lower case and without a final point.
  public init(for name: [UInt8]) {
    self.name = name
  }

  /// Goes on with the bytes of the file that come next.
  public func search(_ bytes: Span<UInt8>) {
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte.isWhitespace || byte == UInt8(ascii: "#") {
        if !word.isEmpty { endWord() }
        if byte == UInt8(ascii: "#") { isComment = true }
        if byte == UInt8(ascii: "\n") {
          isComment = false
          isFirstWord = true
          address = nil
        }
      } else if !isComment, word.count < Self.longestWord {
        word.push(byte.lowercased)
      }
    }
  }

  /// Ends the search at the end of the file, which may lack its last line break.
  public func end() {
    if !word.isEmpty { endWord() }
  }

  @inline(never)
  private func endWord() {
    if isFirstWord {
      let first = word
      address = IPAddress.parse(first.span)
      isFirstWord = false
    } else if let address, word == name, addresses.count < Self.mostAddresses {
      addresses.push(address)
    }
    word.removeAll(keepingCapacity: true)
  }
}
