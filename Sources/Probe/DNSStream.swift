internal import Bytes
internal import Linux
internal import Wire

/// One question asked over TCP, since its answer is too long for a datagram, RFC 7766.
final class DNSStream {
  let question: DNSQuestion
  let record: AddressRecord
  /// The server's place in the list.
  let server: Int
  private let connection: Connection
  private var isConnected = false
  private let query: ByteBuffer
  private var sent = 0
  private var answer = ByteBuffer()

  /// Begins to connect.
  init(
    to address: SocketAddress, server: Int, _ question: DNSQuestion, _ record: AddressRecord,
    _ now: Instant
  ) throws(Errno) {
    self.question = question
    self.record = record
    self.server = server
    var query = ByteBuffer()
    question.appendQuery(for: record, isStream: true, to: &query)
    self.query = query
    connection = Connection(to: address)
    isConnected = try connection.connect(now)
  }

  func register(_ round: Round) {
    let isSending = !isConnected || sent < query.count
    connection.register(round, for: isSending ? .send : .receive)
  }

  /// Goes on as far as the last wait allows.
  ///
  /// - Returns: The answer without its length, once it is whole.
  /// - Throws: The reason why there will be none.
  func advance(_ round: Round) throws(Errno) -> Bool {
    if !isConnected {
      isConnected = try connection.advance(round)
      if !isConnected { return false }
    }
    if sent < query.count {
      sent += try connection.send(query, from: sent)
      return false
    }
    guard connection.readiness(round).canReceive, let count = try connection.receive(round) else {
      return false
    }
    guard count > 0 else { throw .connectionReset }
    answer.append(round.buffer)
    guard answer.count >= 2 else { return false }
    let length = Int(answer.span[0]) << 8 | Int(answer.span[1])
    guard answer.count >= length + 2 else { return false }
    round.buffer.removeAll()
    answer.truncate(to: length + 2)
    round.buffer.append(answer, from: 2)
    return true
  }
}
