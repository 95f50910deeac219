public import Bytes

/// The names to ask for in place of one that may be incomplete, in the order of resolv.conf(5).
public struct SearchList: ~Copyable {
  private let name: StaticBytes
  private var domains = ByteBuffer()
  private var place = 0
  // Whether the name itself is still to be asked for: first, or last.
  private var isFirst: Bool
  private var isLast: Bool

  /// A search for `name`.
  ///
  /// - Parameters:
  ///   - name: With a final point it is asked for as it is only.
  ///   - text: The text of resolv.conf(5).
  ///   - domains: Where in it the search list stands.
  ///   - dots: How many points make the name be asked for as it is first.
  public init(
    _ name: StaticBytes, _ text: borrowing ByteBuffer, _ domains: Range<Int>, dots: Int
  ) {
    var points = 0
    for index in 0..<name.count where name.span[index] == UInt8(ascii: ".") { points += 1 }
    let isAbsolute = !name.isEmpty && name.span[name.count - 1] == UInt8(ascii: ".")
    self.name = isAbsolute ? name[0..<name.count - 1] : name
    if !isAbsolute { self.domains.append(text.span.extracting(domains)) }
    isFirst = isAbsolute || points >= dots
    isLast = !isFirst
  }

  /// How many names follow at most.
  var remaining: Int {
    var count = isFirst || isLast ? 1 : 0
    var index = place
    while domains.span.nextField(&index, isLine: false) != nil { count += 1 }
    return count
  }

  /// Puts the next name to ask for, in lower case and without a final point, in place of what
  /// `candidate` held.
  ///
  /// - Returns: Whether there was one.
  public mutating func next(_ candidate: inout ByteBuffer) -> Bool {
    candidate.removeAll()
    candidate.append(lowercasing: name.span)
    if isFirst {
      isFirst = false
      return true
    }
    var index = place
    while let word = domains.span.nextField(&index, isLine: false) {
      place = index
      candidate.truncate(to: name.count)
      candidate.append(UInt8(ascii: "."))
      candidate.append(lowercasing: domains.span.extracting(word))
      // Two where the domain is the root.
      while candidate.span[candidate.count - 1] == UInt8(ascii: ".") {
        candidate.truncate(to: candidate.count - 1)
      }
      // A name that can't be asked for does not exist.
      if Authority.isName(candidate.span) { return true }
    }
    candidate.truncate(to: name.count)
    defer { isLast = false }
    return isLast
  }
}
