internal import Bytes
internal import Linux
internal import Wire

/// A file of this machine that is healthy where it exists, and was changed lately.
///
/// It may be of any kind, and a symbolic link stands for what it names.
final class FileExchange: Exchange {
  private let path: StaticBytes
  // How long ago it may have been changed; nil for any time.
  private let limit: TimeAmount?

  init(_ url: URL) {
    path = url.endpoint.path
    limit = Self.limit(url.query ?? "")
    super.init()
  }

  /// Refuses a query that is no `max-age` of a duration.
  static func verify(_ url: URL) throws(TargetError) {
    guard let query = url.query else { return }
    guard query.span.starts(ignoringCase: key) else { throw .unexpectedQuery }
    guard limit(query) != nil else { throw .malformedDuration }
  }

  private static var key: StaticBytes { "max-age=" }

  private static func limit(_ query: StaticBytes) -> TimeAmount? {
    TimeAmount(query[key.count...])
  }

  override func connected() -> Step {
    do throws(Errno) {
      return judge(Clock.date() - (try File.changed(path)))
    } catch {
      if error == .noSuchFile, isLink { return unhealthy(.connect, "symbolic link to nothing") }
      isInconclusive = !error.tellsOfPeer
      report.append(error)
      return unhealthy(.connect, "")
    }
  }

  private func judge(_ age: TimeAmount) -> Step {
    report.append("changed ")
    if age < .zero {
      report.append(TimeAmount.zero - age)
      return healthy(" in the future")
    }
    report.append(age)
    guard let limit, limit < age else { return healthy(" ago") }
    report.append(" ago, wanted at most ")
    report.append(limit)
    return unhealthy(.expect, "")
  }

  /// Whether a symbolic link stands there, or anything else that is no file to those who follow it.
  private var isLink: Bool {
    do throws(Errno) {
      _ = try File.changed(path, follow: false)
      return true
    } catch {
      return false
    }
  }
}
