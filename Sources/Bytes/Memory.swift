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
}
