internal import Bytes
internal import Linux

/// Values of the form `@FILE`, which keep a secret out of the arguments, where `ps` shows it.
///
/// The file may be a pipe. Whatever is wrong with it, the error names it and never shows what it
/// holds.
extension CommandLine {
  /// The most bytes of such a file.
  static var fileLimit: Int { 64 << 10 }
  /// How long the writer of a pipe may take, all in all.
  static var filePatience: TimeAmount { .seconds(5) }

  /// Sets the option at `place` to what a file holds, or to each of its lines that is not empty
  /// where it is a list.
  func set(_ place: Int, fromFile path: StaticBytes) throws(UsageError) {
    let contents = try contents(of: path)
    if Option.all[place].isText {
      _ = try Option.all[place].apply(run, contents)
      return
    }
    let isList = Option.all[place].isList
    guard isList || !contents.span.contains(UInt8(ascii: "\n")) else {
      throw fault(path, 2, "a further line; wanted a single one")
    }
    var index = 0
    var number = 0
    repeat {
      number += 1
      let line = contents[contents.span.nextLine(&index)]
      if isList, line.isEmpty { continue }
      for place in 0..<line.count where line.span[place].isControl && line.span[place] != 0x09 {
        throw fault(path, number, "control byte; wanted plain text")
      }
      guard try Option.all[place].apply(run, line) else {
        throw fault(path, number, "malformed; wanted ", Option.all[place].wantedText)
      }
    } while index < contents.count
  }

  /// What a file holds, without its last line break; `-` is standard input.
  private func contents(of path: StaticBytes) throws(UsageError) -> StaticBytes {
    let isInput = path.span.equals(ignoringCase: "-")
    let read: StaticBytes
    do throws(Errno) {
      read = try File.contents(
        of: isInput ? "/dev/stdin" : path, atMost: Self.fileLimit, within: Self.filePatience)
    } catch {
      var reason = ByteBuffer()
      switch error {
      case .timedOut: reason.append("not written to its end within 5 s")
      case .fileTooLarge: reason.append("more than 65536 bytes")
      default: reason.append(error)
      }
      throw fault("%: can't read file '%': %", path, reason.keep())
    }
    let bytes = read.span
    if bytes.starts(ignoringCase: "\u{FEFF}") {
      throw fault("%: file '%': byte order mark; wanted UTF-8 without one", path)
    }
    let isUTF16 = bytes.count > 1 && bytes[0] | bytes[1] == 0xff && bytes[0] & bytes[1] == 0xfe
    if isUTF16 || bytes.contains(0) {
      throw fault("%: file '%': NUL bytes or UTF-16; wanted UTF-8", path)
    }
    var end = read.count
    if end > 0, bytes[end - 1] == UInt8(ascii: "\n") {
      end -= 1
      if end > 0, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    }
    return read[0..<end]
  }

  /// An error about a line of a file.
  private func fault(
    _ path: StaticBytes, _ line: Int, _ reason: StaticBytes, _ wanted: StaticBytes = ""
  ) -> UsageError {
    var text = ByteBuffer()
    text.append("line ")
    text.append(decimal: line)
    text.append(": ")
    text.append(reason)
    text.append(wanted)
    return fault("%: file '%': %", path, text.keep())
  }
}

extension Span<UInt8> {
  /// The line that begins at `index`, without its LF or CR LF; any other control byte is part of it.
  ///
  /// - Parameter index: Where the line begins; it is moved to the next one.
  func nextLine(_ index: inout Int) -> Range<Int> {
    let start = index
    let end = firstIndex(of: UInt8(ascii: "\n"), from: start)
    index = end < count ? end + 1 : count
    let hasReturn = end < count && end > start && self[end - 1] == UInt8(ascii: "\r")
    return start..<(hasReturn ? end - 1 : end)
  }

  /// Whether a control byte is among these.
  var containsControl: Bool {
    for index in 0..<count where self[index].isControl { return true }
    return false
  }
}
