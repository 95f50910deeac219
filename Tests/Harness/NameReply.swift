/// What a name server does next about a query.
public enum NameReply: Sendable {
  /// Answers from its zone; over UDP cut at 512 bytes and marked so.
  case answer
  /// Answers from its zone, over TCP in pieces of this size.
  case pieces(Int)
  /// Answers with those of these records that are of the query's type; with none where none is.
  case records([NameRecord])
  /// Answers with nothing, neither with authority nor after asking others.
  case referral
  /// Answers with a code alone: 2 is SERVFAIL, 3 NXDOMAIN, 5 REFUSED.
  case code(UInt8)
  /// Answers that the whole does not fit.
  case truncated
  /// Waits before it goes on.
  case pause(Duration)
  /// Sends what nobody may believe; each holds ``poison`` where it holds an address.
  case forged(Forgery)
  /// Ends the connection, over TCP.
  case hangUp

  /// An address that no answer may bring into a verdict.
  public static let poison = "127.0.0.66"
}

/// An answer that is wrong in one way.
public enum Forgery: Sendable, CaseIterable {
  case foreignID, foreignQuestion, foreignType, foreignPort, foreignAddress, echo, noQuestion
  case empty, shortHeader, garbage, nameLoop, pointerPastEnd, pointerToItself, endlessLabels
  case tooManyRecords, tooManyQuestions, recordPastEnd, shortAddress, longAddress, aliasLoop
  case foreignOwner, cut
  /// As many records as fit, each of a name that takes half a thousand pointers to tell from the one
  /// asked for, behind aliases of it; nothing of it fits in a datagram.
  case pointerChains

  /// Those that another machine could send, which the true answer must outlive.
  public static let fromOthers: [Forgery] = [
    .foreignID, .foreignQuestion, .foreignType, .foreignPort, .foreignAddress, .echo, .empty,
    .shortHeader, .noQuestion,
  ]

  /// Those that only the name server itself can send.
  public static let malformed = allCases.filter { !fromOthers.contains($0) }

  func message(_ query: NameQuery) -> [UInt8] {
    let pointer: [UInt8] = [0xc0, 12]
    let type = query.type?.rawValue ?? 1
    let poison = query.type == .aaaa ? "::ffff:\(NameReply.poison)" : NameReply.poison
    let address = NameRecord.address(poison).data
    let record = NameRecord.encoded(owner: pointer, type: type, data: address)
    switch self {
    case .foreignID: return query.reply(id: query.id ^ 0x5555, records: [record])
    case .foreignQuestion:
      return query.reply(
        question: NameRecord.wire("other.test") + query.question.suffix(4), records: [record])
    case .foreignType:
      return query.reply(
        question: query.question.dropLast(4) + [0, 15, 0, 1], records: [record])
    case .foreignPort, .foreignAddress: return query.reply(records: [record])
    case .echo: return query.message
    case .noQuestion: return query.reply(question: [], questions: 0, records: [record])
    case .empty: return []
    case .shortHeader: return query.id.bytes + [0x81, 0x80, 0, 1, 0, 1, 0, 0, 0]
    case .garbage:
      return query.id.bytes + [0x81, 0x80] + (0..<200).map { UInt8(($0 * 151 + 77) & 0xff) }
    case .nameLoop:
      // Two pointers, each at the other.
      let place = UInt16(12 + query.question.count)
      let loop = (0xc000 | place + 2).bytes + (0xc000 | place).bytes
      return query.reply(records: [loop + record.dropFirst(2)])
    case .pointerPastEnd: return query.reply(records: [[0xff, 0xff] + record.dropFirst(2)])
    case .pointerToItself:
      let place = UInt16(12 + query.question.count)
      return query.reply(records: [(0xc000 | place).bytes + record.dropFirst(2)])
    case .endlessLabels:
      let labels = (0..<100).flatMap { _ in [3, 97, 98, 99] as [UInt8] }
      return query.reply(records: [labels])
    case .tooManyRecords: return query.reply(records: [], count: 0xffff)
    case .tooManyQuestions: return query.reply(questions: 0xffff, records: [record])
    case .recordPastEnd:
      return query.reply(records: [
        NameRecord.encoded(owner: pointer, type: type, data: address, length: 0xffff)
      ])
    case .shortAddress:
      return query.reply(records: [
        NameRecord.encoded(owner: pointer, type: type, data: [127, 0, 0])
      ])
    case .longAddress:
      return query.reply(records: [
        NameRecord.encoded(owner: pointer, type: type, data: address + [0])
      ])
    case .aliasLoop:
      return query.reply(records: [NameRecord.encoded(owner: pointer, type: 5, data: pointer)])
    case .foreignOwner:
      return query.reply(records: [
        NameRecord.encoded(owner: NameRecord.wire("other.test"), type: type, data: address)
      ])
    case .cut: return query.reply(records: [Array(record.dropLast(2))])
    case .pointerChains: return query.isStream ? pointerChains(query) : []
    }
  }

  private func pointerChains(_ query: NameQuery) -> [UInt8] {
    // The first record holds the chain, in data that nobody reads.
    let text = 12 + query.question.count + 12
    var chain = NameRecord.wire(query.name.split(separator: ".").first.map(String.init) ?? "q")
    var last = text
    for _ in 0..<490 {
      let place = text + chain.count
      chain += (0xc000 | UInt16(last)).bytes
      last = place
    }
    var records = [NameRecord.encoded(owner: [0xc0, 12], type: 16, data: chain)]
    var owner: [UInt8] = [0xc0, 12]
    for index in 0..<8 {
      records.append(NameRecord.alias("c\(index)").encoded(owner: owner))
      owner = NameRecord.wire("c\(index)")
    }
    let foreign = NameRecord.encoded(
      owner: (0xc000 | UInt16(last)).bytes, type: 99, data: [])
    let taken = text + records.reduce(0) { $0 + $1.count }
    records += Array(repeating: foreign, count: (65_535 - taken) / foreign.count)
    return query.reply(records: records)
  }
}

extension NameQuery {
  /// A response to the query, RFC 1035 §4.1, and what is wrong with it.
  func reply(
    id: UInt16? = nil, code: UInt8 = 0, isTruncated: Bool = false, recursion: Bool = true,
    question: [UInt8]? = nil, questions: UInt16 = 1, records: [[UInt8]], count: UInt16? = nil
  ) -> [UInt8] {
    let flags: [UInt8] = [0x81 | (isTruncated ? 2 : 0), (recursion ? 0x80 : 0) | code]
    let counts = questions.bytes + (count ?? UInt16(records.count)).bytes + [0, 0, 0, 0]
    return (id ?? self.id).bytes + flags + counts + (question ?? self.question)
      + records.joined()
  }

  /// The honest response, of the records that fit.
  func answer(_ zone: Zone) -> [UInt8] {
    let (exists, records) = zone.answer(self)
    var fitting = records
    let whole = { 12 + question.count + fitting.reduce(0) { $0 + $1.count } }
    while !isStream, whole() > 512 { fitting.removeLast() }
    return reply(
      code: exists ? 0 : 3, isTruncated: fitting.count < records.count, records: fitting)
  }
}
