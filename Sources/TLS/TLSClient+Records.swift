internal import Bytes

/// What arrives, from records to whole handshake messages.
extension TLSClient {
  /// Cuts what arrives into records.
  final func consume(_ bytes: Span<UInt8>) throws(TLSFailure) {
    var index = 0
    // What comes behind a close_notify is no part of the connection, RFC 8446 §6.1.
    while index < bytes.count, !isClosedByPeer {
      let end = index + min(recordSize - record.count, bytes.count - index)
      record.append(bytes.extracting(index..<end))
      index = end
      if record.count == Record.headerSize {
        let count = try Record.contentLength(
          record, isFirst: isFirstRecord, isProtected: reading != nil)
        recordSize = Record.headerSize + count
      }
      if record.count == recordSize { try readRecord() }
    }
  }

  private func readRecord() throws(TLSFailure) {
    isFirstRecord = false
    recordSize = Record.headerSize
    // In the hands of this method, so that what it calls may change all the rest.
    var record = ByteBuffer()
    swap(&record, &self.record)
    var type = try ContentType(checking: record.span[0])
    var start = Record.headerSize
    if let reading, !isCompatibilityRecord(record.span) {
      guard suite?.isTLS13 != true || type == .applicationData else {
        throw TLSFailure(.unexpectedMessage, "an unprotected record after the key exchange")
      }
      (type, start) = try reading.open(&record)
      guard suite?.isTLS13 != true || type != .changeCipherSpec else {
        throw TLSFailure(.unexpectedMessage, "an unexpected change of the cipher")
      }
    }
    try handle(type, record.span.extracting(start..<record.count))
    record.removeAll()
    swap(&record, &self.record)
  }

  /// Whether a record is one that only middleboxes have use for, RFC 8446 §D.4.
  private func isCompatibilityRecord(_ record: Span<UInt8>) -> Bool {
    suite?.isTLS13 == true && state != .established
      && record[0] == ContentType.changeCipherSpec.rawValue
  }

  private func handle(_ type: ContentType, _ contents: Span<UInt8>) throws(TLSFailure) {
    switch type {
    case .changeCipherSpec: try handleChangeCipherSpec(contents)
    case .alert: try handleAlert(contents)
    case .handshake: try readMessages(contents)
    case .applicationData:
      guard state == .established, handshake.isEmpty else {
        throw TLSFailure(.unexpectedMessage, "data within the handshake")
      }
      if contents.count == 0 { return try countIdle() }
      idle = 0
      plaintext.append(contents)
    }
  }

  private func handleChangeCipherSpec(_ contents: Span<UInt8>) throws(TLSFailure) {
    guard contents.count == 1, contents[0] == 1 else {
      throw TLSFailure(.unexpectedMessage, "a malformed change of the cipher")
    }
    if suite?.isTLS13 == false {
      guard state == .changeCipherSpec, handshake.isEmpty else {
        throw TLSFailure(.unexpectedMessage, "an unexpected change of the cipher")
      }
      return beginReading12()
    }
    // Before the server has chosen, and in TLS 1.3, it means nothing.
    guard state != .established else {
      throw TLSFailure(.unexpectedMessage, "an unexpected change of the cipher")
    }
    try countIdle()
  }

  private func handleAlert(_ contents: Span<UInt8>) throws(TLSFailure) {
    guard contents.count == 2 else { throw TLSFailure(.decodeError, "a malformed alert") }
    let isWarning = contents[0] == 1
    let alert = Alert(code: contents[1])
    if alert == .closeNotify {
      guard state == .established else { throw failure(alert) }
      isClosedByPeer = true
      reading = nil
      return
    }
    // In TLS 1.3 all others end the connection, whatever they are called, RFC 8446 §6.
    guard alert == .userCanceled || (isWarning && suite?.isTLS13 != true) else {
      throw failure(alert)
    }
    try countIdle()
  }

  private func failure(_ alert: Alert) -> TLSFailure {
    let meaning = alert.meaning(
      hasChosen: suite != nil, wantsCertificate: wantsClientCertificate)
    return TLSFailure(received: alert, meaning: meaning)
  }

  /// Puts handshake messages together, which may be cut into records in any way, RFC 8446 §5.1.
  private func readMessages(_ contents: Span<UInt8>) throws(TLSFailure) {
    guard contents.count > 0 else {
      throw TLSFailure(.unexpectedMessage, "an empty handshake record")
    }
    handshake.append(contents)
    var messages = ByteBuffer()
    swap(&messages, &handshake)
    var index = 0
    while messages.count - index >= 4 {
      var reader = Reader(messages.span.extracting(index + 1..<index + 4))
      let end = index + 4 + (try reader.number(3))
      guard end - index <= Self.messageLimit else {
        throw TLSFailure(.illegalParameter, "a handshake message over 64 KiB")
      }
      if end > messages.count { break }
      try handle(
        messages.span.extracting(index..<end), isLast: end == messages.count)
      index = end
    }
    if index > 0 { messages.removeFirst(index) }
    swap(&messages, &handshake)
  }

  /// Counts what served nothing, lest a server keep us at it for ever.
  final func countIdle() throws(TLSFailure) {
    idle += 1
    if idle > Self.idleLimit {
      throw TLSFailure(.unexpectedMessage, "too many records without contents")
    }
  }
}
