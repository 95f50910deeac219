import Oracles
import Testing
import Wire

@Suite struct DNSAnswerTests {
  @Test(arguments: CapturedAnswer.all)
  func readsWhatServersAnswer(captured: CapturedAnswer) {
    let read = DNSOracle.read(captured.bytes, for: captured.name, captured.record)
    #expect(read.answer == captured.answer)
    #expect(read.addresses == captured.addresses)
    #expect(DNSOracle.violation(captured.bytes) == nil)
  }

  @Test(arguments: CapturedAnswer.all)
  func readsNothingFromAnAnswerCutShort(captured: CapturedAnswer) {
    for size in 0..<captured.bytes.count {
      let cut = Array(captured.bytes[..<size])
      let read = DNSOracle.read(cut, for: captured.name, captured.record)
      #expect(read.addresses.isEmpty)
      if size < captured.questionEnd {
        #expect(read.answer == .foreign)
      } else if captured.answer == .addresses {
        #expect(read.answer == .malformed)
      } else {
        #expect(read.answer == captured.answer)
      }
    }
  }

  @Test(arguments: CapturedAnswer.all)
  func believesNoAnswerToAnotherQuestion(captured: CapturedAnswer) {
    for index in [0, 1, 4, 5] + Array(12..<captured.questionEnd) {
      var changed = captured.bytes
      changed[index] ^= 0x01
      let read = DNSOracle.read(changed, for: captured.name, captured.record)
      #expect(read.answer == .foreign, "byte \(index)")
    }
    let other: AddressRecord = captured.record == .a ? .aaaa : .a
    #expect(DNSOracle.read(captured.bytes, for: captured.name, other).answer == .foreign)
    for name in [captured.name + "x", captured.name + ".x", "x." + captured.name] {
      #expect(DNSOracle.read(captured.bytes, for: name, captured.record).answer == .foreign)
    }
  }

  @Test func believesNoIdThatDiffersInCase() {
    for (id, expected) in [("4142", DNSAnswer.foreign), ("6162", .addresses)] {
      let message = ComposedAnswer(1, ComposedAnswer.address, id: id).bytes
      #expect(DNSOracle.read(message, for: "db.lan", id: 0x6162).answer == expected)
    }
  }

  @Test(arguments: [
    ("0180", DNSAnswer.foreign), ("8d80", .foreign), ("8580", .addresses), ("8780", .truncated),
    ("8581", .failed(code: 1)), ("8582", .failed(code: 2)), ("8583", .noSuchName),
    ("8584", .failed(code: 4)), ("858b", .failed(code: 11)), ("8783", .truncated),
  ])
  func readsTheHeader(flags: String, expected: DNSAnswer) {
    let message = ComposedAnswer(1, ComposedAnswer.address, flags: flags).bytes
    #expect(DNSOracle.read(message, for: "db.lan").answer == expected)
  }

  @Test(arguments: ["0000", "0002"])
  func wantsOneQuestion(questions: String) {
    let message = ComposedAnswer(1, ComposedAnswer.address, questions: questions).bytes
    #expect(DNSOracle.read(message, for: "db.lan").answer == .foreign)
  }

  @Test(arguments: [
    ("1234 8181 0000", DNSAnswer.failed(code: 1)), ("1234 8185 0000", .failed(code: 5)),
    ("1234 8180 0000", .foreign), ("1234 8181 0001", .foreign), ("1235 8181 0000", .foreign),
    ("1234 0101 0000", .foreign),
  ])
  func takesAnErrorWithoutAQuestion(header: String, expected: DNSAnswer) {
    let message = [UInt8](hexadecimal: header + "0000 0000 0000")
    #expect(DNSOracle.read(message, for: "db.lan").answer == expected)
  }
}
