import Bytes
import Foundation
import Oracles
import Probe

@testable import healthprobe

/// An option in the words of its row of the help.
struct OptionRow {
  /// Its names and its value as the row shows them: `-t, --timeout DURATION`.
  let form: String
  /// The letter after `-`; nil where it has none.
  let letter: String?
  /// The name after `--`.
  let name: String
  /// What the row calls the value; nil for a flag.
  let value: String?
  /// What the option means.
  let meaning: String
  /// The place of the option in its table.
  let place: Int

  /// Every option, in the order of the table.
  static var all: [OptionRow] { Option.all.indices.map(OptionRow.init) }

  private init(place: Int) {
    let row = StaticBytes(stringLiteral: Option.all[place].row).text
    // Two spaces at least stand before what an option means.
    let halves = row.trimmingCharacters(in: .whitespaces).components(separatedBy: "  ")
    form = halves[0]
    meaning = halves.dropFirst().joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    name = Option.all[place].name.text
    letter = form.hasPrefix("--") ? nil : String(form.dropFirst().prefix(1))
    let parts = form.components(separatedBy: "--\(name) ")
    value = parts.count > 1 ? parts[1] : nil
    self.place = place
  }

  /// All that it may be given by: `-t` and `--timeout`.
  var names: [String] { (letter.map { ["-\($0)"] } ?? []) + ["--\(name)"] }

  /// The variable that stands for it; nil where none does.
  var variable: String? {
    guard Option.all[place].hasTwin else { return nil }
    return "HEALTHPROBE_" + name.uppercased().replacingOccurrences(of: "-", with: "_")
  }

  /// What a value must be; empty for a flag.
  var wanted: String { Option.all[place].wantedText.text }

  /// The schemes that can use it; empty where every one can.
  var schemes: String {
    let uses = Option.all[place].concerns
    return uses == .none ? "" : ByteBuffer.text { $0.append(schemesThatUse: uses) }
  }

  /// The values there are, where they are few.
  var choices: [String] {
    if let value, value.contains("|") { return value.components(separatedBy: "|") }
    // Any token is a method; these are those of RFC 9110 §9.3 that ask and change nothing, and POST.
    return value == "TOKEN" ? ["GET", "HEAD", "OPTIONS", "POST"] : []
  }
}
