internal import Bytes
internal import CLinux

/// Network interfaces, netdevice(7).
public enum Interface {
  /// The index of the interface called `name`, or that `name` spells in decimal; nil when there is
  /// none.
  public static func index(of name: [UInt8]) -> UInt32? {
    if let number = name.span.decimal(atMost: UInt64(UInt32.max)) {
      return UInt32(truncatingIfNeeded: number)
    }
    // `struct ifreq`: 16 bytes of name with a NUL at the end, 24 of answer.
    guard name.count <= 15, !name.contains(0) else { return nil }
    var request = name
    while request.count < 40 { request.push(0) }
    do throws(Errno) {
      let socket = try Socket(for: SocketAddress(ipv4: 0, port: 0), .datagram)
      let getIndex = 0x8933
      try request.withMutableAddress { address throws(Errno) in
        _ = try systemCall(SYS_ioctl, Int(socket.descriptor.rawValue), getIndex, address)
      }
    } catch {
      return nil
    }
    var index: UInt32 = 0
    for place in (16..<20).reversed() { index = index << 8 | UInt32(request[place]) }
    return index
  }
}
