/// What a ``List`` may hold.
open class ListItem {
  /// An item that is in no list yet.
  public init() {}
}

/// A growing list of objects.
///
/// Each element type of an `Array` costs the executable its own copy of the growing, some 400 bytes;
/// all lists share one.
public struct List<Element: ListItem> {
  private var items: [ListItem] = []

  /// A list without elements.
  public init() {}

  /// How many elements there are.
  public var count: Int { items.count }

  /// The element at `index`, which is less than ``count``.
  public subscript(index: Int) -> Element {
    // Only `push` puts elements in, so they are of this type.
    unsafe unsafeDowncast(items[index], to: Element.self)
  }

  /// The elements that `isKept` tells to keep, in their order.
  public func filter(_ isKept: (Element) -> Bool) -> List {
    var kept = List()
    for index in 0..<count where isKept(self[index]) { kept.push(self[index]) }
    return kept
  }

  /// Appends an element.
  public mutating func push(_ element: Element) {
    items.push(element)
  }
}
