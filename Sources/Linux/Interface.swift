internal import Bytes
internal import CLinux

/// Network interfaces, netdevice(7).
public enum Interface {
  /// The index of the interface called `name`, or that `name` spells in decimal; nil when there is
  /// none.
  ///
  /// - Throws: The reason why the kernel can't be asked, EMFILE among them.
  public static func index(of name: Span<UInt8>) throws(Errno) -> UInt32? {
    if let number = name.decimal(atMost: UInt64(UInt32.max)) {
      return UInt32(truncatingIfNeeded: number)
    }
    // `struct ifreq`: 16 bytes of name with a NUL at the end, 24 of answer.
    guard name.count <= 15, !name.contains(0) else { return nil }
    var request = ByteBuffer()
    request.append(name)
    while request.count < 40 { request.append(0) }
    let socket = try Socket(.ipv4, .datagram)
    do throws(Errno) {
      let getIndex = 0x8933
      _ = try systemCall(SYS_ioctl, socket.descriptor.number, getIndex, request.span.address)
    } catch {
      guard error == .noSuchDevice else { throw error }
      return nil
    }
    var index: UInt32 = 0
    for place in 16..<20 { index |= UInt32(request.span[place]) << UInt32(8 * (place - 16)) }
    return index
  }
}
