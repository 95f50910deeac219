import Bytes
import Foundation
import Oracles
import Probe
import Testing

@testable import healthprobe

/// What the README tells is what the tables of schemes and options hold.
@Suite struct ReadmeTests {
  @Test func readmeTellsEveryScheme() throws {
    let forms = Scheme.all.indices.map { place in ByteBuffer.text { $0.append(Scheme.all[place]) } }
    #expect(try Self.rows("Targets").map(\.[0]) == forms.map { "`\($0)`" })
  }

  @Test func readmeTellsEveryOption() throws {
    #expect(try Self.rows("Options").map(\.[0]) == OptionRow.all.map { "`\($0.form)`" })
  }

  /// The lines to write instead of another program's are lines that the program takes.
  @Test func readmeTellsLinesThatAreTaken() throws {
    let lines = try Self.rows("Instead of").flatMap { Self.commands($0[1]) }
    #expect(lines.count > 20)
    for line in lines {
      let reading = CommandLineReading(Self.words(line))
      #expect(reading.error == "", "\(line)")
    }
  }

  /// The rows of the first table under a heading, cell by cell.
  private static func rows(_ heading: String) throws -> [[String]] {
    let readme = URL(filePath: #filePath).appending(path: "../../../README.md").standardized
    let lines = try String(contentsOf: readme, encoding: .utf8).components(separatedBy: "\n")
    let start = try #require(lines.firstIndex(of: "## \(heading)"))
    let table = lines[start...].drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
    // A `\|` is a bar within a cell.
    return table.dropFirst(2).map { line in
      line.replacingOccurrences(of: #"\|"#, with: "\0").split(separator: "|").map {
        $0.replacingOccurrences(of: "\0", with: "|").trimmingCharacters(in: .whitespaces)
      }
    }
  }

  /// The commands of the program among the code of a cell, without its name.
  private static func commands(_ cell: String) -> [Substring] {
    let code = cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    return code.filter { $0.offset % 2 == 1 }.map(\.element)
      .filter { $0.hasPrefix("healthprobe ") }.map { $0.dropFirst("healthprobe ".count) }
  }

  /// The words of a line as a shell takes it, of whose quotes only `'` stand there.
  private static func words(_ line: Substring) -> [String] {
    var words = [""]
    var isQuoted = false
    for character in line {
      if character == "'" {
        isQuoted.toggle()
      } else if character == " " && !isQuoted {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words
  }
}
