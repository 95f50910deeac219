import Bytes
import Wire

/// The algorithms of RFC 3986 §5.2 as they stand there, step by step on text.
public enum ReferenceOracle {
  /// The target that a reference leads to from `base`, RFC 3986 §5.2.2; it names no scheme and no
  /// host, and holds nothing that is percent-encoded on the way.
  public static func target(of reference: String, from base: String) -> String {
    let (path, query) = parts(reference)
    let (basePath, baseQuery) = parts(base)
    if path.isEmpty { return basePath + (query.isEmpty ? baseQuery : query) }
    if path.hasPrefix("/") { return withoutDotSegments(path) + query }
    let folder = basePath[
      ..<(basePath.lastIndex(of: "/").map(basePath.index(after:)) ?? basePath.startIndex)]
    return withoutDotSegments(folder + path) + query
  }

  private static func parts(_ reference: String) -> (path: String, query: String) {
    let text = reference.prefix { $0 != "#" }
    let mark = text.firstIndex(of: "?") ?? text.endIndex
    return (String(text[..<mark]), String(text[mark...]))
  }

  /// RFC 3986 §5.2.4, steps 2A to 2E.
  private static func withoutDotSegments(_ path: String) -> String {
    var input = path[...]
    var output = ""
    while !input.isEmpty {
      if input.hasPrefix("../") {
        input = input.dropFirst(3)
      } else if input.hasPrefix("./") {
        input = input.dropFirst(2)
      } else if input.hasPrefix("/./") {
        input = input.dropFirst(2)
      } else if input == "/." {
        input = "/"
      } else if input.hasPrefix("/../") || input == "/.." {
        input = input == "/.." ? "/" : input.dropFirst(3)
        output = String(output[..<(output.lastIndex(of: "/") ?? output.startIndex)])
      } else if input == "." || input == ".." {
        input = ""
      } else {
        let end = input.dropFirst().firstIndex(of: "/") ?? input.endIndex
        output += input[..<end]
        input = input[end...]
      }
    }
    return output
  }
}
