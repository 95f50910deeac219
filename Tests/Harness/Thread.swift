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
