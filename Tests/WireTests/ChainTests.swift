import Bytes
import Conformance
import Oracles
import Testing
import Wire

/// What one exchange says to several responses, each on a new connection.
@Suite struct ChainTests {
  @Test(arguments: ResponseChain.all)
  func whole(_ row: ResponseChain) {
    row.expect(Pieces.whole)
  }

  @Test(arguments: ResponseChain.all)
  func byteByByte(_ row: ResponseChain) {
    row.expect(Pieces.single)
  }
}

extension ResponseChain {
  fileprivate func expect(_ cut: ([UInt8]) -> [ArraySlice<UInt8>]) {
    let exchange = HTTPExchange.asking("localhost", method: method, expected: expected)
    let heard = Conversation(exchange, connections: responses.map { cut(Array($0.utf8)) })
    verdict.expect(heard)
    // One request a connection, whole and alone.
    let lines = heard.requests.map {
      String(decoding: $0, as: UTF8.self)
        .split(separator: "\r\n", omittingEmptySubsequences: false)
    }
    #expect(lines.map { $0.first.map(String.init) } == requests.map { "\($0) HTTP/1.1" })
    for line in lines {
      #expect(line.suffix(2) == ["", ""] && line.firstIndex(of: "") == line.count - 2)
    }
  }
}
