import Oracles
import Testing
import Wire

/// What Redis and its kind answer.
@Suite struct RedisTests {
  private static let plain = "redis://cache"
  private static let secret = "redis://:secret@cache"
  private static let user = "redis://me:secret@cache"

  private static let noAuthentication = "-NOAUTH Authentication required.\r\n"
  private static let wrongPassword =
    "-WRONGPASS invalid username-password pair or user is disabled.\r\n"

  static let cases: [AnswerCase] = [
    AnswerCase(plain, "+PONG\r\n", "healthy: PONG"),
    AnswerCase(plain, "+PONG\n", "healthy: PONG"),
    AnswerCase(plain, "$4\r\nPONG\r\n", "healthy: PONG"),
    AnswerCase(secret, "+OK\r\n+PONG\r\n", "healthy: PONG"),
    AnswerCase(user, "+OK\r\n$4\r\nPONG\r\n", "healthy: PONG"),
    AnswerCase("redis://:@cache", "+PONG\r\n", "healthy: PONG"),
    AnswerCase(plain, noAuthentication, "healthy: alive, NOAUTH Authentication required."),

    AnswerCase(secret, "+OK\r\n" + noAuthentication, "status NOAUTH Authentication required."),
    AnswerCase(
      secret, wrongPassword + noAuthentication,
      "status WRONGPASS invalid username-password pair or user is disabled."),
    AnswerCase(user, "-ERR invalid password\r\n", "status ERR invalid password"),
    AnswerCase(
      plain, "-LOADING Redis is loading the dataset in memory\r\n",
      "status LOADING Redis is loading the dataset in memory"),
    AnswerCase(
      secret, "+OK\r\n-MASTERDOWN Link with MASTER is down\r\n",
      "status MASTERDOWN Link with MASTER is down"),
    AnswerCase(
      plain, "-BUSY Redis is busy running a script.\r\n",
      "status BUSY Redis is busy running a script."),
    AnswerCase(
      plain, "-NOPERM this user has no permissions to run the 'ping' command\r\n",
      "status NOPERM this user has no permissions to run the 'ping' command"),
    AnswerCase(
      plain, "-ERR max number of clients reached\r\n", "status ERR max number of clients reached"),
    AnswerCase(
      plain, "-DENIED Redis is running in protected mode. " + String(repeating: "x", count: 1000),
      "status DENIED Redis is running in protected mode. " + String(repeating: "x", count: 157)
        + "..."),
    AnswerCase(plain, "-\r\n", "status "),
    AnswerCase(plain, "-A\u{1b}[2J\r\n", #"status A\x1B[2J"#),

    AnswerCase(plain, "", "receive: connection closed without an answer"),
    AnswerCase(secret, "+OK\r\n", "receive: connection closed without an answer"),
    AnswerCase(plain, "+PONG", "receive: connection closed within an answer: '+PONG'"),
    AnswerCase(plain, "$4\r\nPON", "receive: connection closed within an answer: 'PON'"),
    AnswerCase(
      plain, [0x15, 3, 3, 0, 2, 2, 70],
      #"receive: connection closed within an answer: '\x15\x03\x03\x00\x02\x02F'"#),

    AnswerCase(
      plain, "HTTP/1.1 400 Bad Request\r\n\r\n", "response: not Redis: 'HTTP/1.1 400 Bad Request'"),
    AnswerCase(
      secret, "HTTP/1.1 400 Bad Request\r\n\r\n",
      "response: not Redis: 'HTTP/1.1 400 Bad Request'"),
    AnswerCase(plain, "ERROR\r\n", "response: not Redis: 'ERROR'"),
    AnswerCase(plain, "+OK\r\n", "response: not Redis: '+OK'"),
    AnswerCase(plain, "+PONG!\r\n", "response: not Redis: '+PONG!'"),
    AnswerCase(plain, "$4\r\nPING\r\n", "response: not Redis: 'PING'"),
    AnswerCase(plain, "$-1\r\n", "response: not Redis: '$-1'"),
    AnswerCase(plain, ":4\r\n", "response: not Redis: ':4'"),
    AnswerCase(plain, "$99999999999999999999\r\n", "response: not Redis: '$99999999999999999999'"),
    AnswerCase(plain, "\r\n", "response: not Redis: ''"),
    AnswerCase(
      plain, "+PONG" + String(repeating: " ", count: 600),
      "response: not Redis: '+PONG" + String(repeating: " ", count: 59) + "...'"),
    // A connection to itself.
    AnswerCase(plain, "*1\r\n$4\r\nPING\r\n", "response: not Redis: '*1'"),
  ]

  @Test(arguments: cases)
  func answer(_ row: AnswerCase) {
    row.check()
    row.checkPrefixes()
  }

  @Test(arguments: [
    ("redis://cache", "*1\r\n$4\r\nPING\r\n"),
    ("redis://:@cache", "*1\r\n$4\r\nPING\r\n"),
    (
      "redis://:s%20e%0D%0A%00@cache", "*2\r\n$4\r\nAUTH\r\n$6\r\ns e\r\n\0\r\n*1\r\n$4\r\nPING\r\n"
    ),
    ("redis://me:@cache", "*3\r\n$4\r\nAUTH\r\n$2\r\nme\r\n$0\r\n\r\n*1\r\n$4\r\nPING\r\n"),
    (
      "redis://m%C3%A9:a:b@cache",
      "*3\r\n$4\r\nAUTH\r\n$3\r\nmé\r\n$3\r\na:b\r\n*1\r\n$4\r\nPING\r\n"
    ),
  ])
  func request(_ target: String, _ request: String) {
    let sent = AnswerCase(target, "", "").sent
    #expect(String(decoding: sent.bytes, as: UTF8.self) == request)
  }

  @Test(arguments: [
    ("", "x", "response: not Redis: '" + String(repeating: "x", count: 64) + "...'"),
    ("", "+", "response: not Redis: '" + String(repeating: "+", count: 64) + "...'"),
    ("-", "y", "status " + String(repeating: "y", count: 200) + "..."),
    ("$4\r\n", "$4\r\n", "response: not Redis: '$4'"),
  ])
  func endless(_ first: String, _ again: String, _ verdict: String) {
    expectEnd(of: Self.plain, Array(first.utf8), Array(again.utf8), verdict)
  }
}
