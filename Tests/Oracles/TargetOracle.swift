import Bytes

@testable import Probe
@testable import Wire

/// Rules for the texts of targets.
public enum TargetOracle {
  /// All that a target means: its canonical form, where it leads, and what is sent there.
  struct Meaning: Equatable {
    let printed: String
    let host: String
    let zone: String
    let address: IPAddress?
    let port: UInt16
    let socketPath: String
    let sent: String

    init(_ target: Target) {
      printed = ByteBuffer.text { target.append(to: &$0) }
      let endpoint = target.endpoint
      // An address may be written in several ways.
      host = endpoint.host.address == nil ? endpoint.host.text.text.lowercased() : ""
      zone = endpoint.host.zone.text
      address = endpoint.host.address
      port = endpoint.port
      socketPath = "\(endpoint.path.span.array)"
      let exchange = target.exchange(Demand(agent: "test"))
      _ = exchange.connected()
      let lines = exchange.outbox.span.text.split(separator: "\r\n")
      // Credentials are never printed.
      sent = lines.filter { !$0.hasPrefix("Authorization:") }.joined(separator: "\n")
    }
  }

  /// What is wrong with how a target's text is read and printed; nil when all is right, and for a
  /// text that is no target.
  public static func violation(_ bytes: [UInt8]) -> String? {
    guard let target = try? Target(StaticBytes(bytes)) else { return nil }
    let meaning = Meaning(target)
    guard meaning.printed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
      return "control byte in \(meaning)"
    }
    guard let again = try? Target(StaticBytes(meaning.printed)) else {
      return "\(meaning) prints as no target"
    }
    return Meaning(again) == meaning ? nil : "\(meaning) prints as \(Meaning(again))"
  }
}
