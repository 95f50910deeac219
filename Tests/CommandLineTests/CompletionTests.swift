import Bytes
import Foundation
import Harness
import Oracles
import Probe
import Testing

@testable import healthprobe

/// What bash and fish complete is what the tables of schemes and options hold.
@Suite struct CompletionTests {
  private static let bash = DerivedDocument("completions/healthprobe.bash")
  private static let fish = DerivedDocument("completions/healthprobe.fish")

  @Test func bash() throws {
    try Self.bash.expect([
      "OPTIONS": OptionRow.all.map { "    \($0.names.joined(separator: " "))" },
      "SCHEMES": Self.schemes.map { "    \($0.prefix)" },
      "VALUES": OptionRow.all.filter { $0.value != nil }.map { row in
        let names = row.names.joined(separator: " | ")
        if Option.all[row.place].readsFile { return "    \(names)) prefix=@ ;;" }
        if row.choices.isEmpty { return "    \(names)) ;;" }
        return "    \(names)) choices=(\(row.choices.joined(separator: " "))) ;;"
      },
    ])
  }

  @Test func fish() throws {
    try Self.fish.expect([
      "OPTIONS": OptionRow.all.map { row in
        var words = ["complete -c healthprobe"]
        if let letter = row.letter { words.append("-s \(letter)") }
        words.append("-l \(row.name)")
        if row.value != nil { words.append("-x") }
        if !row.choices.isEmpty { words.append("-a '\(row.choices.joined(separator: " "))'") }
        if Option.all[row.place].readsFile { words.append("-a '(__healthprobe_files)'") }
        return (words + ["-d '\(Self.quoted(row.meaning))'"]).joined(separator: " ")
      },
      "SCHEMES": Self.schemes.map { "        \($0.prefix) '\($0.form)'" }
        .joined(separator: " \\\n").components(separatedBy: "\n"),
    ])
  }

  /// Lines as far as they are typed, and what each shell goes on with.
  static let lines: [(typed: String, replies: [String])] = [
    ("--ti", ["--timeout"]), ("-q --ex", ["--expect", "--expect-json"]), ("--nothing", []),
    ("--proxy-protocol ", ["1", "2"]), ("--proxy-protocol=", ["1", "2"]),
    ("-X P", ["POST"]), ("--method=HE", ["HEAD"]), ("--timeout ", []), ("--timeout=1", []),
    ("redi", ["redis://", "redis+unix://", "rediss://", "rediss+unix://"]),
    ("http:", ["http://"]), ("--quiet fil", ["file://"]), ("-t 2s ud", ["udp://"]),
    ("grpcs+", ["grpcs+unix://"]), ("http://localhost", []), ("--next --any udp", ["udp://"]),
    ("--data @FOLDER/n", ["@FOLDER/name", "@FOLDER/next/"]), ("-H @FOLDER/nam", ["@FOLDER/name"]),
    ("--user=@FOLDER/nam", ["@FOLDER/name"]), ("--data name", []),
    ("--send @FOLDER/n", []), ("file://FOLDER/na", ["file://FOLDER/name"]),
    ("unix://FOLDER/ne", ["unix://FOLDER/next/"]),
  ]

  @Test(.needs(program: "bash"), arguments: lines)
  func bash(_ line: (typed: String, replies: [String])) throws {
    // What completion itself would set, and what it would put in place of the cut word.
    let script = #"""
      source "$0"; COMP_LINE=$1 COMP_POINT=${#1}; compopt() { :; }
      $(complete -p healthprobe | sed 's/.*-F \([^ ]*\) .*/\1/')
      printf '%s\n' "${COMPREPLY[@]}"
      """#
    try Self.expect(line) { typed in
      let run = try Daemon.tool("bash", "-uec", script, Self.bash.path, "healthprobe \(typed)")
      #expect(run.err == "")
      // Bash replaces what stands behind the last : or =, but for what an option's = leaves.
      let value = typed.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
      let cut = value.hasPrefix("--") ? "" : value.lastIndex(of: ":").map { value[...$0] } ?? ""
      return run.out.split(separator: "\n").map { String(cut) + $0 }
    }
  }

  /// The tab key in an interactive bash, where one reply is left: the argument as a program gets it.
  @Test(
    .needs(program: "bash"), .needs(program: "python3"),
    arguments: lines.filter { $0.replies.count == 1 })
  func tabulator(_ line: (typed: String, replies: [String])) throws {
    let script = #"""
      import os, pty, sys
      child, terminal = pty.fork()
      if child == 0:
          os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
      seen = b""
      def read(end):
          global seen
          while end not in seen:
              seen += os.read(terminal, 4096)
          found, seen = seen.split(end, 1)
          return found
      # A prompt is what is printed in place of this, not its echo.
      os.write(terminal, b"PS1=RE\\ADY; stty -echo; bind 'set enable-bracketed-paste off'\n")
      read(b"READY")
      os.write(terminal, b"source " + os.fsencode(sys.argv[1]) + b"\n")
      read(b"READY")
      os.write(terminal, b"healthprobe() { printf '<%s>' \"${@: -1}\"; }\n")
      read(b"READY")
      os.write(terminal, os.fsencode(sys.argv[2]) + b"\t\n")
      read(b"<")
      print(read(b">").decode())
      """#
    try Self.expect(line) { typed in
      let run = try Daemon.tool(
        "python3", "-c", script, Self.bash.path, "healthprobe \(typed)")
      #expect(run.err == "")
      let argument = run.out.trimmingCharacters(in: .newlines)
      let isValue = typed.contains("=")
      return [isValue ? String(argument.drop { $0 != "=" }.dropFirst()) : argument]
    }
  }

  @Test(.needs(program: "fish"), arguments: lines)
  func fish(_ line: (typed: String, replies: [String])) throws {
    try Self.expect(line) { typed in
      let run = try Daemon.tool(
        "env", "HOME=/nonexistent", "fish", "--no-config", "-c",
        "source $argv[1]; complete -C $argv[2]", Self.fish.path, "healthprobe \(typed)")
      #expect(run.err == "")
      // A tab stands before the description, and the name and its = before a value.
      let words = run.out.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
      return words.map { word -> String in
        let isValue = typed.contains("=") && word.hasPrefix("--")
        return isValue ? String(word.drop { $0 != "=" }.dropFirst()) : word
      }
    }
  }

  private static func expect(
    _ line: (typed: String, replies: [String]), _ complete: (String) throws -> [String]
  ) throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("name", "")
    _ = try folder.folder("next")
    let place = { (text: String) in text.replacingOccurrences(of: "FOLDER", with: folder.path) }
    let replies = try complete(place(line.typed))
    #expect(replies.sorted() == line.replies.map(place).sorted())
  }

  /// What the target of each scheme begins with, also over a Unix socket, and its form.
  private static var schemes: [(prefix: String, form: String)] {
    Scheme.all.indices.flatMap { place in
      let name = StaticBytes(stringLiteral: Scheme.all[place].name).text
      let form = ByteBuffer.text { $0.append(Scheme.all[place]) }
      let direct = [(prefix: "\(name)://", form: form)]
      guard case .host = Scheme.all[place].form.names, case .stream = Scheme.all[place].transport
      else { return direct }
      return direct + [(prefix: "\(name)+unix://", form: "the same over a Unix socket")]
    }
  }

  private static func quoted(_ text: String) -> String {
    text.replacingOccurrences(of: "'", with: #"\'"#)
  }
}
