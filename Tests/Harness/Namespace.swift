import Glibc

/// A network and a file tree of one's own: a loopback interface where every port is free, and an
/// `/etc` of a few files.
///
/// Needs root, or what it has of capabilities.
public enum Namespace {
  /// Whether the kernel lets the tests have one.
  public static let isAvailable: Bool = {
    let isAvailable = Guarded(false)
    // A thread that ends: what it entered goes with it.
    let thread = Thread { isAvailable.with { $0 = (try? enter([:])) != nil } }
    thread.join()
    return isAvailable.with { $0 }
  }()

  /// Calls `body` in a new namespace; what it starts, threads and programs, is in there too.
  ///
  /// Namespaces belong to threads: this one leaves its own for the time of the call, so that a
  /// failed expectation still knows its test.
  ///
  /// - Parameter etc: The files of `/etc` by their names; there are no others.
  public static func run<Result>(
    etc: [String: String], _ body: () throws -> Result
  ) throws -> Result {
    // Built where the compiler finds its files.
    _ = try Product.path
    let home = try Home()
    defer { home.restore() }
    try enter(etc)
    return try body()
  }

  /// Runs a program in the namespace of the caller, which must end well.
  public static func tool(_ command: String...) throws {
    var process = Process(command: command)
    process.environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]
    let run = try process.run()
    if run.status != 0 { throw HarnessError("\(command): \(run)") }
  }

  /// Gives the loopback interface of the caller's namespace a further IPv6 address.
  ///
  /// The kernel goes on with that when the call is over, and loses packets meanwhile: the address is
  /// ready once it has been connected to.
  public static func add(_ host: String, prefix: Int = 128) throws {
    try tool("ip", "address", "add", "\(host)/\(prefix)", "dev", "lo", "nodad")
    let zoned = host.hasPrefix("fe80") ? "\(host)%lo" : host
    var address = Address(family: .ipv6, host: zoned)
    let listener = try address.bind()
    try HarnessError.check("listen", listen(listener.number, 16))
    address.port = Address.port(of: listener)
    for _ in 0..<10 {
      let socket = try Family.ipv6.socket()
      if address.withSocketAddress({ connect(socket.number, $0, $1) }) == 0 { return }
    }
    throw HarnessError("\(host) can't be connected to")
  }

  /// Leaves the kernel these ports for connections that name none of their own.
  public static func setEphemeralPorts(_ ports: ClosedRange<UInt16>) throws {
    try write(
      "\(ports.lowerBound) \(ports.upperBound)\n", to: "/proc/sys/net/ipv4/ip_local_port_range")
  }

  private static func write(_ contents: String, to path: String) throws {
    let file = try Descriptor.open(path, O_WRONLY | O_CREAT)
    let bytes = Array(contents.utf8)
    guard Glibc.write(file.number, bytes, bytes.count) == bytes.count else {
      throw HarnessError.system("write \(path)")
    }
  }

  private static func enter(_ etc: [String: String]) throws {
    try HarnessError.check("unshare", Call.unshare(Call.newNetwork | Call.newMounts))
    // Nothing mounted from here on is seen elsewhere.
    try HarnessError.check("mount /", mount("none", "/", nil, UInt(MS_REC | MS_PRIVATE), nil))
    try HarnessError.check("mount /etc", mount("none", "/etc", "tmpfs", 0, nil))
    for (name, contents) in etc { try write(contents, to: "/etc/\(name)") }
    try raiseLoopback()
  }

  private static func raiseLoopback() throws {
    let socket = try Family.ipv4.socket(datagrams: true)
    // struct ifreq, netdevice(7): the name in 16 bytes, then the flags.
    var request = [UInt8](repeating: 0, count: 40)
    request.replaceSubrange(0..<2, with: "lo".utf8)
    request[16] = UInt8(IFF_UP)
    try HarnessError.check("SIOCSIFFLAGS", ioctl(socket.number, UInt(SIOCSIFFLAGS), &request))
  }
}

/// Where a thread was before it entered a namespace.
private struct Home {
  private let network: Descriptor
  private let mounts: Descriptor
  private let directory: Descriptor

  init() throws {
    network = try Descriptor.open("/proc/thread-self/ns/net", O_RDONLY)
    mounts = try Descriptor.open("/proc/thread-self/ns/mnt", O_RDONLY)
    directory = try Descriptor.open(".", O_RDONLY)
  }

  /// Goes back, or ends the tests: a thread that stayed would carry off others.
  func restore() {
    // Threads that were started meanwhile share the working directory, which setns(2) rejects.
    let isBack =
      Call.unshare(Call.ownDirectory) == 0 && Call.setns(network.number, 0) == 0
      && Call.setns(mounts.number, 0) == 0 && fchdir(directory.number) == 0
    precondition(isBack, "setns: \(String(cString: strerror(errno)))")
  }
}

/// System calls that the Glibc module lacks, looked up by their names.
private enum Call {
  // CLONE_FS, CLONE_NEWNS and CLONE_NEWNET of sched.h.
  static let ownDirectory: Int32 = 0x200
  static let newMounts: Int32 = 0x2_0000
  static let newNetwork: Int32 = 0x4000_0000

  static func unshare(_ flags: Int32) -> Int32 {
    typealias Function = @convention(c) (Int32) -> Int32
    return unsafeBitCast(dlsym(nil, "unshare"), to: Function.self)(flags)
  }

  static func setns(_ descriptor: Int32, _ kind: Int32) -> Int32 {
    typealias Function = @convention(c) (Int32, Int32) -> Int32
    return unsafeBitCast(dlsym(nil, "setns"), to: Function.self)(descriptor, kind)
  }
}
