internal import Bytes
internal import Linux
internal import Wire

/// `/etc/hosts`, read once for the names of all targets: a large file costs them one pass together.
final class HostsFile {
  private var search = HostsSearch()
  // When it was read last, whether that came to its end, and by when it had to.
  private var lastRead: Instant?
  private var isWhole = false
  private var lastDeadline = Instant.distantFuture

  /// The most bytes that are read.
  private static var longest: Int { 16 << 20 }
  // How long what was read counts: those that begin together share it, one that tries again later
  // sees what was changed.
  private static var freshness: TimeAmount { .seconds(1) }

  /// Announces a name that may be looked for.
  func expect(_ name: StaticBytes) {
    search.add(name.span)
  }

  /// Looks for the addresses of a name that was announced.
  ///
  /// - Parameter found: Gets them; none where there is no file.
  /// - Returns: Whether the file was read to its end before `deadline`.
  /// - Throws: EMFILE or ENFILE where the file can't be opened yet.
  func find(
    _ name: StaticBytes, _ round: Round, until deadline: Instant, into found: (IPAddress) -> Void
  ) throws(Errno) -> Bool {
    // One that has more time than it took in vain may come to the end.
    let isFresh = lastRead.map { round.now < $0 + Self.freshness } ?? false
    if !isFresh || !isWhole && deadline > lastDeadline {
      isWhole = try read(round, until: deadline)
      lastRead = round.now
      lastDeadline = deadline
    }
    if let entry = search.entry(of: name.span) {
      for index in 0..<entry.addresses.count { found(entry.addresses[index]) }
    }
    return isWhole
  }

  /// Reads the file from its start.
  private func read(_ round: Round, until deadline: Instant) throws(Errno) -> Bool {
    search.begin()
    do throws(Errno) {
      let file = try File(path: "/etc/hosts")
      var total = 0
      while total < Self.longest {
        let isLast = try file.read(into: &round.buffer)
        total += round.buffer.count
        search.search(round.buffer.span)
        if isLast { break }
        round.readClock()
        if round.now >= deadline { return false }
      }
    } catch {
      if error.meansNoDescriptor { throw error }
      // A missing or unreadable file names no host.
    }
    search.end()
    return true
  }
}
