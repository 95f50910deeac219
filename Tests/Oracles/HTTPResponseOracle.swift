import Bytes
import Wire

/// Rules for what an HTTP server may send.
public enum HTTPResponseOracle {
  /// What a check asks in the cases that are tried.
  public enum Wish: CaseIterable, Sendable {
    case plain
    case head
    case text
    case upgrade
  }

  /// A new exchange that asks what `wish` asks.
  public static func exchange(_ wish: Wish) -> Exchange {
    let demand = Demand(agent: "healthprobe/test")
    switch wish {
    case .plain: break
    case .head:
      demand.method = "HEAD"
      demand.redirects = 0
    case .text:
      demand.expect("ok")
      demand.statuses = StatusSet("200-299,503") ?? demand.statuses
    case .upgrade:
      if let field = HTTPField("Upgrade: websocket") { demand.add(field) }
      demand.statuses = StatusSet("101,302") ?? demand.statuses
    }
    do throws(TargetError) {
      return HTTPExchange(try URL(http: "localhost:8080/health?a=b"), demand)
    } catch {
      fatalError("\(error)")
    }
  }

  /// What is wrong with how these bytes of a server are judged; nil when all is right.
  public static func violation(_ bytes: [UInt8]) -> String? {
    for wish in Wish.allCases {
      if let violation = Conversation.violation(bytes, { exchange(wish) }) { return violation }
    }
    return nil
  }
}
