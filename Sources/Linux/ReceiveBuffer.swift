/// Room for what one call receives, used again for every call of a run.
public struct ReceiveBuffer {
  /// The most bytes of one call.
  ///
  /// A page of the buffer costs memory only once bytes arrive in it.
  public static let capacity = 16 << 10

  /// Room of ``capacity`` bytes, of which the first ``count`` were received.
  public private(set) var storage: [UInt8]

  /// How many bytes the last call received.
  public private(set) var count = 0

  /// Room that holds nothing yet.
  public init() {
    unsafe storage = [UInt8](unsafeUninitializedCapacity: Self.capacity) { _, count in
      count = Self.capacity
    }
  }

  /// Makes a call of read(2)'s shape.
  mutating func fill(
    _ number: Int,
    from descriptor: borrowing FileDescriptor
  ) throws(Errno) -> Int {
    count = 0
    let source = Int(descriptor.rawValue)
    count = try storage.withMutableAddress { address throws(Errno) in
      try systemCall(number, source, address, Self.capacity)
    }
    return count
  }
}
