import Oracles

/// A well-formed HTTP response that follows from a seed.
struct GeneratedResponse {
  /// The response's bytes.
  private(set) var bytes: [UInt8] = []
  /// Whether the response says itself where it ends, and not the end of the stream.
  private(set) var isDelimited = false

  private var random: Random

  init(seed: UInt64) {
    random = Random(seed: seed)
    while random.chance(oneIn: 4) { addInterim() }
    add("HTTP/1.\(random.pick(1, 1, 1, 2, 9)) ")
    add(random.pick("200", "204", "299", "304", "399"))
    add(random.pick(" OK", " ", "", " Some Reason \u{e9}"))
    endLine()
    let isEmpty = bytes.contains(subsequence: " 204") || bytes.contains(subsequence: " 304")
    addFields()
    let body = (0..<Int.random(in: 0...200, using: &random)).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
    switch random.pick(0, 1, 2) {
    case 0:
      add(
        random.pick("Content-Length: \(body.count)", "content-length:\(body.count),\(body.count)"))
      endLine()
      addFields()
      endLine()
      isDelimited = true
      if !isEmpty { bytes += body }
    case 1:
      add("Transfer-Encoding: \(random.pick("chunked", "gzip, Chunked", ",chunked"))")
      endLine()
      addFields()
      endLine()
      isDelimited = true
      if !isEmpty { addChunks(body) }
    default:
      endLine()
      isDelimited = isEmpty
      if !isEmpty { bytes += body }
    }
  }

  private mutating func add(_ text: String) {
    bytes += text.utf8
  }

  private mutating func endLine() {
    add(random.pick("\r\n", "\r\n", "\n"))
  }

  private mutating func addInterim() {
    add("HTTP/1.1 \(random.pick("100", "102", "103")) Wait")
    endLine()
    addFields()
    endLine()
  }

  private mutating func addFields() {
    while random.chance(oneIn: 2) {
      add(random.pick("X-A", "Date", "Content-Type", "!#$%&'*+-.^_`|~9z", "Location"))
      add(random.pick(":", ": ", ":\t ", " : "))
      add(random.pick("", "a, b", "\"quoted\" ", "\u{fc}", String(repeating: "x", count: 300)))
      // RFC 9112 §5.2: an obsolete fold, which a client still has to read.
      if random.chance(oneIn: 8) { add("\r\n \t folded") }
      endLine()
    }
  }

  private mutating func addChunks(_ body: [UInt8]) {
    var start = 0
    while start < body.count {
      let end = Int.random(in: start + 1...body.count, using: &random)
      add(random.pick("", "0", "000"))
      add(String(end - start, radix: 16, uppercase: random.chance(oneIn: 2)))
      add(random.pick("", "", ";a=b", " ; a=\"b\""))
      endLine()
      bytes += body[start..<end]
      endLine()
      start = end
    }
    add(random.pick("0", "000", "0;last"))
    endLine()
    while random.chance(oneIn: 3) {
      add(random.pick("X-Trailer: t", "X-Trailer:", "x : \u{fc}", "X: a\r\n folded"))
      endLine()
    }
    endLine()
  }
}

extension [UInt8] {
  func contains(subsequence text: String) -> Bool {
    let wanted = Array(text.utf8)
    return indices.contains { self[$0...].starts(with: wanted) }
  }
}
