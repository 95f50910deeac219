import Bytes

@testable import Linux
@testable import healthprobe

/// Rules for variables in arguments.
public enum ExpansionOracle {
  /// An environment of these strings, each `NAME=VALUE`.
  public static func environment(_ variables: [String]) -> StringVector {
    var list = List<StaticBytes>()
    for variable in variables { list.append(StaticBytes(variable)) }
    return StringVector(list)
  }

  private static let expansion = Expansion(
    environment: environment(["PORT=8080", "EMPTY=", "_a1=${PORT}", "A=x}"]))

  /// What is wrong with how a text is expanded; nil when all is right.
  public static func violation(_ bytes: [UInt8]) -> String? {
    let dollarBrace = Array("${".utf8)
    let isSpecial = bytes.indices.contains { bytes[$0...].starts(with: dollarBrace) }
    do throws(Expansion.Flaw) {
      let expanded = try expansion.expand(StaticBytes(bytes)).bytes.span.array
      if !isSpecial, expanded != bytes { return "\(bytes) becomes \(expanded)" }
    } catch {
      if !isSpecial { return "\(bytes) is refused" }
    }
    // `$${` is a literal `${`.
    var escaped: [UInt8] = []
    for index in bytes.indices {
      if bytes[index...].starts(with: dollarBrace) { escaped.append(UInt8(ascii: "$")) }
      escaped.append(bytes[index])
    }
    guard let literal = try? expansion.expand(StaticBytes(escaped)),
      literal.bytes.span.array == bytes, !literal.beginsWithVariable
    else { return "\(escaped) does not become \(bytes)" }
    return nil
  }
}
