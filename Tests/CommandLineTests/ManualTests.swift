import Bytes
import Foundation
import Harness
import Oracles
import Probe
import Testing
import Wire

@testable import healthprobe

/// The manual page, in the language of mdoc(7), is what the tables of schemes and options hold.
///
/// The first test may write the file that the others read.
@Suite(.serialized) struct ManualTests {
  private static let page = DerivedDocument("healthprobe.1")

  @Test func page() throws {
    try Self.page.expect([
      "TARGETS": Scheme.all.indices.flatMap(Self.target),
      "OPTIONS": OptionRow.all.flatMap(Self.option),
      "VARIABLES": OptionRow.all.flatMap(Self.variable),
    ])
  }

  /// It tells of each phase that a line can begin its reason with.
  @Test func phases() throws {
    let page = try String(contentsOfFile: Self.page.path, encoding: .utf8)
    let phases = (UInt8.min...UInt8.max).compactMap(Phase.init)
    #expect(phases.count > 7)
    for phase in phases { #expect(page.contains("\n.It Cm \(phase.name.text)\n")) }
  }

  @Test(.needs(program: "mandoc"))
  func rendering() throws {
    let path = Self.page.path
    let lint = try Daemon.tool("mandoc", "-T", "lint", "-W", "warning", path)
    #expect(lint.status == 0 && lint.all == "")
    let text = try Daemon.tool("mandoc", "-T", "ascii", "-O", "width=100", path)
    // In a terminal's bold, a letter stands over itself, and in its underlined text over a dash.
    let plain = text.out.replacing(/.\u{8}/, with: "")
    // What is short is followed by its meaning, and what is not stands alone.
    let heads = Set(
      plain.split(separator: "\n").filter { $0.hasPrefix("     ") }.map {
        $0.trimmingCharacters(in: .whitespaces).components(separatedBy: "  ")[0]
      })
    let forms = Scheme.all.indices.map { place in ByteBuffer.text { $0.append(Scheme.all[place]) } }
    for form in forms + OptionRow.all.map(\.form) { #expect(heads.contains(form), "\(form)") }
  }

  private static func target(_ place: Int) -> [String] {
    let form = ByteBuffer.text { $0.append(Scheme.all[place]) }
    return [
      ".It Ar \(escape(form))", sentence(StaticBytes(stringLiteral: Scheme.all[place].help).text),
    ]
  }

  private static func option(_ row: OptionRow) -> [String] {
    let letter = row.letter.map { "Fl \($0) , " } ?? ""
    let value = row.value.map { " Ar \"\(escape($0))\"" } ?? ""
    var lines = [".It \(letter)Fl Fl \(escape(row.name))\(value)", sentence(row.meaning)]
    if row.value != nil { lines.append(sentence("the value is \(row.wanted)")) }
    let option = place(row)
    if option.isExclusive {
      let others = OptionRow.all.filter { $0.name != row.name && place($0).isExclusive }
      lines.append(sentence("excludes " + others.map { "--\($0.name)" }.joined(separator: " and ")))
    }
    if option.isSecret { lines.append("It is a secret, and never printed.") }
    if row.schemes != "" { lines.append(sentence("only for \(row.schemes)")) }
    return lines

    func place(_ row: OptionRow) -> (isExclusive: Bool, isSecret: Bool) {
      (Option.all[row.place].isExclusive, Option.all[row.place].isSecret)
    }
  }

  private static func variable(_ row: OptionRow) -> [String] {
    guard let variable = row.variable else { return [] }
    return [".It Ev \(variable)", ".Fl Fl \(escape(row.name))"]
  }

  /// The words as a sentence of its own line.
  private static func sentence(_ words: String) -> String {
    // A name that is no word, as grpc.health.v1, keeps its case.
    let isName = words.prefix { $0 != " " }.contains(".")
    return escape(isName ? words : words.prefix(1).uppercased() + words.dropFirst()) + "."
  }

  /// The words so that roff prints each character as it stands.
  private static func escape(_ words: String) -> String {
    var escaped = words.replacingOccurrences(of: #"\"#, with: #"\e"#)
    for (character, name) in [("-", #"\-"#), ("'", #"\(aq"#), ("`", #"\(ga"#), ("^", #"\(ha"#)] {
      escaped = escaped.replacingOccurrences(of: character, with: name)
    }
    return escaped.hasPrefix(".") ? #"\&"# + escaped : escaped
  }
}
