public import Bytes

/// The parts that a URL of a scheme may have, in the words in which `--help` shows them.
///
/// A part in brackets may be missing, one without brackets may not, and an empty text stands for a
/// part that there is not.
public struct URLForm: Sendable {
  /// What stands behind the scheme's `//`.
  public enum Named: Sendable {
    /// A host and its port, or with `+unix` the path of a Unix socket.
    case host
    /// The path of a Unix socket.
    case socket
    /// The path of a file.
    case file
  }

  /// What stands behind the scheme's `//`.
  public let names: Named
  /// What stands before the host, as `[USER:PASSWORD@]`.
  public let credentials: Part
  /// The port where none is written; nil where one must be.
  public let port: UInt16?
  /// What stands behind the host, as `[/PATH]`.
  public let path: Part
  /// What stands behind the path, as `[?QUERY]`.
  public let query: Part

  /// One part, perhaps in brackets, perhaps empty.
  public struct Part: Sendable, ExpressibleByStringLiteral {
    let text: StaticString

    /// A part in the words of a literal.
    public init(stringLiteral text: StaticString) {
      self.text = text
    }

    /// The part's words.
    public var bytes: StaticBytes { StaticBytes(stringLiteral: text) }
    /// Whether no URL of the scheme has the part.
    public var isEmpty: Bool { text.utf8CodeUnitCount == 0 }
    /// Whether it may be missing.
    public var isOptional: Bool { bytes.span.starts(ignoringCase: "[") }
  }

  /// The form of URLs with a host.
  ///
  /// - Parameter port: The port where none is written; nil where one must be.
  public init(credentials: Part = "", port: UInt16?, path: Part = "", query: Part = "") {
    names = .host
    self.credentials = credentials
    self.port = port
    self.path = path
    self.query = query
  }

  /// The form of URLs that name a socket or a file of this machine.
  public init(_ names: Named, path: Part, query: Part = "") {
    self.names = names
    credentials = ""
    port = nil
    self.path = path
    self.query = query
  }
}

extension ByteBuffer {
  /// Appends a form behind its scheme's `//`: `[USER:PASSWORD@]HOST[:80][/PATH][?QUERY]`.
  public mutating func append(_ form: URLForm) {
    if form.names == .host {
      append(form.credentials.bytes)
      append("HOST")
      if let port = form.port {
        append("[")
        append(port: port)
        append("]")
      } else {
        append(":PORT")
      }
    }
    append(form.path.bytes)
    append(form.query.bytes)
  }
}
