import Glibc

/// A program to run, and the circumstances in which it runs.
struct Process {
  /// The program, by path or to be found in PATH, and its arguments.
  var command: [String]
  /// All that it has of an environment, as `NAME=value`.
  var environment: [String] = []
  var input = Stream.null
  var output = Stream.captured
  var errors = Stream.captured
  /// Whatever it does, it is killed after this time.
  var limit = Duration.seconds(30)

  // Out of the way of descriptors that a program opens.
  private static let lifeline: Int32 = 200

  /// Starts the program and waits for its end.
  ///
  /// - Parameter whileRunning: Called with the process id once the program was started; what it
  ///   prints meanwhile waits in the pipes.
  /// - Throws: Where the program could not be started, or had to be killed.
  func run(whileRunning: ((pid_t) throws -> Void)? = nil) throws -> Run {
    let clock = ContinuousClock()
    var streams = [try OpenStream(input), try OpenStream(output), try OpenStream(errors)]
    // The child's end of this pipe closes when it dies, which poll(2) can wait for.
    var life = try OpenStream(.captured)
    let began = clock.now
    let child = try spawn(streams.map(\.child), life.child)
    for index in streams.indices { streams[index].child = nil }
    life.child = nil
    var status: Int32 = 0
    do {
      try whileRunning?(child)
      var drain = Drain([life.reader, streams[1].reader, streams[2].reader])
      guard drain.run(until: began + limit) else {
        throw HarnessError("still running after \(limit): \(command)")
      }
      let duration = clock.now - began
      waitpid(child, &status, 0)
      return Run(
        end: Run.End(waitStatus: status), output: drain.contents[1] + streams[1].leftover(),
        errors: drain.contents[2] + streams[2].leftover(), duration: duration)
    } catch {
      kill(child, SIGKILL)
      waitpid(child, &status, 0)
      throw error
    }
  }

  /// Starts the program, posix_spawn(3), with the signal mask of a shell: threads of Swift's tasks
  /// block nearly all signals and would hand that on.
  private func spawn(_ streams: [Descriptor?], _ life: Descriptor?) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (place, stream) in zip(Int32(0)..., streams) {
      if let stream {
        posix_spawn_file_actions_adddup2(&actions, stream.number, place)
      } else {
        posix_spawn_file_actions_addclose(&actions, place)
      }
    }
    if let life { posix_spawn_file_actions_adddup2(&actions, life.number, Self.lifeline) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let argv = command.map { strdup($0) } + [nil]
    let envp = environment.map { strdup($0) } + [nil]
    defer { for text in argv + envp { free(text) } }
    var child: pid_t = 0
    let error = Descriptor.inheritance.with { _ in
      posix_spawnp(&child, command[0], &actions, &attributes, argv, envp)
    }
    if error != 0 { throw HarnessError.system("posix_spawn \(command[0])", error) }
    return child
  }
}

/// Reads several pipes to their ends at once, so that none keeps a writer waiting.
private struct Drain {
  private let readers: [Descriptor?]
  private(set) var contents: [[UInt8]]

  init(_ readers: [Descriptor?]) {
    self.readers = readers
    contents = readers.map { _ in [] }
  }

  /// - Returns: Whether all ended by the deadline.
  mutating func run(until deadline: ContinuousClock.Instant) -> Bool {
    var polled = readers.map { pollfd(fd: $0?.number ?? -1, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while polled.contains(where: { $0.fd >= 0 }) {
      let left = deadline - ContinuousClock.now
      if left <= .zero { return false }
      _ = poll(&polled, nfds_t(polled.count), Int32(left / .milliseconds(1)) + 1)
      for index in polled.indices where polled[index].fd >= 0 && polled[index].revents != 0 {
        let count = read(polled[index].fd, &buffer, buffer.count)
        if count > 0 { contents[index] += buffer[..<count] } else { polled[index].fd = -1 }
      }
    }
    return true
  }
}
