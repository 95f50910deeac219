import Foundation
import Testing

/// A file under `Documents` that is written from the tables of options and schemes.
///
/// What is in no table stands in a template beside it, whose name ends in `.in`: in it, a line that
/// is nothing but `@NAME@` stands for the lines of that name.
struct DerivedDocument {
  /// The file's path.
  let path: String
  private let url: URL

  /// The file of that name under `Documents`.
  init(_ name: String) {
    let package = URL(filePath: #filePath).appending(path: "../../..").standardized
    url = package.appending(path: "Documents/\(name)")
    path = url.path(percentEncoded: false)
  }

  /// Expects that the file holds what the template makes of the lines, and with `WRITE_DOCUMENTS` in
  /// the environment writes it.
  func expect(_ lines: [String: [String]]) throws {
    let template = try String(contentsOf: url.appendingPathExtension("in"), encoding: .utf8)
    var unused = Set(lines.keys)
    let rendered = try template.components(separatedBy: "\n").flatMap { line in
      guard line.count > 2, line.hasPrefix("@"), line.hasSuffix("@") else { return [line] }
      let name = String(line.dropFirst().dropLast())
      unused.remove(name)
      return try #require(lines[name], "\(path).in asks for \(line)")
    }
    #expect(unused == [], "\(path).in leaves out these lines")
    let wanted = rendered.joined(separator: "\n")
    if ProcessInfo.processInfo.environment["WRITE_DOCUMENTS"] != nil {
      try wanted.write(to: url, atomically: true, encoding: .utf8)
    }
    let found = try? String(contentsOf: url, encoding: .utf8)
    #expect(
      found == wanted,
      "stale; this writes it anew: WRITE_DOCUMENTS=1 swift test --filter CommandLineTests")
  }
}
