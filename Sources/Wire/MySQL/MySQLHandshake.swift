internal import Bytes

/// What a MySQL or MariaDB server says first, protocol version 10.
struct MySQLHandshake {
  /// Where the server's version stands.
  let version: Range<Int>
  /// Where the name of its authentication plugin stands; nil where it knows no plugins.
  let plugin: Range<Int>?

  // CLIENT_PLUGIN_AUTH, in the upper half of the capabilities.
  private static var pluginBit: UInt32 { 0x8 }

  /// Reads a payload; nil where it is cut short.
  init?(_ payload: Span<UInt8>) {
    let end = payload.firstIndex(of: 0)
    // The hack by which MariaDB passes as a version that old replicas know.
    let isDisguised = payload.extracting(1..<end).starts(ignoringCase: "5.5.5-")
    version = (isDisguised ? 7 : 1)..<end
    // Thread, scramble, filler, capabilities.
    var index = end + 1 + 4 + 8 + 1 + 2
    guard index <= payload.count else { return nil }
    // Character set and status.
    index += 1 + 2
    guard index + 3 <= payload.count, payload.bigEndian(at: index, count: 1) & Self.pluginBit != 0
    else {
      plugin = nil
      return
    }
    // The rest of the scramble has at least 13 bytes, its NUL among them.
    let scramble = max(13, Int(payload[index + 2]) - 8)
    index += 2 + 1 + 10 + scramble
    plugin = index < payload.count ? index..<payload.firstIndex(of: 0, from: index) : nil
  }
}
