internal import Bytes

extension TLSClient {
  /// Sends a ClientHello, the first or the second.
  final func sendHello(cookie: borrowing ByteBuffer) {
    var message = ByteBuffer()
    appendHello(to: &message, cookie: cookie)
    transcript.update(message.span)
    // The first record says 1.0, for servers that would not read on, RFC 8446 §5.1.
    let head = Record.header(
      ContentType.handshake.rawValue, message.count, version: isRetried ? 3 : 1)
    outgoing.append(head.span)
    outgoing.append(message)
  }

  /// Sends a handshake message, which becomes part of the transcript.
  final func send(_ message: borrowing ByteBuffer) {
    transcript.update(message.span)
    send(.handshake, message.span)
  }

  /// Sends what makes middleboxes see a resumption of TLS 1.2, RFC 8446 §D.4, and what in TLS 1.2
  /// begins to use keys.
  final func sendCompatibilityRecord() {
    let one: InlineArray<1, UInt8> = [1]
    send(.changeCipherSpec, one.span)
  }

  /// Sends an alert.
  final func send(_ alert: Alert, isFatal: Bool) {
    let bytes: InlineArray<2, UInt8> = [isFatal ? 2 : 1, alert.code]
    send(.alert, bytes.span)
  }

  /// Appends contents to what is sent, in as many records as they need; none once closed.
  @inline(never)
  final func send(_ type: ContentType, _ contents: Span<UInt8>) {
    if isClosed { return }
    var index = 0
    while index < contents.count {
      let end = min(index + sendingLimit, contents.count)
      let piece = contents.extracting(index..<end)
      if let writing {
        writing.seal(type.rawValue, piece, to: &outgoing)
      } else {
        let head = Record.header(type.rawValue, piece.count)
        outgoing.append(head.span)
        outgoing.append(piece)
      }
      index = end
    }
  }
}
