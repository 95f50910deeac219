import Oracles
import Testing

/// Real servers' bytes, changed at random: the fuzzers go on from here.
@Suite struct MutationTests {
  @Test(arguments: Trace.all)
  func takesNoChange(trace: Trace) {
    var random = Random(seed: trace.server[0])
    for _ in 0..<100 {
      var bytes = trace.server.flatMap { $0 }
      mutate(&bytes, &random)
      let violation = TLSOracle.violation(inRecords: bytes)
      #expect(violation == nil)
    }
  }

  @Test func takesNoChangeUnderKeys() {
    var random = Random(seed: 8)
    let flight = Server13.encryptedExtensions + Server13.certificate + Server13.verify
    for _ in 0..<100 {
      var bytes = flight
      mutate(&bytes, &random)
      let violation = TLSOracle.violation(inMessages: bytes)
      #expect(violation == nil)
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout Random) {
    for _ in 0..<random.pick(1, 2, 8) {
      let index = Int.random(in: bytes.indices, using: &random)
      switch random.pick(0, 1, 2) {
      case 0:
        bytes[index] = random.pick(0, 1, 0x7f, 0xff, UInt8.random(in: 0...255, using: &random))
      case 1: bytes.insert(0, at: index)
      default: bytes.remove(at: index)
      }
    }
  }
}
