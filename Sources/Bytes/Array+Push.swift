extension Array {
  /// Appends one element.
  ///
  /// The library's own `append` is inlined, with the growing of the array, at each of its calls:
  /// some 120 bytes of code each. This is one call.
  @inline(never)
  public mutating func push(_ element: Element) {
    append(element)
  }
}
