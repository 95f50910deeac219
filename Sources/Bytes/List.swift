/// A growing row of values that is never copied.
///
/// `Array` asks at each change whether somebody else holds it too, and is inlined with its growing
/// at each append.
@safe
public struct List<Element>: ~Copyable {
  private var memory: UnsafeMutableBufferPointer<Element>
  /// How many elements there are.
  public private(set) var count = 0

  /// A list without elements, which allocates nothing yet.
  public init() {
    unsafe memory = UnsafeMutableBufferPointer(start: nil, count: 0)
  }

  deinit {
    unsafe memory.baseAddress?.deinitialize(count: count)
    unsafe Memory.free(memory.baseAddress)
  }

  /// The element at `index`, which is at least 0 and less than ``count``.
  public subscript(index: Int) -> Element {
    get { unsafe memory[checked(index)] }
    set { unsafe memory[checked(index)] = newValue }
  }

  // A buffer pointer checks its bounds in debug builds only.
  @inline(__always)
  private func checked(_ index: Int) -> Int {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
    return index
  }

  /// Appends an element.
  @inline(never)
  public mutating func append(_ element: Element) {
    if unsafe count == memory.count { grow() }
    unsafe memory.initializeElement(at: count, to: element)
    count += 1
  }

  /// Puts an element before the one at `index`, which is at least 0 and at most ``count``.
  public mutating func insert(_ element: Element, at index: Int) {
    append(element)
    var place = count - 1
    while place > index {
      self[place] = self[place - 1]
      place -= 1
    }
    self[index] = element
  }

  private mutating func grow() {
    let capacity = unsafe max(4, memory.count * 2)
    let stride = MemoryLayout<Element>.stride
    // What Swift moves, it moves by its bytes.
    let larger = unsafe Memory.move(
      memory.baseAddress, count: count * stride, to: capacity * stride)
    unsafe memory = UnsafeMutableBufferPointer(
      start: larger.assumingMemoryBound(to: Element.self), count: capacity)
  }

  /// Takes the element at `index` away and moves those behind it up.
  @discardableResult
  public mutating func remove(at index: Int) -> Element {
    let element = unsafe memory.moveElement(from: checked(index))
    for next in index + 1..<count {
      unsafe memory.initializeElement(at: next - 1, to: memory.moveElement(from: next))
    }
    count -= 1
    return element
  }

  /// Takes every element away and keeps the room.
  public mutating func removeAll() {
    unsafe memory.baseAddress?.deinitialize(count: count)
    count = 0
  }

  /// Lends the address of the first element, 0 for none, to a system call.
  @inline(__always)
  public mutating func withAddress<Result>(_ body: (Int) -> Result) -> Result {
    unsafe body(Int(bitPattern: memory.baseAddress))
  }
}
