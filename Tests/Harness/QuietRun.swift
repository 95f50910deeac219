import Glibc

/// Runs before Swift Testing begins, and begins it again with `--quiet`, which it takes only from its
/// arguments: else it would print a line or three for each of some thousand cases.
///
/// With `VERBOSE_TESTS` in the environment it prints them. What is skipped is told by ``Need``.
@section(".init_array") @used
private let beginQuietly:
  @convention(c) (
    Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  ) -> Void = { count, arguments, environment in
    let words = (0..<Int(count)).compactMap { arguments[$0].map { String(cString: $0) } }
    guard words.contains("swift-testing"), !words.contains("--quiet"),
      !words.contains("--list-tests"),
      getenv("VERBOSE_TESTS") == nil
    else { return }
    var longer = (0..<Int(count)).map { arguments[$0] } + [strdup("--quiet"), nil]
    // Where it can't be begun again, it goes on as it is.
    execve("/proc/self/exe", &longer, environment)
  }
