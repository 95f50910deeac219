/// An answer to the question for the A records of `db.lan`, which ends at byte 24.
struct ComposedAnswer {
  /// A record that says that the name in the question has the address 10.0.0.5.
  static let address = "c00c 0001 0001 00000000 0004 0a000005"

  /// The bytes of the message.
  let bytes: [UInt8]

  /// An answer that claims to hold `count` records; its parts are hexadecimal digits.
  init(
    _ count: Int, _ records: String, id: String = "1234", flags: String = "8580",
    questions: String = "0001"
  ) {
    bytes =
      [UInt8](hexadecimal: id + flags + questions) + [UInt8(count >> 8), UInt8(count & 0xff)]
      + [UInt8](hexadecimal: "0000 0000 02 6462 03 6c616e 00 0001 0001" + records)
  }
}
