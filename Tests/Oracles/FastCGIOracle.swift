import Bytes
import Probe
import Wire

/// Rules for what a FastCGI responder may send.
public enum FastCGIOracle {
  /// A new exchange that asks for a path, and for a text in the body.
  public static func exchange(
    _ path: String = "/ping", expecting text: String = "", demand: Demand = Demand(agent: "test")
  ) -> Exchange {
    demand.expect(StaticBytes(text))
    let form = URLForm(port: 9000, path: "/PATH", query: "[?QUERY]")
    do throws(TargetError) {
      return FastCGIExchange(try URL(StaticBytes("localhost" + path), form), demand)
    } catch {
      fatalError("\(error)")
    }
  }

  /// What is wrong with how these bytes of a responder are judged; nil when all is right.
  public static func violation(_ bytes: [UInt8]) -> String? {
    Conversation.violation(bytes) { exchange() }
      ?? Conversation.violation(bytes) { exchange(expecting: "ready") }
  }
}

/// A record of FastCGI 1.0 §3.3.
public struct FastCGIRecord {
  let kind: UInt8
  let request: UInt16
  let content: [UInt8]
  let padding: UInt8

  /// A record of any kind.
  public init(_ kind: UInt8, _ content: [UInt8], request: UInt16 = 1, padding: UInt8 = 0) {
    self.kind = kind
    self.request = request
    self.content = content
    self.padding = padding
  }

  /// A part of the standard output.
  public static func output(_ text: String, padding: UInt8 = 0) -> FastCGIRecord {
    FastCGIRecord(
      6, text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, padding: padding)
  }

  /// A part of the standard error.
  public static func error(_ text: String) -> FastCGIRecord { FastCGIRecord(7, Array(text.utf8)) }

  /// The end of the request.
  public static func end(exit: UInt8 = 0, protocolStatus: UInt8 = 0) -> FastCGIRecord {
    FastCGIRecord(3, [0, 0, 0, exit, protocolStatus, 0, 0, 0])
  }

  /// The record as it is sent.
  public var bytes: [UInt8] {
    let high = { (number: Int) in UInt8(truncatingIfNeeded: number >> 8) }
    let low = { (number: Int) in UInt8(truncatingIfNeeded: number) }
    return [
      1, kind, high(Int(request)), low(Int(request)), high(content.count), low(content.count),
      padding, 0,
    ] + content + [UInt8](repeating: 0xee, count: Int(padding))
  }
}

extension [FastCGIRecord] {
  /// The records as they are sent.
  public var bytes: [UInt8] { flatMap(\.bytes) }
}
