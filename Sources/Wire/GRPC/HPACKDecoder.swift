internal import Bytes

/// The decoder of header blocks, RFC 7541, with the table that it shares with the peer's encoder.
struct HPACKDecoder: ~Copyable {
  /// The most that the fields of the dynamic table may count, RFC 9113 §6.5.2: the initial value of
  /// SETTINGS_HEADER_TABLE_SIZE, which is left as it is.
  static var tableLimit: Int { 4096 }

  // The dynamic table, the oldest field first.
  private var table = List<HPACKField>()
  private var tableSize = 0
  private var tableBound = tableLimit

  /// Decodes the next field of a whole header block.
  ///
  /// - Parameter index: Where it begins; it is moved behind the field.
  /// - Returns: nil at the block's end.
  @inline(never)
  mutating func next(
    _ block: Span<UInt8>, _ index: inout Int
  ) throws(Flaw) -> HPACKField? {
    while index < block.count {
      let first = block[index]
      if first & 0x80 != 0 {
        return try field(at: try integer(block, &index, bits: 7))
      }
      if first & 0xe0 == 0x20 {
        try resize(to: try integer(block, &index, bits: 5))
        continue
      }
      let isKept = first & 0x40 != 0
      let field = HPACKField()
      let name = try integer(block, &index, bits: isKept ? 6 : 4)
      if name > 0 {
        field.name.append(try self.field(at: name).name)
      } else {
        try string(block, &index, &field.name)
      }
      try string(block, &index, &field.value)
      if isKept { insert(field) }
      return field
    }
    return nil
  }

  /// The field at an index of both tables, RFC 7541 §2.3.3.
  private func field(at index: Int) throws(Flaw) -> HPACKField {
    if index > 0, index <= HPACKStaticTable.count { return HPACKStaticTable.field(at: index) }
    let place = table.count - (index - HPACKStaticTable.count)
    guard index > 0, place >= 0 else { throw malformed }
    return table[place]
  }

  /// Adds the newest field, RFC 7541 §4.4: one that is too large leaves the table empty.
  private mutating func insert(_ field: HPACKField) {
    evict(to: tableBound - field.size)
    guard field.size <= tableBound else { return }
    table.append(field)
    tableSize += field.size
  }

  private mutating func resize(to bound: Int) throws(Flaw) {
    guard bound <= Self.tableLimit else { throw malformed }
    tableBound = bound
    evict(to: bound)
  }

  private mutating func evict(to bound: Int) {
    while tableSize > bound, table.count > 0 { tableSize -= table.remove(at: 0).size }
  }

  /// Reads a number whose first byte has `bits` bits of it, RFC 7541 §5.1.
  private func integer(
    _ block: Span<UInt8>, _ index: inout Int, bits: UInt8
  ) throws(Flaw) -> Int {
    guard index < block.count else { throw malformed }
    let mask = UInt8(1) << bits &- 1
    var value = Int(block[index] & mask)
    index += 1
    guard value == Int(mask) else { return value }
    // No number in a block of bounded size needs more than 28 further bits.
    var shift = 0
    while index < block.count, shift < 28 {
      let byte = block[index]
      index += 1
      value += Int(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
    }
    throw malformed
  }

  /// Reads a string, RFC 7541 §5.2.
  private func string(
    _ block: Span<UInt8>, _ index: inout Int, _ text: inout ByteBuffer
  ) throws(Flaw) {
    guard index < block.count else { throw malformed }
    let isCoded = block[index] & 0x80 != 0
    let count = try integer(block, &index, bits: 7)
    guard count <= block.count - index else { throw malformed }
    let bytes = block.extracting(index..<index + count)
    index += count
    if isCoded { try HPACKHuffman.decode(bytes, to: &text) } else { text.append(bytes) }
  }

  private var malformed: Flaw { Flaw("malformed HTTP/2 header block") }
}
