import Bytes
import Wire

/// Rules for what a hosts file may hold.
public enum HostsOracle {
  /// The addresses of `name` in a hosts file that is read in pieces.
  public static func addresses(of name: String, _ pieces: [ArraySlice<UInt8>]) -> [String] {
    addresses(of: [name], pieces)[0]
  }

  /// The addresses of several names that are looked for together.
  public static func addresses(
    of names: [String], _ pieces: [ArraySlice<UInt8>]
  ) -> [[String]] {
    var search = HostsSearch()
    for name in names { search.add(StaticBytes(name).span) }
    for piece in pieces { search.search(piece.span) }
    search.end()
    return names.map { name in
      guard let entry = search.entry(of: StaticBytes(name).span) else { return ["none"] }
      return (0..<entry.addresses.count).map { index in
        ByteBuffer.text { $0.append(entry.addresses[index]) }
      }
    }
  }

  /// What is wrong with how the file is read; nil when all is right.
  public static func violation(_ bytes: [UInt8]) -> String? {
    var random = Random(seed: bytes)
    let whole = addresses(of: "db", Pieces.whole(bytes))
    if whole.count > HostsEntry.mostAddresses { return "\(whole.count) addresses" }
    for pieces in [Pieces.single(bytes), Pieces.random(bytes, &random)] {
      let other = addresses(of: "db", pieces)
      if other != whole { return "\(whole) becomes \(other) in pieces of \(pieces.map(\.count))" }
    }
    return nil
  }
}
