internal import Bytes

/// The question of `pg_isready`: whether a PostgreSQL server takes connections.
///
/// It begins a session as the protocol's version 3.0 says and goes no further than the first answer:
/// no password is ever sent. Any answer means that the server takes connections, but an error that
/// says it does not, SQLSTATE 57P03, or that is none of a session's.
public final class PostgreSQLExchange: MessageExchange {
  private let url: URL

  /// An exchange with the server of `url`, as its user and to its database.
  public init(_ url: URL, _ demand: Demand) {
    self.url = url
    super.init("PostgreSQL")
  }

  /// Refuses names that hold a NUL, which would end them.
  public static func verify(_ url: URL) throws(TargetError) {
    guard url.user?.span.contains(0) != true, url.name?.span.contains(0) != true else {
      throw .encodedNUL
    }
  }

  public override func connected() -> Step {
    var parameters = ByteBuffer()
    parameters.append(parameter: "user", url.user ?? "postgres")
    // The server's default is the database called like the user.
    if let database = url.name { parameters.append(parameter: "database", database) }
    parameters.append(parameter: "application_name", "healthprobe")
    parameters.append(UInt8(0))
    outbox.append(bigEndian32: UInt32(truncatingIfNeeded: 8 + parameters.count))
    outbox.append(bigEndian32: 3 << 16)
    outbox.append(parameters)
    return .send
  }

  override func measure(_ bytes: Span<UInt8>) -> Int? {
    let header = PostgreSQLMessage.headerCount
    guard bytes.count >= header else { return nil }
    if let count = PostgreSQLMessage.count(bytes) { return count }
    guard bytes[0] == UInt8(ascii: "E") else { return header }
    // A server before version 14 that can't fork says so in a line without a length.
    let end = min(bytes.firstIndex(of: 0), bytes.firstIndex(of: UInt8(ascii: "\n")))
    if end < bytes.count { return max(header, end + 1) }
    return bytes.count < 256 ? nil : 256
  }

  override func take(_ message: Span<UInt8>) -> Step {
    guard PostgreSQLMessage.count(message) == message.count else { return foreign(message) }
    switch message[0] {
    case UInt8(ascii: "R"): return authentication(message)
    case UInt8(ascii: "E"): return error(message)
    // A notice, or the version that the server would rather speak.
    default: return .more
    }
  }

  /// Takes AuthenticationOk, or a request for some kind of proof.
  private func authentication(_ message: Span<UInt8>) -> Step {
    report.append("accepting connections, ")
    switch message.bigEndian(at: 5, count: 4) {
    case 0:
      // Terminate: a session has begun.
      farewell.append("X\0\0\0\u{4}")
      return healthy("no authentication asked")
    case 2: return healthy("Kerberos authentication asked")
    case 3: return healthy("password asked")
    case 5: return healthy("MD5 password asked")
    case 7: return healthy("GSSAPI authentication asked")
    case 9: return healthy("SSPI authentication asked")
    case 10:
      // The mechanisms, each with a NUL behind it; the first is the server's favourite.
      report(escaping: message.extracting(9..<message.firstIndex(of: 0, from: 9)))
      return healthy(" authentication asked")
    default: return healthy("authentication asked")
    }
  }

  /// Takes an ErrorResponse: fields of a byte and a text with a NUL behind it.
  private func error(_ message: Span<UInt8>) -> Step {
    guard let code = message.field(UInt8(ascii: "C")), code.count == 5 else {
      return foreign(message)
    }
    let state = message.extracting(code)
    let isRefusal = state.equals(ignoringCase: "57P03")
    if !isRefusal { report.append("accepting connections, answered ") }
    report(escaping: state)
    if let text = message.field(UInt8(ascii: "M")) {
      report.append(": ")
      report(escaping: message.extracting(text))
    }
    return isRefusal ? unhealthy(.status, "") : healthy("")
  }
}

extension ByteBuffer {
  fileprivate mutating func append(parameter name: StaticBytes, _ value: StaticBytes) {
    append(name)
    append(UInt8(0))
    append(value)
    append(UInt8(0))
  }
}

extension Span<UInt8> {
  /// Where the value of an error's field lies; nil where it has none of that kind.
  fileprivate func field(_ kind: UInt8) -> Range<Int>? {
    var index = PostgreSQLMessage.headerCount
    while index < count, self[index] != 0 {
      let end = firstIndex(of: 0, from: index + 1)
      if self[index] == kind { return index + 1..<end }
      index = end + 1
    }
    return nil
  }
}
