extension ResponseCase {
  private static func stranger(_ name: String, _ bytes: String, _ guess: String) -> ResponseCase {
    ResponseCase(
      name, "RFC 9112 §2.1", bytes, .unhealthy("response: not HTTP\(guess)"), .open)
  }

  /// What speaks something else than HTTP/1, and waits for an answer.
  static let strangers: [ResponseCase] = [
    stranger("TLS alert", "\u{15}\u{3}\u{1}\0\u{2}\u{2}\u{28}", ", looks like TLS"),
    stranger("TLS handshake", "\u{16}\u{3}\u{3}\0\u{40}\u{2}", ", looks like TLS"),
    stranger("SSH", "SSH-2.0-OpenSSH_9.2p1\r\n", ", looks like SSH"),
    stranger("SMTP", "220 mail.example ESMTP ready\r\n", ", looks like SMTP or FTP"),
    stranger("FTP", "220 (FTP 3.0)\r\n", ", looks like SMTP or FTP"),
    stranger("FTP of many lines", "220-Welcome\r\n220 Ready\r\n", ", looks like SMTP or FTP"),
    stranger(
      "HTTP/2 settings", "\0\0\u{12}\u{4}\0\0\0\0\0\0\u{3}\0\0\0\u{80}", ", looks like HTTP/2"),
    stranger("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ""),
    stranger("POP3", "+OK ready\r\n", ""),
    stranger("IMAP", "* OK ready\r\n", ""),
    stranger("Redis", "-ERR unknown command 'GET'\r\n", ""),
    stranger("MySQL", "\u{4a}\0\0\0\u{a}8.0.36\0", ""),
    stranger("Telnet", "\u{ff}\u{fd}\u{18}", ""),
    stranger("RTSP", "RTSP/1.0 200 OK\r\n\r\n", ""),
    stranger("ICY", "ICY 200 OK\r\n\r\n", ""),
    stranger("XML", "<?xml version=\"1.0\"?>", ""),
    stranger("empty lines", "\r\n\r\n\r\n", ""),
    stranger("almost HTTP", "HTTQ", ""),
  ]
}
