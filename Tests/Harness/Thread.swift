import Glibc

/// A thread of its own for work that blocks, which the pool of Swift's tasks is too small for.
final class Thread: @unchecked Sendable {
  private final class Work {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  private var handle = pthread_t()

  init(_ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    let error = pthread_create(
      &handle, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, work)
    precondition(error == 0, "no thread to be had")
  }

  /// Waits for the end of the thread; to be called once.
  func join() {
    pthread_join(handle, nil)
  }
}

/// Calls `body` for every row of a table at once, on threads that are where the caller's is, in a
/// namespace too.
///
/// - Returns: What it returned, in the order of the rows.
/// - Throws: The first error.
public func concurrently<Row: Sendable, Result: Sendable>(
  _ rows: [Row], _ body: @escaping @Sendable (Row) throws -> Result
) throws -> [Result] {
  let results = Guarded<[Int: Swift.Result<Result, any Error>]>([:])
  let threads = rows.enumerated().map { index, row in
    Thread {
      let result = Swift.Result { try body(row) }
      results.with { $0[index] = result }
    }
  }
  for thread in threads { thread.join() }
  return try results.with { results in
    try rows.indices.map { try (results[$0] ?? .failure(HarnessError("no result"))).get() }
  }
}
