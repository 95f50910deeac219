/// A request that a server received, taken apart.
public struct Request: Sendable, Equatable {
  /// The request line.
  public let line: String
  /// The header lines in their order.
  public let headers: [String]
  /// What follows the blank line; nil where there was none.
  public let rest: String?

  /// Takes apart what one connection received.
  public init(_ text: String) {
    // CR LF is one Character, so the cut is made between scalars.
    var lines: [String] = [""]
    var rest: String?
    for scalar in text.unicodeScalars {
      if rest != nil {
        rest?.unicodeScalars.append(scalar)
      } else if scalar == "\n", lines.last?.unicodeScalars.last == "\r" {
        lines[lines.count - 1].unicodeScalars.removeLast()
        if lines.last == "" { rest = "" } else { lines.append("") }
      } else {
        lines[lines.count - 1].unicodeScalars.append(scalar)
      }
    }
    line = lines[0]
    headers = lines.dropFirst().filter { !$0.isEmpty }
    self.rest = rest
  }

  /// Whether the body is as long as it was announced.
  var isWhole: Bool {
    guard let rest else { return false }
    return rest.utf8.count >= values("content-length").compactMap { Int($0) }.first ?? 0
  }

  /// The values of a header, found without regard to case.
  public func values(_ name: String) -> [String] {
    headers.compactMap { header in
      let colon = header.firstIndex(of: ":") ?? header.endIndex
      guard header[..<colon].lowercased() == name.lowercased() else { return nil }
      return String(header[colon...].dropFirst().drop { $0 == " " })
    }
  }
}
