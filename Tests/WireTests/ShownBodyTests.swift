import Bytes
import Oracles
import Testing
import Wire

/// What a line shows of a body does not depend on how the network cut it.
@Suite struct ShownBodyTests {
  static let responses: [String] = [
    "HTTP/1.1 503 No\r\nContent-Length: 300\r\n\r\n" + String(repeating: "x", count: 300),
    "HTTP/1.1 503 No\r\nContent-Length: 200\r\n\r\n" + String(repeating: "x", count: 200),
    "HTTP/1.1 503 No\r\nContent-Length: 201\r\n\r\n" + String(repeating: "x", count: 201),
    "HTTP/1.1 503 No\r\n\r\n" + String(repeating: "x", count: 200),
    "HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\nfa\r\n"
      + String(repeating: "x", count: 250) + "\r\nbad\r",
    "HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n<" + String(repeating: "x", count: 299),
    "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n<x>", "HTTP/1.1 200 OK\r\n\r\n{\"a\":2}",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<x>\r\nbad\r",
  ]

  @Test(arguments: responses, [true, false])
  func inEverySplit(_ response: String, _ shows: Bool) {
    let bytes = Array(response.utf8)
    let exchange = { () -> Exchange in
      let demand = Demand(agent: "a")
      demand.showsBody = shows
      if let value = JSONExpectation("/a=1") { demand.expect(value) }
      demand.expect("none")
      do throws(TargetError) {
        return HTTPExchange(try URL(http: "db/"), demand)
      } catch {
        fatalError("the URL of the tests is malformed")
      }
    }
    #expect(Conversation.violation(bytes, exchange) == nil)
    #expect(Conversation.splitViolation(bytes, at: 0...bytes.count, exchange) == nil)
    #expect(!Conversation(exchange(), whole: bytes).isHealthy)
  }
}
