internal import Bytes

/// What stands for the proof of a password that there is not.
///
/// It is as many bytes of zero as make an authentication plugin say no: at another length it would
/// call the client broken.
struct MySQLProof {
  private var first = 0
  private var later = 0

  /// The proof for the plugin of MySQL 4.1, where none is named.
  init() {}

  /// The proof for the plugin whose name, up to a NUL, these bytes begin with.
  init(_ name: Span<UInt8>) {
    let name = name.extracting(0..<name.firstIndex(of: 0))
    if name.isEmpty || name.starts(ignoringCase: "mysql_native")
      || name.starts(ignoringCase: "mysql_old")
    {
      // No byte stands for no password.
      return
    }
    if name.equals(ignoringCase: "client_ed25519") {
      // A signature.
      first = 64
      later = 64
    } else if name.equals(ignoringCase: "parsec") {
      // A request for the salt, then a nonce and a signature.
      later = 96
    } else {
      // A text without a byte, and its NUL.
      first = 1
      later = 1
    }
  }

  /// The number of bytes to answer the plugin's next message with.
  mutating func next() -> Int {
    let count = first
    first = later
    return count
  }
}
