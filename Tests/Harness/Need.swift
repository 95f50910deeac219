import Glibc
public import Testing

/// Skips tests where this machine lacks what they need; the verdict of the run is followed by what
/// that was, and for how many tests.
public struct Need: TestTrait, SuiteTrait {
  private let what: String
  private let isThere: @Sendable () throws -> Bool

  fileprivate init(_ what: String, _ isThere: @escaping @Sendable () throws -> Bool) {
    self.what = what
    self.isThere = isThere
  }

  /// A suite's need is that of each of its tests.
  public var isRecursive: Bool { true }

  /// Skips a test that can't run here.
  public func prepare(for test: Test) async throws {
    if try test.isSuite || isThere() { return }
    Missing.note(what)
    try await ConditionTrait.disabled("needs \(what)").prepare(for: test)
  }
}

extension Trait where Self == Need {
  /// Something that is there or not.
  public static func needs(
    _ what: String, isThere: @autoclosure @escaping @Sendable () throws -> Bool
  ) -> Self {
    Need(what, isThere)
  }

  /// A program, installed by the name of its file.
  public static func needs(program: String) -> Self {
    Need(program) { Daemon.isInstalled(program) }
  }

  /// A network and files of one's own, see ``Namespace``.
  public static var needsNamespace: Self {
    Need("root, for a network of its own") { Namespace.isAvailable }
  }
}

/// What was missing, and how many tests were skipped for it.
private enum Missing {
  static func note(_ what: String) {
    counts.with { counts in
      if counts.isEmpty { atexit { Missing.tell() } }
      counts[what, default: 0] += 1
    }
  }

  private static let counts = Guarded<[String: Int]>([:])

  private static func tell() {
    for (what, count) in counts.with({ $0 }).sorted(by: { $0.key < $1.key }) {
      let line = "↳ skipped \(count) \(count == 1 ? "test" : "tests"), which need \(what)\n"
      write(2, line, line.utf8.count)
    }
  }
}
