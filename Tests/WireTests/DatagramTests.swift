import Bytes
import Oracles
import Testing
import Wire

/// Datagrams, each of which is judged for itself.
@Suite struct DatagramTests {
  private func exchange(send: StaticBytes = "", expect: StaticBytes = "") -> DatagramExchange {
    let demand = Demand(agent: "test")
    demand.sent = send
    if !expect.isEmpty { demand.expect(expect) }
    return DatagramExchange(demand)
  }

  @Test func anyDatagramIsAnAnswer() {
    let heard = Conversation(exchange(send: "ping"), [[1, 2, 3]])
    #expect(heard.isHealthy && heard.isEarly)
    #expect(heard.report == "datagram of 3 bytes received")
    #expect(heard.sent == Array("ping".utf8))
  }

  @Test func anEmptyDatagramIsAnAnswer() {
    #expect(Conversation(exchange(), [[]]).report == "datagram of 0 bytes received")
  }

  @Test func oneOfThemMustHoldTheText() {
    let pieces = ["no", "", "yes"].map { Array($0.utf8)[...] }
    #expect(Conversation(exchange(expect: "yes"), pieces).report == "expected text received")
    let halves = ["ye", "s"].map { Array($0.utf8)[...] }
    let heard = Conversation(exchange(expect: "yes"), halves)
    #expect(!heard.isHealthy)
    #expect(heard.progress == "expected text not in the 2 datagrams received")
  }

  @Test func silenceIsAnAnswerWhereNothingIsAsked() {
    #expect(exchange().patience == 500)
    #expect(exchange(send: "a").patience == nil)
    #expect(exchange(expect: "a").patience == nil)
    let silent = exchange()
    guard case .healthy = silent.silence(250) else {
      Issue.record("silence is no answer")
      return
    }
    let report = ByteBuffer.text { $0.append(silent.report) }
    #expect(report == "no refusal within 250 ms; UDP can't tell more without --send")
  }
}
