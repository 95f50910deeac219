internal import Bytes
internal import Linux
internal import Wire

/// A process of this machine, named by a file, that is healthy where it exists and has not ended.
///
/// The first word of the file is the number; what follows, as in PostgreSQL's `postmaster.pid`, is
/// passed over.
final class ProcessExchange: Exchange {
  private let path: StaticBytes

  // PID_MAX_LIMIT of the kernel, proc(5).
  private static var largest: UInt64 { 1 << 22 }

  init(_ url: URL) {
    path = url.endpoint.path
    super.init()
  }

  override func connected() -> Step {
    var contents = ByteBuffer()
    do throws(Errno) {
      _ = try File(path: path).read(into: &contents)
    } catch {
      isInconclusive = !error.tellsOfPeer
      report.append(error)
      return unhealthy(.connect, "")
    }
    guard let id = readNumber(contents.span) else {
      return unhealthy(.response, ", wanted the number of a process")
    }
    do throws(Errno) {
      return judge(id, try Process.exists(id))
    } catch {
      isInconclusive = true
      report.append("kill: ")
      report.append(error)
      return unhealthy(.response, "")
    }
  }

  /// Reads the number of a process; of anything else, tells what it is.
  private func readNumber(_ text: Span<UInt8>) -> Int? {
    var index = 0
    guard let word = text.nextField(&index, isLine: false) else {
      report.append("empty file")
      return nil
    }
    let digits = text.extracting(word)
    if let number = digits.decimal(atMost: Self.largest), number > 0 {
      return Int(truncatingIfNeeded: number)
    }
    report.append(quoting: digits)
    return nil
  }

  private func judge(_ id: Int, _ exists: Bool) -> Step {
    report.append(exists ? "process " : "no process ")
    report.append(decimal: id)
    if !exists { return unhealthy(.expect, "") }
    // A number that was left behind may have come to us.
    if id == Process.id { return unhealthy(.expect, " is this check itself") }
    return hasEnded(id) ? unhealthy(.expect, " is a zombie") : healthy(" exists")
  }

  /// Whether only its exit status is left of a process, proc_pid_stat(5); not where `/proc` is not to
  /// be seen.
  private func hasEnded(_ id: Int) -> Bool {
    var name = ByteBuffer()
    name.append("/proc/")
    name.append(decimal: id)
    name.append("/stat")
    var contents = ByteBuffer()
    do throws(Errno) {
      _ = try File(path: name.span).read(into: &contents)
    } catch {
      return false
    }
    return Self.hasEnded(contents.span)
  }

  /// Whether the state behind `NUMBER (NAME) ` is that of a zombie or of a dead process.
  private static func hasEnded(_ status: Span<UInt8>) -> Bool {
    // A name may hold parentheses of its own.
    let state = status.index(afterLast: UInt8(ascii: ")"), before: status.count) + 1
    guard state < status.count else { return false }
    return status[state] == UInt8(ascii: "Z") || status[state].lowercased == UInt8(ascii: "x")
  }
}
