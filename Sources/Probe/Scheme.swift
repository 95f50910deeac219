public import Bytes
public import Wire

/// One scheme of targets: everything about it stands in its row of ``all``, and reading, printing,
/// help and errors come from there.
///
/// It is never copied: the table lies in read-only data and is read where it lies.
public struct Scheme: ~Copyable, Sendable {
  /// What stands before `://`, in lower case.
  public let name: StaticString
  /// What makes such a target healthy, for `--help`.
  public let help: StaticString
  /// The parts that its URLs may have.
  public let form: URLForm
  /// What carries the conversation.
  public let transport: Transport
  /// What is offered as the application's protocol over TLS, RFC 7301, perhaps empty; nil for a
  /// scheme without TLS.
  public let applicationProtocol: StaticString?
  /// The options that concern it.
  public let uses: Uses
  /// Makes the conversation of one attempt.
  let exchange: @Sendable (URL, Demand) -> Exchange
  /// Refuses a URL whose parts don't go together.
  let verify: @Sendable (URL) throws(TargetError) -> Void

  init(
    _ name: StaticString, _ help: StaticString, _ form: URLForm, _ transport: Transport,
    tls applicationProtocol: StaticString? = nil, uses: Uses,
    verify: @escaping @Sendable (URL) throws(TargetError) -> Void = accept,
    exchange: @escaping @Sendable (URL, Demand) -> Exchange
  ) {
    self.name = name
    self.help = help
    self.form = form
    self.transport = transport
    self.applicationProtocol = applicationProtocol
    self.uses = uses
    self.exchange = exchange
    self.verify = verify
  }

  /// What carries a conversation.
  public enum Transport: Sendable {
    /// A stream: TCP, or with `+unix` a Unix socket.
    case stream
    /// Datagrams over UDP.
    case datagram
    /// Nothing: the answer is found on this machine, as soon as the exchange begins.
    case nothing
  }

  /// A set of options that not every scheme can use.
  public struct Uses: OptionSet, Sendable {
    /// A bit for each option.
    public let rawValue: UInt16

    /// A set of the options whose bits are set.
    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// `--method`.
    @inlinable public static var method: Uses { Uses(rawValue: 1 << 0) }
    /// `--header`.
    @inlinable public static var header: Uses { Uses(rawValue: 1 << 1) }
    /// `--user`.
    @inlinable public static var user: Uses { Uses(rawValue: 1 << 2) }
    /// `--status`.
    @inlinable public static var status: Uses { Uses(rawValue: 1 << 3) }
    /// `--expect`.
    @inlinable public static var expect: Uses { Uses(rawValue: 1 << 4) }
    /// `--send`.
    @inlinable public static var send: Uses { Uses(rawValue: 1 << 5) }
    /// `--max-redirects`.
    @inlinable public static var redirects: Uses { Uses(rawValue: 1 << 6) }
    /// `--data`.
    @inlinable public static var data: Uses { Uses(rawValue: 1 << 7) }
    /// `--show-body`.
    @inlinable public static var showBody: Uses { Uses(rawValue: 1 << 8) }
    /// `--proxy-protocol`.
    @inlinable public static var proxyProtocol: Uses { Uses(rawValue: 1 << 9) }
    /// `--expect-json`.
    @inlinable public static var expectJSON: Uses { Uses(rawValue: 1 << 10) }
    /// `--server-name`, `--cert-days` and `--insecure-secrets`.
    @inlinable public static var tls: Uses { Uses(rawValue: 1 << 11) }
    /// No option.
    @inlinable public static var none: Uses { Uses(rawValue: 0) }
    /// All that concern HTTP.
    static var http: Uses {
      .method | .header | .user | .status | .expect | .redirects | .data | .showBody
        | .proxyProtocol | .expectJSON
    }
    /// All that concern a bare stream.
    static var bareStream: Uses { .send | .expect | .proxyProtocol }

    /// The options of both sets; unlike a literal of several it is a constant to the compiler, as the
    /// tables want it.
    static func | (left: Uses, right: Uses) -> Uses {
      Uses(rawValue: left.rawValue | right.rawValue)
    }
  }

  private static func accept(_ url: URL) throws(TargetError) {}
}

extension ByteBuffer {
  /// Appends the form of a scheme's targets: `tcp://HOST:PORT`.
  @inline(never)
  public mutating func append(_ scheme: borrowing Scheme) {
    append(StaticBytes(stringLiteral: scheme.name))
    append("://")
    append(scheme.form)
  }
}

extension ByteBuffer {
  /// Appends the names of the schemes whose targets can use one of the options.
  @inline(never)
  public mutating func append(schemesThatUse uses: Scheme.Uses) {
    var isFirst = true
    for place in Scheme.all.indices where !Scheme.all[place].uses.isDisjoint(with: uses) {
      if !isFirst { append(", ") }
      isFirst = false
      append(StaticBytes(stringLiteral: Scheme.all[place].name))
    }
  }
}
