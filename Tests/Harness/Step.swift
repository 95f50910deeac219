/// What a scripted server does next on a connection.
public enum Step: Sendable {
  /// Receives until a blank line.
  case receiveHead
  /// Receives a request: until a blank line, and then the body that it announced.
  case receiveRequest
  /// Receives a record of TLS, such as the one with a client's hello.
  case receiveRecord
  /// Receives so many bytes.
  case receive(Int)
  /// Sends bytes, whole.
  case sendBytes([UInt8])
  /// Sends bytes in pieces of `size`, with a pause after each.
  case sendPieces([UInt8], size: Int, pause: Duration)
  /// Sends the same bytes until the client closes.
  case sendEndlessly([UInt8], pause: Duration)
  /// Does nothing for a while.
  case pause(Duration)
  /// Receives what comes until the client closes.
  case hold
  /// Closes the sending half and then the connection.
  case close
  /// Resets the connection.
  case reset

  /// Sends a text, whole.
  public static func send(_ text: String) -> Step { .sendBytes(Array(text.utf8)) }

  /// Sends a text in pieces, with a pause after each.
  public static func send(_ text: String, by size: Int, pause: Duration = .zero) -> Step {
    .sendPieces(Array(text.utf8), size: size, pause: pause)
  }

  /// Sends the same text until the client closes.
  public static func repeating(_ text: String, pause: Duration = .zero) -> Step {
    .sendEndlessly(Array(text.utf8), pause: pause)
  }
}

extension [Step] {
  /// Receives a request and answers it with these bytes, then closes.
  public static func answer(_ response: String) -> [Step] { [.receiveHead, .send(response)] }

  /// Receives a request and answers it with a status and a body.
  public static func answer(status: String, headers: String = "", body: String = "ok") -> [Step] {
    answer(
      "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
  }

  /// Receives a request and answers 200.
  public static var ok: [Step] { answer(status: "200 OK") }

  /// Receives a request and redirects.
  public static func redirect(to location: String, status: String = "302 Found") -> [Step] {
    answer(status: status, headers: "Location: \(location)\r\n", body: "")
  }
}
