import Bytes
import Conformance
import Testing
import Wire

/// The conformance table against the pure parser, however the network cuts the bytes.
@Suite struct ConformanceTests {
  @Test(arguments: ResponseCase.all)
  func whole(_ row: ResponseCase) {
    row.expect(Conversation(row).hear(row.response, cutAt: []))
  }

  @Test(arguments: ResponseCase.all)
  func byteByByte(_ row: ResponseCase) {
    let cuts = Array(row.response.indices.dropFirst())
    #expect(Conversation(row).hear(row.response, cutAt: cuts) == row.whole)
  }

  @Test(arguments: ResponseCase.all)
  func everySplit(_ row: ResponseCase) {
    let whole = row.whole
    for cut in row.cuts {
      let heard = Conversation(row).hear(row.response, cutAt: [cut])
      #expect(heard == whole, "cut at \(cut)")
    }
  }
}

extension ResponseCase {
  fileprivate var whole: Heard { Conversation(self).hear(response, cutAt: []) }

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

  fileprivate func expect(_ heard: Heard) {
    switch verdict {
    case .healthy(let start):
      #expect(heard.isHealthy, "\(heard.text)")
      #expect(heard.text.hasPrefix(start))
    case .unhealthy(let start):
      #expect(!heard.isHealthy)
      #expect(heard.text.hasPrefix(start))
    }
    if ending == .open { #expect(!heard.awaitedClose, "undecided until the close") }
  }
}
