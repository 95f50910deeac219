/// The memory behind buffers and lists: one call each, since it is needed at so many places.
enum Memory {
  /// Gives memory back; nothing for nil.
  @inline(never)
  static func free(_ start: UnsafeMutableRawPointer?) {
    unsafe start?.deallocate()
  }

  /// Moves the first `count` bytes of some memory, or of none, to new memory.
  ///
  /// - Parameter size: The bytes of the new memory, at least `count`.
  @inline(never)
  static func move(
    _ start: UnsafeMutableRawPointer?, count: Int, to size: Int
  ) -> UnsafeMutableRawPointer {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    if let start = unsafe start {
      unsafe memory.copyMemory(from: start, byteCount: count)
      unsafe free(start)
    }
    return unsafe memory
  }

  /// Overwrites memory with zeros.
  ///
  /// It is not optimized, so that no compiler finds out that nobody reads them and leaves them out.
  @_optimize(none)
  @usableFromInline
  static func wipe(_ memory: UnsafeMutableRawBufferPointer) {
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
  }
}
