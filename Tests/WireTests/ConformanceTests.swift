import Bytes
import Conformance
import Oracles
import Testing
import Wire

/// The conformance table against the pure parser, however the network cuts the bytes.
@Suite struct ConformanceTests {
  @Test(arguments: ResponseCase.all)
  func whole(_ row: ResponseCase) {
    row.expect(Conversation(row.exchange(), whole: row.response))
  }

  @Test(arguments: ResponseCase.all)
  func inPieces(_ row: ResponseCase) {
    #expect(Conversation.violation(row.response, row.exchange) == nil)
  }

  @Test(arguments: ResponseCase.all)
  func everySplit(_ row: ResponseCase) {
    #expect(Conversation.splitViolation(row.response, at: row.cuts, row.exchange) == nil)
  }
}

extension ResponseCase {
  fileprivate func exchange() -> Exchange {
    HTTPExchange.asking(
      "localhost/health", method: method, expected: expected, headers: headers, statuses: statuses)
  }

  /// Where a response is cut in two: everywhere, but in a long one only near its ends, at the bounds
  /// of 64 KiB, and now and then.
  fileprivate var cuts: [Int] {
    let count = response.count
    if count <= 1024 { return Array(response.indices.dropFirst()) }
    let bound = 64 << 10
    let near = Array(1...80) + Array(count - 8...count - 1) + Array(bound - 3...bound + 3)
    let sparse = Array(stride(from: 997, to: count, by: 4093))
    return (near + sparse).filter { $0 < count }
  }

  fileprivate func expect(_ heard: Conversation) {
    verdict.expect(heard)
    if ending == .open { #expect(heard.isEarly, "undecided until the close") }
  }
}
