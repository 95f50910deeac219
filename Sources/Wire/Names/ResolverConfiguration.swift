public import Bytes

/// A name server as resolv.conf(5) lists it.
public struct NameServer: Sendable {
  /// Its address.
  public let address: IPAddress
  /// Where in the file the interface of a link-local IPv6 address stands; otherwise empty.
  public let zone: Range<Int>
}

/// What resolv.conf(5) says; lines and words that it does not know are passed over.
public struct ResolverConfiguration: ~Copyable {
  /// The most name servers that are kept, MAXNS of resolv.conf(5).
  public static var mostServers: Int { 3 }

  /// The servers in the order of the file; 127.0.0.1 where it names none.
  public private(set) var servers = List<NameServer>()
  /// Where in the file the search list stands: domains separated by white space, perhaps none.
  public private(set) var domains = 0..<0
  /// How many points make a name be asked for as it is before the search list, at most 15.
  public private(set) var dots = 1
  /// How long a silent server keeps the next one's word waiting, in seconds, 1 to 30.
  public private(set) var timeout = 5
  /// How often each server is asked, 1 to 5; nil where the file does not say.
  public private(set) var attempts: Int?

  /// Reads the text of the file, which is empty where there is none.
  public init(_ text: Span<UInt8>) {
    var index = 0
    while let line = text.nextField(&index, isLine: true) {
      // A line is the text up to its end, so that places in it are places in the text.
      read(text.extracting(0..<line.upperBound), line.lowerBound)
    }
    if servers.count == 0 {
      servers.append(NameServer(address: IPAddress(ipv4: 0x7f00_0001), zone: 0..<0))
    }
  }

  private mutating func read(_ text: Span<UInt8>, _ start: Int) {
    var index = start
    guard let word = text.nextField(&index, isLine: false) else { return }
    let keyword = text.extracting(word)
    let rest = index..<text.count
    if keyword.equals(ignoringCase: "search") {
      domains = rest
    } else if let value = text.nextField(&index, isLine: false) {
      if keyword.equals(ignoringCase: "domain") {
        domains = value
      } else if keyword.equals(ignoringCase: "nameserver") {
        addServer(text, value)
      } else if keyword.equals(ignoringCase: "options") {
        readOptions(text.extracting(rest))
      }
    }
  }

  private mutating func addServer(_ text: Span<UInt8>, _ value: Range<Int>) {
    let percent = text.firstIndex(of: UInt8(ascii: "%"), from: value.lowerBound)
    let end = min(percent, value.upperBound)
    guard servers.count < Self.mostServers,
      let address = IPAddress.parse(text.extracting(value.lowerBound..<end))
    else { return }
    let zone = min(end + 1, value.upperBound)..<value.upperBound
    servers.append(NameServer(address: address, zone: zone))
  }

  private mutating func readOptions(_ words: Span<UInt8>) {
    var index = 0
    while let word = words.nextField(&index, isLine: false) {
      let option = words.extracting(word)
      if let value = Self.value(of: "ndots:", option) { dots = min(value, 15) }
      if let value = Self.value(of: "timeout:", option) { timeout = max(1, min(value, 30)) }
      if let value = Self.value(of: "attempts:", option) { attempts = max(1, min(value, 5)) }
    }
  }

  @inline(never)
  private static func value(of name: StaticBytes, _ option: Span<UInt8>) -> Int? {
    guard option.starts(ignoringCase: name) else { return nil }
    let digits = option.extracting(name.count..<option.count)
    return digits.decimal(atMost: 1_000_000).map { Int(truncatingIfNeeded: $0) }
  }
}
